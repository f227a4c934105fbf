import type { Answers } from "../api/metrics";
import type { Cell, Grain, Unit, Value } from "../api/types";

/** What comes after what: how many got so far, of the first step and of the one before, with intervals of the share of the first. */
export type FunnelData = Readonly<{
  steps: readonly Readonly<{
    label: string;
    n: number;
    fromFirst: number | null;
    fromPrevious: number | null;
    low: number | null;
    high: number | null;
    medianHours: number | null;
  }>[];
}>;

/** Those who began in one period each, and what they did k periods later: a share, or an amount per member. */
export type CohortData = Readonly<{
  grain: Grain;
  /** What the values are: `percent` of shares, `money` of amounts. */
  unit: Unit;
  currency: string | null;
  cohorts: readonly Readonly<{
    /** The first day of the period. */
    start: string;
    size: number;
    steps: readonly Readonly<{
      k: number;
      n: number;
      value: number | null;
      low: number | null;
      high: number | null;
      /** False when the period has not ended for all of them. */
      complete: boolean;
    }>[];
  }>[];
}>;

/** How many went from one state to another; `column` says when a state was held, ids differ by column. */
export type FlowData = Readonly<{
  nodes: readonly Readonly<{ id: string; column: number; state: string; label: string | null; n: number }>[];
  links: readonly Readonly<{ from: string; to: string; n: number }>[];
  columns: readonly Readonly<{ label: string }>[];
}>;

/** How often which sizes occur; the bins are closed below and open above, the last one closed. */
export type DistributionData = Readonly<{
  unit: Unit;
  currency: string | null;
  n: number;
  mean: number | null;
  bins: readonly Readonly<{ from: number; to: number; n: number }>[];
  quantiles: readonly Readonly<{ p: number; value: number; low: number | null; high: number | null }>[];
}>;

/** All a chart may be drawn from. Kinds that ask metrics read `answers`, one for each of their questions; the others their own. */
export type TileData = Readonly<{
  asOf: string | null;
  answers: readonly Answers[];
  funnel?: FunnelData;
  cohort?: CohortData;
  flow?: FlowData;
  distribution?: DistributionData;
}>;

/** A value of a dimension that was chosen on a chart. */
export type Selection = Readonly<{ path: string; value: Value }>;

/** The place of one number: which step, which parts. */
export type Place = Pick<Cell, "time" | "dimensions">;

/** A mark of an analysis: a step of a funnel, a field of a cohort, a state or a way of a flow, a bin of a distribution. */
export type AnalysisMark =
  | Readonly<{ kind: "step"; step: number }>
  | Readonly<{ kind: "cohort"; start: string; k: number }>
  | Readonly<{ kind: "node"; node: string }>
  | Readonly<{ kind: "link"; from: string; to: string }>
  | Readonly<{ kind: "bin"; from: number; to: number }>;
