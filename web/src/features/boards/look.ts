import type { Limit, Look, Tile, Value } from "@/shared/api";
import { regionOf } from "@/shared/charts";
import type { Scope } from "@/shared/ui/period";

/** Reads the limits an address names: `[["customer.level",["gold"]]]`. What cannot be read limits nothing. */
export function readLimits(text: string | null): readonly Limit[] {
  if (text === null) {
    return [];
  }
  try {
    const read: unknown = JSON.parse(text);
    return Array.isArray(read)
      ? read.flatMap((pair: unknown) =>
          Array.isArray(pair) && typeof pair[0] === "string" && Array.isArray(pair[1])
            ? [{ path: pair[0], values: pair[1] as Value[] }]
            : [],
        )
      : [];
  } catch {
    return [];
  }
}

/** The limits as an address has them; null when there are none. */
export function writeLimits(limits: readonly Limit[]): string | null {
  return limits.length === 0 ? null : JSON.stringify(limits.map(({ path, values }) => [path, values]));
}

/** What holds: what the board says, unless a person chose otherwise; then what the person added. */
export function limitsInForce(ofBoard: readonly Limit[], chosen: readonly Limit[]): readonly Limit[] {
  const own = ofBoard.map((limit) => ({
    ...limit,
    values: chosen.find(({ path }) => path === limit.path)?.values ?? limit.values,
  }));
  const added = chosen.filter(
    ({ path, values }) => values.length > 0 && !ofBoard.some((limit) => limit.path === path),
  );
  return [...own, ...added];
}

/** What a person has chosen after choosing these values of a dimension too. */
export function choose(
  ofBoard: readonly Limit[],
  chosen: readonly Limit[],
  path: string,
  values: readonly Value[],
): readonly Limit[] {
  const others = chosen.filter((limit) => limit.path !== path);
  const usual = ofBoard.find((limit) => limit.path === path)?.values ?? [];
  return JSON.stringify(usual) === JSON.stringify(values) ? others : [...others, { path, values }];
}

/** The path by which a mark limits the board: provinces are limited through their region. */
export const pathToLimit = (path: string): string => regionOf(path);

export function lookOf({ choice, grain, filter }: Scope, limits: readonly Limit[]): Look {
  return {
    period: choice.kind === "last" ? { grain: choice.grain, steps: choice.steps } : choice.period,
    grain,
    filter,
    limits,
  };
}

/**
 * Tiles that come in one call: all numbers together, others with those that are asked alike. Few calls, and a slow chart does
 * not keep the numbers.
 */
export function batchesOf(tiles: readonly Tile[]): readonly (readonly Tile[])[] {
  const batches = new Map<string, Tile[]>();
  for (const tile of tiles) {
    if (tile.metrics.length > 0) {
      const key = tile.kind === "number" ? "number" : JSON.stringify([tile.by, tile.grain, tile.period]);
      batches.set(key, [...(batches.get(key) ?? []), tile]);
    }
  }
  return [...batches.values()];
}
