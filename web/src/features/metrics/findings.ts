import type { Grain, MetricRowsQuery, Period, Unit, Value } from "@/shared/api";

/** A metric that may move with another; of what is new in both, see docs/metrics.md. */
export type MetricLink = Readonly<{
  metric: string;
  unit: Unit;
  currency: string | null;
  /** The steps by which it runs ahead; below 0 it comes after. */
  lag: number;
  correlation: number;
  low: number;
  high: number;
  plain: number;
  p: number;
  q: number;
  linked: boolean;
  steps: number;
  seasonRemoved: boolean;
  sameRecords: boolean;
  series: readonly Readonly<{ time: string; outcome: number; candidateTime: string; candidate: number }>[];
}>;
export type LinksAnswer = Readonly<{
  asOf: string;
  outcome: string;
  unit: Unit;
  currency: string | null;
  period: Period;
  grain: Grain;
  maxLag: number;
  level: number;
  tests: number;
  links: readonly MetricLink[];
  unlinkable: readonly Readonly<{
    metric: string;
    reason: "too_few_steps" | "never_moves";
    steps: number;
    needed: number;
  }>[];
}>;
export type LinksQuery = Readonly<{
  outcome: string;
  candidates: readonly string[];
  period: Period;
  grain: "week" | "month";
  maxLag: number;
  filter: string | null;
  currency: string | null;
}>;

export type Place = "inside" | "better" | "much_better" | "worse" | "much_worse";
/** A part of a dimension with its place among all. */
export type RankedUnit = Readonly<{
  key: Value;
  label: string | null;
  value: number;
  low: number | null;
  high: number | null;
  n: number;
  size: number;
  shrunk: number;
  shrunkLow: number;
  shrunkHigh: number;
  rank: number;
  rankLow: number;
  rankHigh: number;
  rawRank: number;
  place: Place;
}>;
export type NotRanked = Readonly<{
  key: Value;
  label: string | null;
  value: number | null;
  n: number;
  reason: "too_few" | "no_part" | "no_value";
}>;
export type RankingAnswer = Readonly<{
  asOf: string;
  metric: string;
  unit: Unit;
  currency: string | null;
  period: Period;
  by: string;
  level: number;
  truncated: boolean;
  pooled: number | null;
  spread: number;
  overdispersion: number;
  verdict: "ranked" | "no_difference" | "too_few_parts";
  units: readonly RankedUnit[];
  notRanked: readonly NotRanked[];
  funnel: readonly Readonly<{
    size: number;
    low95: number;
    high95: number;
    low998: number;
    high998: number;
  }>[];
}>;
export type RankingQuery = Readonly<{
  metric: string;
  by: string;
  period: Period;
  filter: MetricRowsQuery["filter"];
  currency: string | null;
}>;

/** The units in the order of their values as they are, or of the shrunken ones. */
export function inOrder(units: readonly RankedUnit[], shrunk: boolean): readonly RankedUnit[] {
  return units.toSorted((a, b) => (shrunk ? a.rank - b.rank : a.rawRank - b.rawRank || a.rank - b.rank));
}

/** How a p- or q-value is written: to three digits, the smallest as "< 0.001". */
export function chanceText(chance: number): string {
  return chance < 0.001 ? "< 0.001" : chance.toFixed(3);
}
