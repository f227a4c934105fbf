import type { BoardDefinition, Tile } from "@/shared/api";

/** A board while it is changed: as it is, what it was, and what was taken back. */
export type Draft = Readonly<{
  past: readonly BoardDefinition[];
  present: BoardDefinition;
  future: readonly BoardDefinition[];
  saved: BoardDefinition;
}>;

export type Step =
  | Readonly<{ kind: "change"; to: BoardDefinition }>
  | Readonly<{ kind: "undo" }>
  | Readonly<{ kind: "redo" }>
  /** What is saved now, and so shown. */
  | Readonly<{ kind: "saved"; as: BoardDefinition }>;

/** The most steps that can be taken back. */
const MOST = 200;

export const begin = (definition: BoardDefinition): Draft => ({
  past: [],
  present: definition,
  future: [],
  saved: definition,
});

export function draftReducer(draft: Draft, step: Step): Draft {
  switch (step.kind) {
    case "change":
      return same(step.to, draft.present)
        ? draft
        : {
            ...draft,
            past: [...draft.past, draft.present].slice(-MOST),
            present: step.to,
            future: [],
          };
    case "undo": {
      const before = draft.past.at(-1);
      return before === undefined
        ? draft
        : {
            ...draft,
            past: draft.past.slice(0, -1),
            present: before,
            future: [draft.present, ...draft.future],
          };
    }
    case "redo": {
      const [next, ...rest] = draft.future;
      return next === undefined
        ? draft
        : { ...draft, past: [...draft.past, draft.present], present: next, future: rest };
    }
    case "saved":
      return { ...draft, saved: step.as };
  }
}

export const isChanged = ({ present, saved }: Draft): boolean => !same(present, saved);

function same(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** Puts a tile in the place of the one with its id, or at the foot of the board. */
export function withTile(board: BoardDefinition, tile: Tile): BoardDefinition {
  const known = board.tiles.some(({ id }) => id === tile.id);
  return {
    ...board,
    tiles: known
      ? board.tiles.map((other) => (other.id === tile.id ? tile : other))
      : [...board.tiles, { ...tile, layout: { ...tile.layout, x: 0, y: bottom(board.tiles) } }],
  };
}

export const withoutTile = (board: BoardDefinition, id: string): BoardDefinition => ({
  ...board,
  tiles: board.tiles.filter((tile) => tile.id !== id),
});

/** The first free row. */
export const bottom = (tiles: readonly Tile[]): number =>
  Math.max(0, ...tiles.map(({ layout }) => layout.y + layout.h));

/** An id no tile has: of what it shows, or that with a number. */
export function newId(tiles: readonly Tile[], wish: string): string {
  const start = /^[A-Za-z]/.test(wish) ? wish.replace(/\W+/g, "_").slice(0, 50) : "tile";
  const taken = new Set(tiles.map(({ id }) => id));
  let id = start;
  for (let n = 2; taken.has(id); n++) {
    id = `${start}_${n}`;
  }
  return id;
}

/** A tile as it is asked: without what does not change its answer, so that moving it asks nothing anew. */
export const bare = ({ labels: _labels, layout: _layout, ...tile }: Tile, index: number): Tile => ({
  ...tile,
  layout: { x: 0, y: index * 2, w: 12, h: 1 },
});
