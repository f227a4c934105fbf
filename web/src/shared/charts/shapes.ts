import type { Answers } from "../api/metrics";
import type { Cell, Value } from "../api/types";

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

/** Those who began in one period each, and how many of them were still there k periods later. */
export type CohortData = Readonly<{
  cohorts: readonly Readonly<{
    /** The first day of the period. */
    start: string;
    size: number;
    steps: readonly Readonly<{
      k: number;
      n: number;
      retained: number | null;
      low: number | null;
      high: number | null;
      /** False when the period has not ended for all of them. */
      complete: boolean;
    }>[];
  }>[];
}>;

/** How many went from one state to another. Ids of nodes differ by stage, labels need not. */
export type FlowData = Readonly<{
  nodes: readonly Readonly<{ id: string; label: string; stage: number }>[];
  links: readonly Readonly<{ from: string; to: string; n: number }>[];
}>;

/** How often which sizes occur; the bins are closed below and open above, the last one closed. */
export type DistributionData = Readonly<{
  n: number;
  mean: number | null;
  bins: readonly Readonly<{ from: number; to: number; n: number }>[];
  quantiles: readonly Readonly<{ q: number; value: number; low: number | null; high: number | null }>[];
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
