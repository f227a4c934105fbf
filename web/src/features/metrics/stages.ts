import type { MetricDefinition } from "@/shared/api";
import type { PeriodChoice } from "@/shared/format";

/** What metrics are shown over until a person chooses. */
export const STANDARD_PERIOD: PeriodChoice = { kind: "last", grain: "month", steps: 12 };

/** The stages of a customer's life in their order; a company's own come after. */
const STAGES = ["acquisition", "activation", "growth", "retention", "service", "recovery"];

type Stage = Readonly<{ stage: string; metrics: readonly MetricDefinition[] }>;

export function toStages(metrics: readonly MetricDefinition[]): readonly Stage[] {
  const names = [...new Set(metrics.map(({ stage }) => stage))];
  const rank = (stage: string) => (STAGES.includes(stage) ? STAGES.indexOf(stage) : STAGES.length);
  return names
    .sort((a, b) => rank(a) - rank(b))
    .map((stage) => ({ stage, metrics: metrics.filter((metric) => metric.stage === stage) }));
}
