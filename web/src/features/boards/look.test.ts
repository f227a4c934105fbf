import { describe, expect, test } from "vitest";
import type { Tile } from "@/shared/api";
import { batchesOf, choose, limitsInForce, readLimits, writeLimits } from "./look";

describe("limits in the address", () => {
  test("are read as they were written", () => {
    const limits = [
      { path: "customer.level", values: ["gold", null] },
      { path: "owner", values: [3] },
    ];
    expect(readLimits(writeLimits(limits))).toEqual(limits);
    expect(writeLimits([])).toBeNull();
  });

  test("that make no sense limit nothing", () => {
    for (const text of [null, "", "{", "7", '{"a":1}', '[["a"]]', '[[1,["x"]]]']) {
      expect(readLimits(text)).toEqual([]);
    }
  });
});

describe("what a person chooses", () => {
  const ofBoard = [
    { path: "customer.level", values: ["gold"] },
    { path: "channel", values: [] },
  ];

  test("takes the place of what the board says, also of none", () => {
    const chosen = choose(ofBoard, [], "customer.level", []);
    expect(limitsInForce(ofBoard, chosen)[0]?.values).toEqual([]);
    expect(choose(ofBoard, chosen, "customer.level", ["gold"])).toEqual([]);
  });

  test("adds limits the board does not know, and takes them away again", () => {
    const chosen = choose(ofBoard, [], "store", [7]);
    expect(limitsInForce(ofBoard, chosen).map(({ path }) => path)).toEqual([
      "customer.level",
      "channel",
      "store",
    ]);
    expect(choose(ofBoard, chosen, "store", [])).toEqual([]);
  });
});

test("all numbers are asked in one call, others with those asked alike, words not at all", () => {
  const tile = (id: string, more: Partial<Tile>): Tile => ({
    id,
    kind: "number",
    metrics: ["orders"],
    by: [],
    options: {},
    layout: { x: 0, y: 0, w: 3, h: 3 },
    ...more,
  });
  const batches = batchesOf([
    tile("a", {}),
    tile("b", { kind: "breakdown", by: ["channel"] }),
    tile("c", {}),
    tile("d", { kind: "pareto", by: ["channel"] }),
    tile("e", { kind: "trend", grain: "month" }),
    tile("f", { kind: "text", metrics: [] }),
  ]);
  expect(batches.map((batch) => batch.map(({ id }) => id))).toEqual([["a", "c"], ["b", "d"], ["e"]]);
});
