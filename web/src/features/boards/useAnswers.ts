import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import {
  type BoardAnswer,
  type Look,
  type Problem,
  problemOf,
  type Tile,
  type TileAnswer,
} from "@/shared/api";
import { batchesOf } from "./look";

/** What is known of one tile's answer. */
export type TileState = Readonly<{
  answer: TileAnswer | undefined;
  asOf: string | null;
  /** Whether what is shown is all there is. */
  projection: BoardAnswer["projection"];
  error: unknown;
  isFetching: boolean;
  refetch: () => void;
}>;

type Options = Readonly<{
  queryKey: readonly unknown[];
  queryFn?: unknown;
}>;

/** The answers of tiles, asked in few calls; `queryOf` makes a call of one batch. */
export function useTileStates<O extends Options>(
  tiles: readonly Tile[],
  queryOf: (batch: readonly Tile[]) => O,
): ReadonlyMap<string, TileState> {
  const batches = batchesOf(tiles);
  const results = useQueries({ queries: batches.map(queryOf) as never });
  const states = new Map<string, TileState>();
  batches.forEach((batch, index) => {
    const result = results[index] as unknown as Readonly<{
      data: BoardAnswer | undefined;
      error: unknown;
      isFetching: boolean;
      refetch: () => unknown;
    }>;
    for (const tile of batch) {
      states.set(tile.id, {
        answer: result.data?.tiles.find((answer) => answer.tile === tile.id),
        asOf: result.data?.asOf ?? null,
        projection: result.data?.projection ?? "current",
        error: result.error,
        isFetching: result.isFetching,
        refetch: () => void result.refetch(),
      });
    }
  });
  return states;
}

/** The refusal of the filter a person wrote, which is every tile's; null when only some cannot use it, or none. */
export function useFilterProblem(
  states: ReadonlyMap<string, TileState>,
  filter: Look["filter"],
): Problem | null {
  return useMemo(() => {
    const found = [...states.values()].map(({ answer }) => Object.values(answer?.problems ?? {})[0]);
    const refused = found.filter((problem) => problem?.issues.some(({ path }) => path.startsWith("filter")));
    const first = refused[0];
    return filter !== null && first !== undefined && refused.length === found.length
      ? problemOf(first)
      : null;
  }, [states, filter]);
}
