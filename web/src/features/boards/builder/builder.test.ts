import { describe, expect, test } from "vitest";
import type { BoardDefinition, Layout, MetricDefinition, Tile } from "@/shared/api";
import { keyed, place } from "./arrange";
import { begin, draftReducer, isChanged, newId, withTile } from "./draft";
import { begun, suited } from "./tile";

const at = (id: string, x: number, y: number, w: number, h: number): Tile => ({
  ...begun,
  id,
  metrics: ["orders"],
  layout: { x, y, w, h },
});
const layouts = (tiles: readonly Tile[]): Record<string, Layout> =>
  Object.fromEntries(tiles.map(({ id, layout }) => [id, layout]));
const overlap = (a: Layout, b: Layout) =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

describe("a tile moved by keys", () => {
  test("stays on the board", () => {
    expect(keyed({ x: 0, y: 0, w: 3, h: 3 }, "ArrowLeft", false)?.x).toBe(0);
    expect(keyed({ x: 9, y: 0, w: 3, h: 3 }, "ArrowRight", false)?.x).toBe(9);
    expect(keyed({ x: 9, y: 0, w: 3, h: 3 }, "ArrowRight", true)?.w).toBe(3);
    expect(keyed({ x: 0, y: 0, w: 1, h: 1 }, "ArrowUp", true)?.h).toBe(1);
    expect(keyed({ x: 0, y: 0, w: 1, h: 1 }, "x", true)).toBeNull();
  });

  test("goes past the one below it", () => {
    const moved = layouts(place([at("a", 0, 0, 6, 3), at("b", 0, 3, 6, 3)], "a", { x: 0, y: 1, w: 6, h: 3 }));
    expect(moved.b?.y).toBe(0);
    expect(moved.a?.y).toBe(3);
  });

  test("never comes to lie on another, whichever keys are pressed", () => {
    let tiles: readonly Tile[] = [
      at("a", 0, 0, 6, 3),
      at("b", 6, 0, 6, 4),
      at("c", 0, 4, 12, 3),
      at("d", 3, 7, 4, 2),
    ];
    let seed = 7;
    const next = (most: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % most;
    };
    for (let i = 0; i < 300; i++) {
      const tile = tiles[next(4)] as Tile;
      const key = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"][next(4)] as string;
      tiles = place(tiles, tile.id, keyed(tile.layout, key, next(3) === 0) as Layout);
      const places = tiles.map(({ layout }) => layout);
      places.forEach((one, index) => {
        expect(one.x >= 0 && one.x + one.w <= 12 && one.y >= 0).toBe(true);
        for (const other of places.slice(0, index)) {
          expect(overlap(one, other)).toBe(false);
        }
      });
    }
  });
});

describe("a draft", () => {
  const board: BoardDefinition = {
    labels: { zh: "板", en: "Board" },
    period: { grain: "month", steps: 6 },
    filters: [],
    tiles: [],
  };

  test("takes steps back and forth and knows whether it is saved", () => {
    const one = draftReducer(begin(board), { kind: "change", to: withTile(board, at("a", 5, 5, 3, 3)) });
    expect(one.present.tiles[0]?.layout).toEqual({ x: 0, y: 0, w: 3, h: 3 });
    expect(isChanged(one)).toBe(true);
    const back = draftReducer(one, { kind: "undo" });
    expect(back.present).toEqual(board);
    expect(isChanged(back)).toBe(false);
    expect(draftReducer(back, { kind: "redo" }).present).toEqual(one.present);
    expect(isChanged(draftReducer(one, { kind: "saved", as: one.present }))).toBe(false);
  });

  test("gives each tile an id of its own", () => {
    expect(newId([at("orders", 0, 0, 1, 1)], "orders")).toBe("orders_2");
    expect(newId([], "7 % ?")).toBe("tile");
  });
});

test("a tile gets a kind that can draw what it asks", () => {
  const metric = (id: string, type: "select" | "region"): MetricDefinition =>
    ({ id, unit: "count", dimensions: [{ path: "channel", labels: { zh: "", en: "" }, type }] }) as never;
  const select = [metric("orders", "select")];
  expect(suited({ ...begun, metrics: ["orders"] }, select, false).kind).toBe("number");
  expect(suited({ ...begun, metrics: ["orders"], by: ["channel"] }, select, false).kind).toBe("breakdown");
  const region = [metric("orders", "region")];
  expect(suited({ ...begun, metrics: ["orders"], by: ["channel"] }, region, false).kind).toBe("map");
});
