import { moveElement, verticalCompactor } from "react-grid-layout/core";
import type { Layout, Tile } from "@/shared/api";

export const COLUMNS = 12;
export const MOST_ROWS = 60;

/** What the keys do to a tile; nothing for other keys. */
export function keyed({ x, y, w, h }: Layout, key: string, resize: boolean): Layout | null {
  const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  if (by === undefined) {
    return null;
  }
  const [dx, dy] = by as [number, number];
  return resize
    ? { x, y, w: clamp(w + dx, 1, COLUMNS - x), h: clamp(h + dy, 1, MOST_ROWS) }
    : { x: clamp(x + dx, 0, COLUMNS - w), y: Math.max(0, y + dy), w, h };
}

const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));

/**
 * Puts a tile into a place and moves what is in its way: the one below it down, the one it goes up past down below it. No rows stay
 * empty above a tile.
 */
export function place(tiles: readonly Tile[], id: string, to: Layout): readonly Tile[] {
  const before = tiles.find((tile) => tile.id === id)?.layout;
  if (before === undefined) {
    return tiles;
  }
  const resized = tiles.map((tile) => ({
    i: tile.id,
    ...tile.layout,
    ...(tile.id === id ? { w: to.w, h: to.h } : {}),
  }));
  const item = resized.find(({ i }) => i === id);
  if (item === undefined) {
    return tiles;
  }
  const moved = moveElement(
    resized,
    item,
    to.x,
    rowToTake(tiles, id, before, to),
    true,
    false,
    "vertical",
    COLUMNS,
  );
  return laidOut(tiles, verticalCompactor.compact(moved, COLUMNS));
}

/** One step down goes past the whole tile below, or compaction would take it back. */
function rowToTake(tiles: readonly Tile[], id: string, from: Layout, to: Layout): number {
  if (to.y <= from.y) {
    return to.y;
  }
  const below = tiles.find(
    ({ id: other, layout }) =>
      other !== id &&
      layout.y >= from.y + from.h &&
      layout.y < to.y + to.h &&
      layout.x < to.x + to.w &&
      to.x < layout.x + layout.w,
  );
  return below === undefined ? to.y : Math.max(to.y, below.layout.y + below.layout.h);
}

/** The tiles in the places a grid gives them; the same tiles where nothing moved. */
export function laidOut(
  tiles: readonly Tile[],
  layout: readonly Readonly<{ i: string; x: number; y: number; w: number; h: number }>[],
): readonly Tile[] {
  let moved = false;
  const next = tiles.map((tile) => {
    const at = layout.find(({ i }) => i === tile.id);
    if (at === undefined) {
      return tile;
    }
    const { x, y, w, h } = tile.layout;
    if (x === at.x && y === at.y && w === at.w && h === at.h) {
      return tile;
    }
    moved = true;
    return { ...tile, layout: { x: at.x, y: at.y, w: at.w, h: at.h } };
  });
  return moved ? next : tiles;
}
