import type { Board, Grain, MetricQuery, Tile } from "@/shared/api";
import { grainOf, type Scope } from "@/shared/ui/period";

/** The step a tile is drawn in; null for one number over all. */
export function stepOf(tile: Tile, scope: Scope): Grain | null {
  return tile.kind === "trend" ? (scope.grain ?? tile.grain ?? grainOf(scope)) : null;
}

type Asked = Readonly<{ by: string | null; grain: Grain | null }>;

const keyOf = ({ by, grain }: Asked) => `${by ?? ""} ${grain ?? ""}`;

/** What a tile asks for first: numbers their value, trends their steps, breakdowns their parts. */
export function askedBy(tile: Tile, scope: Scope): Asked {
  return { by: tile.kind === "breakdown" ? tile.by : null, grain: stepOf(tile, scope) };
}

/** As few calls as show the whole board: the metrics that are asked for alike go together. By key of {@link askedBy}. */
export function queriesOf(board: Board, scope: Scope): ReadonlyMap<string, MetricQuery> {
  const queries = new Map<string, MetricQuery>();
  const add = (asked: Asked, metric: string) => {
    const known = queries.get(keyOf(asked));
    queries.set(keyOf(asked), {
      metrics: [...new Set([...(known?.metrics ?? []), metric])],
      by: asked.by === null ? [] : [asked.by],
      grain: asked.grain,
      period: scope.period,
      filter: scope.filter,
      currency: null,
      compare: asked.by === null,
    });
  };
  for (const tile of board.tiles) {
    add(askedBy(tile, scope), tile.metric);
    if (tile.kind === "number") {
      add(sparkOf(scope), tile.metric);
    }
  }
  return queries;
}

/** What the small trend beside a number asks for. */
export function sparkOf(scope: Scope): Asked {
  return { by: null, grain: grainOf(scope) };
}

export { keyOf };
