import type { MetricDefinition, Tile } from "@/shared/api";
import { type ChartKindId, chartReasons } from "@/shared/charts";

/** Sets an optional part, or leaves it out. */
export function without<K extends "grain" | "target" | "redline" | "filter" | "period" | "labels">(
  tile: Tile,
  name: K,
  value: Tile[K] | undefined,
): Tile {
  const { [name]: _before, ...rest } = tile;
  return (value === undefined ? rest : { ...rest, [name]: value }) as Tile;
}

/** Shares are typed and shown as percent. */
export function scaled<V extends number | null | undefined>(
  value: V,
  metric: MetricDefinition | undefined,
  way: 1 | -1,
): number | undefined {
  return value === null || value === undefined
    ? undefined
    : metric?.unit === "percent"
      ? Number((value * 100 ** way).toPrecision(12))
      : value;
}

/** Why a kind cannot draw what a tile asks; none = it can. */
export function reasonsOf(draft: Tile, kind: ChartKindId, metrics: readonly MetricDefinition[]) {
  return chartReasons({ kind, metrics: draft.metrics, by: draft.by, target: draft.target ?? null }, metrics);
}
