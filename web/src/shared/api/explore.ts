import { queryOptions } from "@tanstack/react-query";
import { call, get } from "./client";
import type { Labels } from "./types";

/** Days from the first to the last, which is excluded. */
export type Days = Readonly<{ from: string; to: string }>;

/** Records placed in time: those of an object for which a CEL condition holds. */
export type RecordsOf = Readonly<{
  object: string;
  /** A path to a date or a time; null = the object's own. */
  time: string | null;
  where: string | null;
}>;

/** A part of all: one value of a dimension; null without one. */
export type Part = Readonly<{ value: string | number | boolean | null; label: string }> | null;

/* Cohorts */

export type CohortGrain = "week" | "month" | "quarter";
/** Share with a record in the step · share with a second record by the step's end · mean amount of the step. */
export type CohortMeasure = "retained" | "repeat" | "revenue";

export type CohortsQuery = RecordsOf &
  Readonly<{
    /** The path to whom the records belong: `customer`. */
    per: string;
    grain: CohortGrain;
    steps: number;
    /** When cohorts start. */
    period: Days;
    by: string | null;
    measure: CohortMeasure;
    /** The money field of the measure `revenue`; null = `amount`. */
    amount: string | null;
    currency: string | null;
  }>;

export type CohortStep = Readonly<{
  k: number;
  /** Members of the cohort. */
  n: number;
  /** Members with a record in the step (`revenue`: those with an amount). */
  retained: number;
  /** `retained / n`; null for the measure `revenue` and where n is 0. */
  share: number | null;
  /** What is shown: the share, or the mean amount per member. */
  value: number | null;
  low: number | null;
  high: number | null;
  /** Whether the step has ended: those that have not are never averaged in. */
  complete: boolean;
}>;

export type Cohort = Readonly<{ start: string; size: number; steps: readonly CohortStep[] }>;

/** A pooled step: over the cohorts whose step k has ended. */
export type PooledStep = Readonly<{
  k: number;
  n: number;
  retained: number;
  share: number | null;
  value: number | null;
  low: number | null;
  high: number | null;
  cohorts: number;
}>;

/** The share not yet silent for good after so many days: Kaplan–Meier with Greenwood's log-log interval. */
export type SurvivalPoint = Readonly<{
  days: number;
  share: number;
  low: number;
  high: number;
  atRisk: number;
}>;

export type CohortsPart = Readonly<{
  part: Part;
  cohorts: readonly Cohort[];
  overall: readonly PooledStep[];
  survival: Readonly<{
    members: number;
    ended: number;
    medianDays: number | null;
    points: readonly SurvivalPoint[];
  }>;
}>;

export type CohortsAnswer = Readonly<{
  asOf: string;
  grain: CohortGrain;
  measure: CohortMeasure;
  currency: string | null;
  churnWindowDays: number;
  parts: readonly CohortsPart[];
  truncated: boolean;
  sql: string;
}>;

/* Funnel */

export type FunnelStepQuery = RecordsOf & Readonly<{ label: string; per: string }>;

export type FunnelQuery = Readonly<{
  steps: readonly FunnelStepQuery[];
  /** Each step after the one before, or in any order after the first. */
  order: "strict" | "any";
  windowDays: number;
  /** When the first step happened. */
  period: Days;
  /** A path from the object that `per` leads to, such as `level`. */
  by: string | null;
}>;

export type FunnelStep = Readonly<{
  label: string;
  n: number;
  fromFirst: number | null;
  /** Wilson, of fromFirst. */
  low: number | null;
  high: number | null;
  fromPrevious: number | null;
  previousLow: number | null;
  previousHigh: number | null;
  /** Hours since the step before, of those who took it; order statistics. */
  medianHours: number | null;
  medianLow: number | null;
  medianHigh: number | null;
  /** Who took the step before but not this one. */
  dropped: number;
}>;

export type FunnelPart = Readonly<{ part: Part; steps: readonly FunnelStep[]; tooYoung: number }>;

export type FunnelAnswer = Readonly<{
  asOf: string;
  /** What is counted: the object `per` leads to. */
  object: string;
  parts: readonly FunnelPart[];
  truncated: boolean;
  sql: string;
}>;

/* Distribution */

export type DistributionQuery = RecordsOf &
  Readonly<{
    /** A CEL number of a record (`amount`), or with `per` a formula over its records (`sum(amount)`). */
    value: string;
    per: string | null;
    period: Days;
    by: string | null;
    log: boolean;
    currency: string | null;
  }>;

export type DistributionBin = Readonly<{ from: number; to: number; n: number }>;
export type DistributionQuantile = Readonly<{
  p: number;
  value: number;
  low: number | null;
  high: number | null;
}>;

export type DistributionPart = Readonly<{
  part: Part;
  n: number;
  /** Records without a value; with `log` also those not above 0. */
  missing: number;
  mean: number | null;
  meanLow: number | null;
  meanHigh: number | null;
  sd: number | null;
  skew: number | null;
  min: number | null;
  max: number | null;
  quantiles: readonly DistributionQuantile[];
  /** The last bin holds its upper edge. */
  bins: readonly DistributionBin[];
  /** Beyond 1.5 times the middle half's width from it. */
  outliers: Readonly<{ below: number; above: number; lowWhisker: number; highWhisker: number }> | null;
}>;

export type DistributionAnswer = Readonly<{
  asOf: string;
  object: string;
  unit: "number" | "money" | "percent";
  currency: string | null;
  log: boolean;
  parts: readonly DistributionPart[];
  truncated: boolean;
  sql: string;
}>;

/* Flow */

export type FlowQuery = RecordsOf &
  Readonly<{
    per: string;
    /** The select field whose values are followed; null = the states of activity. */
    state: string | null;
    grain: CohortGrain;
    period: Days;
  }>;

/** A state at the end of a period; `column` counts the periods from 0. */
export type FlowNode = Readonly<{
  id: string;
  column: number;
  state: string;
  label: string | null;
  n: number;
}>;
export type FlowLink = Readonly<{ from: string; to: string; n: number }>;

/** start + new + returned − lost = end, for the activity states. */
export type FlowBalance = Readonly<{
  period: string;
  complete: boolean;
  start: number;
  new: number;
  returned: number;
  lost: number;
  end: number;
}>;

export type FlowAnswer = Readonly<{
  asOf: string;
  object: string;
  columns: readonly Readonly<{ label: string; from: string; to: string; complete: boolean }>[];
  nodes: readonly FlowNode[];
  links: readonly FlowLink[];
  balances: readonly FlowBalance[];
  truncated: boolean;
  sql: string;
}>;

/* Comparison of two segments or two periods */

export type CompareQuery = Readonly<{
  metrics: readonly string[];
  by: readonly string[];
  a: Readonly<{ filter: string | null; period: Days }>;
  b: Readonly<{ filter: string | null; period: Days }>;
  currency: string | null;
}>;

export type CompareSide = Readonly<{
  value: number | null;
  n: number;
  low: number | null;
  high: number | null;
  state: "solid" | "thin" | "too_few";
}>;

export type CompareCell = Readonly<{
  dimensions: Readonly<Record<string, string | number | boolean | null>>;
  labels: Readonly<Record<string, string>>;
  a: CompareSide;
  b: CompareSide;
  /** b − a with its interval; null where a side gives none. */
  difference: Readonly<{
    value: number;
    low: number;
    high: number;
    p: number | null;
    /** Benjamini–Hochberg over all cells of the metric. */
    adjustedP: number | null;
    beyondNoise: boolean;
  }> | null;
}>;

export type CompareAnswer = Readonly<{
  asOf: string;
  /** Whether no record can be on both sides: else intervals and tests are only rough. */
  apart: boolean;
  results: readonly Readonly<{
    metric: string;
    unit: string;
    currency: string | null;
    truncated: boolean;
    cells: readonly CompareCell[];
  }>[];
}>;

/* The people or records behind a cell, a step, a bar or a link */

export type ExploreRows = Readonly<{
  asOf: string;
  object: string;
  items: readonly Readonly<{ id: number; label: string; values: Readonly<Record<string, unknown>> }>[];
  next: string | null;
  counted: number;
}>;

/* Read-only SQL */

export type SqlColumn = Readonly<{ name: string; type: string; labels: Labels }>;
export type SqlView = Readonly<{
  name: string;
  object: string;
  labels: Labels;
  columns: readonly SqlColumn[];
}>;

export type SqlAnswer = Readonly<{
  asOf: string;
  columns: readonly Readonly<{ name: string; type: string }>[];
  rows: readonly (readonly unknown[])[];
  /** Whether there were more rows than the limit. */
  truncated: boolean;
  millis: number;
}>;

export const sqlSchemaQuery = queryOptions({
  queryKey: ["explore", "sql", "schema"],
  queryFn: () => get<readonly SqlView[]>("/explore/sql/schema"),
  staleTime: 5 * 60_000,
});

export const exploreQuery = <Q, A>(
  kind: "cohorts" | "funnel" | "distribution" | "flow" | "compare",
  query: Q,
) =>
  queryOptions({
    queryKey: ["explore", kind, query],
    queryFn: ({ signal }) => call<A>("POST", `/explore/${kind}`, { body: query, signal }),
    staleTime: 60_000,
  });
