import type { Grain, MetricDefinition, MetricQuery, Period, Unit } from "../api/types";
import { isRegionPath, provinceOf } from "./region";

/** The charts there are, in the order in which they are offered. */
export const CHART_KINDS = [
  "number",
  "trend",
  "breakdown",
  "share",
  "table",
  "map",
  "heatmap",
  "radar",
  "funnel",
  "cohort",
  "flow",
  "distribution",
  "control",
  "bullet",
  "funnelplot",
  "pareto",
  "text",
] as const;

export type ChartKindId = (typeof CHART_KINDS)[number];

/** What a chart shows: which metrics, by which dimensions, in which steps. */
export type TileQuestion = Readonly<{
  kind: ChartKindId;
  metrics: readonly string[];
  by: readonly string[];
  grain: Grain | null;
  /** The value to reach, in the metric's unit. */
  target: number | null;
  /** The value not to pass: the red line. */
  limit: number | null;
}>;

/** What all charts of a board look at. */
export type TileScope = Readonly<{
  period: Period;
  /** The step of time charts without one of their own. */
  grain: Grain;
  filter: string | null;
  currency: string | null;
}>;

type Range = Readonly<{ least: number; most: number }>;

/**
 * A kind of chart: what it needs, and what it asks. `source` says who answers: the metrics, or one of the analyses beside
 * them, whose answers come in {@link TileData} under the same name.
 */
export type ChartKind = Readonly<{
  id: ChartKindId;
  source: "metrics" | "funnel" | "cohort" | "flow" | "distribution" | "none";
  metrics: Range;
  dimensions: Range;
  /** Whether it runs over time. */
  time: "never" | "maybe" | "always";
  /** Whether it can show a target and a red line. */
  target: "never" | "maybe" | "always";
  /** More that it needs of its metrics and dimensions. */
  demands?: (metrics: readonly MetricDefinition[], by: readonly string[]) => readonly ChartReason[];
  /** How many of four columns and of rows it takes when new. */
  size: Readonly<{ width: 1 | 2 | 3 | 4; height: number }>;
  asks: (question: TileQuestion, scope: TileScope) => readonly MetricQuery[];
}>;

/** Why a kind cannot be drawn: keys of `charts.reasons`. */
export type ChartReason = Readonly<{
  code:
    | "too_few_metrics"
    | "too_many_metrics"
    | "too_few_dimensions"
    | "too_many_dimensions"
    | "no_target"
    | "no_region"
    | "not_additive"
    | "not_a_rate"
    | "several_units"
    | "unknown_metric";
  /** Numbers and names that the text tells. */
  values: Readonly<Record<string, string | number>>;
}>;

const NONE: Range = { least: 0, most: 0 };
const ONE: Range = { least: 1, most: 1 };

/** A question as all charts of a board ask it. */
function ask(
  question: Pick<TileQuestion, "metrics">,
  scope: TileScope,
  by: readonly string[],
  grain: Grain | null,
  compare = false,
): MetricQuery {
  const { period, filter, currency } = scope;
  return { metrics: question.metrics, by, grain, period, filter, currency, compare };
}

const stepOf = ({ grain }: TileQuestion, scope: TileScope): Grain => grain ?? scope.grain;

const plain = (question: TileQuestion, scope: TileScope) => [ask(question, scope, question.by, null)];
const silent = () => [];

const ADDITIVE: readonly Unit[] = ["count", "money"];

/** Of shares, means and scores the whole is not the sum of the parts. */
const additive: ChartKind["demands"] = (metrics) =>
  metrics.every(({ unit }) => ADDITIVE.includes(unit)) ? [] : [{ code: "not_additive", values: {} }];

const rate: ChartKind["demands"] = (metrics) =>
  metrics.every(({ unit }) => !ADDITIVE.includes(unit)) ? [] : [{ code: "not_a_rate", values: {} }];

const oneUnit: ChartKind["demands"] = (metrics) =>
  new Set(metrics.map(({ unit }) => unit)).size < 2 ? [] : [{ code: "several_units", values: {} }];

const regions: ChartKind["demands"] = (metrics, by) =>
  by.length === 0 || metrics.every((metric) => isRegionPath(metric, by[0] as string))
    ? []
    : [{ code: "no_region", values: {} }];

const KINDS: Readonly<Record<ChartKindId, Omit<ChartKind, "id">>> = {
  number: {
    source: "metrics",
    metrics: ONE,
    dimensions: NONE,
    time: "never",
    target: "maybe",
    size: { width: 1, height: 1 },
    asks: (question, scope) => [
      ask(question, scope, [], null, true),
      ask(question, scope, [], stepOf(question, scope), true),
    ],
  },
  trend: {
    source: "metrics",
    metrics: { least: 1, most: 4 },
    dimensions: NONE,
    time: "always",
    target: "maybe",
    demands: oneUnit,
    size: { width: 2, height: 3 },
    asks: (question, scope) => [
      ask(question, scope, [], stepOf(question, scope), question.metrics.length === 1),
    ],
  },
  breakdown: {
    source: "metrics",
    metrics: ONE,
    dimensions: ONE,
    time: "never",
    target: "never",
    size: { width: 2, height: 3 },
    asks: plain,
  },
  share: {
    source: "metrics",
    metrics: ONE,
    dimensions: ONE,
    time: "maybe",
    target: "never",
    demands: additive,
    size: { width: 2, height: 3 },
    // The whole is asked for: parts may overlap, and there may be more of them than are told.
    asks: (question, scope) => [
      ask(question, scope, question.by, question.grain),
      ask(question, scope, [], question.grain),
    ],
  },
  table: {
    source: "metrics",
    metrics: { least: 1, most: 8 },
    dimensions: { least: 0, most: 3 },
    time: "maybe",
    target: "never",
    size: { width: 4, height: 4 },
    asks: (question, scope) => [ask(question, scope, question.by, question.grain)],
  },
  map: {
    source: "metrics",
    metrics: ONE,
    dimensions: { least: 1, most: 2 },
    time: "never",
    target: "never",
    demands: regions,
    size: { width: 2, height: 5 },
    // Provinces are asked for as such: their shares are not the means of their cities' shares. A second dimension, such as the
    // store, stands as points in the cities where most of its records are.
    asks: (question, scope) => {
      const [region = "", point] = question.by;
      return [
        ask(question, scope, [provinceOf(region)], null),
        ...(point === undefined
          ? []
          : [ask(question, scope, [point], null), ask(question, scope, [point, region], null)]),
      ];
    },
  },
  heatmap: {
    source: "metrics",
    metrics: ONE,
    dimensions: { least: 2, most: 2 },
    time: "never",
    target: "never",
    size: { width: 2, height: 4 },
    asks: plain,
  },
  radar: {
    source: "metrics",
    metrics: { least: 3, most: 8 },
    dimensions: ONE,
    time: "never",
    target: "never",
    size: { width: 2, height: 4 },
    asks: plain,
  },
  funnel: {
    source: "funnel",
    metrics: NONE,
    dimensions: NONE,
    time: "never",
    target: "never",
    size: { width: 2, height: 3 },
    asks: silent,
  },
  cohort: {
    source: "cohort",
    metrics: NONE,
    dimensions: NONE,
    time: "never",
    target: "never",
    size: { width: 4, height: 4 },
    asks: silent,
  },
  flow: {
    source: "flow",
    metrics: NONE,
    dimensions: NONE,
    time: "never",
    target: "never",
    size: { width: 4, height: 4 },
    asks: silent,
  },
  distribution: {
    source: "distribution",
    metrics: NONE,
    dimensions: NONE,
    time: "never",
    target: "never",
    size: { width: 2, height: 3 },
    asks: silent,
  },
  control: {
    source: "metrics",
    metrics: ONE,
    dimensions: NONE,
    time: "always",
    target: "never",
    size: { width: 2, height: 3 },
    asks: (question, scope) => [ask(question, scope, [], stepOf(question, scope))],
  },
  bullet: {
    source: "metrics",
    metrics: ONE,
    dimensions: { least: 0, most: 1 },
    time: "never",
    target: "always",
    size: { width: 2, height: 2 },
    asks: plain,
  },
  funnelplot: {
    source: "metrics",
    metrics: ONE,
    dimensions: ONE,
    time: "never",
    target: "never",
    demands: rate,
    size: { width: 2, height: 4 },
    asks: (question, scope) => [ask(question, scope, question.by, null), ask(question, scope, [], null)],
  },
  pareto: {
    source: "metrics",
    metrics: ONE,
    dimensions: ONE,
    time: "never",
    target: "never",
    demands: additive,
    size: { width: 2, height: 3 },
    asks: (question, scope) => [ask(question, scope, question.by, null), ask(question, scope, [], null)],
  },
  text: {
    source: "none",
    metrics: NONE,
    dimensions: NONE,
    time: "never",
    target: "never",
    size: { width: 4, height: 1 },
    asks: silent,
  },
};

/** The kind of that id. */
export function chartKind(id: ChartKindId): ChartKind {
  return { id, ...KINDS[id] };
}

/** Why a question cannot be drawn, all reasons at once; empty when it can. `known` are the metrics that the person may read. */
export function chartReasons(
  question: Pick<TileQuestion, "kind" | "metrics" | "by" | "target">,
  known: readonly MetricDefinition[],
): readonly ChartReason[] {
  const kind = chartKind(question.kind);
  const { metrics: ids, by } = question;
  const metrics = known.filter(({ id }) => ids.includes(id));
  const reasons: ChartReason[] = [];
  const count = (found: number, { least, most }: Range, of: "metrics" | "dimensions") => {
    if (found < least) {
      reasons.push({ code: `too_few_${of}`, values: { count: least } });
    } else if (found > most) {
      reasons.push({ code: `too_many_${of}`, values: { count: most } });
    }
  };
  count(ids.length, kind.metrics, "metrics");
  count(by.length, kind.dimensions, "dimensions");
  if (kind.target === "always" && question.target === null) {
    reasons.push({ code: "no_target", values: {} });
  }
  for (const id of ids) {
    if (!metrics.some((metric) => metric.id === id)) {
      reasons.push({ code: "unknown_metric", values: { metric: id } });
    }
  }
  return [...reasons, ...(kind.demands?.(metrics, by) ?? [])];
}
