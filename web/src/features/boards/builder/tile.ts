import type { MetricDefinition, Tile } from "@/shared/api";
import { CHART_KINDS, type ChartKindId, chartKind, chartReasons, isRegionPath } from "@/shared/charts";

/** A tile before anything is said about it. */
export const begun: Tile = {
  id: "new",
  kind: "number",
  metrics: [],
  by: [],
  options: {},
  layout: { x: 0, y: 0, w: 3, h: 3 },
};

/** Rows of the grid a tile of each kind takes when new. */
const ROWS_OF_A_HEIGHT = 3;

/** Whether a kind shows metrics or words; the others belong to exploring. */
export const drawable = (id: ChartKindId): boolean => {
  const { source } = chartKind(id);
  return source === "metrics" || source === "none";
};

/** The dimensions that all metrics have. */
export function sharedDimensions(metrics: readonly MetricDefinition[]): MetricDefinition["dimensions"] {
  const [first, ...others] = metrics;
  return (first?.dimensions ?? []).filter(({ path }) =>
    others.every(({ dimensions }) => dimensions.some((dimension) => dimension.path === path)),
  );
}

/** A tile whose kind can draw what it asks: the same where it can, else the first that can. Dimensions no metric has are left. */
export function suited(tile: Tile, known: readonly MetricDefinition[], keepSize: boolean): Tile {
  if (tile.kind === "text") {
    return sizedUnless(keepSize, { ...tile, metrics: [], by: [] });
  }
  const asked = known.filter(({ id }) => tile.metrics.includes(id));
  const paths = new Set(sharedDimensions(asked).map(({ path }) => path));
  const by = tile.by.filter((path) => asked.length === 0 || paths.has(path) || asked.length === 1);
  const wanted = { ...tile, by };
  const can = (kind: ChartKindId) =>
    chartReasons({ kind, metrics: wanted.metrics, by, target: tile.target ?? null }, known).every(
      ({ code }) => code === "no_target" && kind === tile.kind,
    );
  if (wanted.metrics.length === 0 || can(tile.kind)) {
    return sizedUnless(keepSize, wanted);
  }
  const first = asked[0];
  const map = first !== undefined && by.length === 1 && isRegionPath(first, by[0] as string);
  const order = [...(map ? (["map"] as const) : []), ...CHART_KINDS.filter(drawable)];
  return sizedUnless(keepSize, {
    ...wanted,
    kind: order.find((kind) => kind !== "text" && can(kind)) ?? "table",
  });
}

/** In the size of its kind. */
export function sized(tile: Tile): Tile {
  const { size } = chartKind(tile.kind);
  return {
    ...tile,
    layout: {
      ...tile.layout,
      w: size.width * 3,
      h:
        tile.kind === "number" || tile.kind === "text"
          ? tile.kind === "text"
            ? 2
            : 3
          : size.height * ROWS_OF_A_HEIGHT,
    },
  };
}

const sizedUnless = (keep: boolean, tile: Tile): Tile => (keep ? tile : sized(tile));
