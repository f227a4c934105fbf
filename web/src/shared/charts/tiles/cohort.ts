import type { EChartsCoreOption } from "echarts/core";
import type { Cell } from "../../api/types";
import { stepText } from "../../format";
import { shades, shortText } from "../axes";
import { type ChartContext, cellRows } from "../context";
import type { CohortData } from "../shapes";
import { type GridField, toGridOption } from "./grid";

/** Smaller cohorts are grey: one member more or less would change their colour. */
export const FEWEST_MEMBERS = 10;

type Step = CohortData["cohorts"][number]["steps"][number];

const cellOf = ({ value, n, low, high, complete }: Step): Cell => ({
  time: null,
  complete,
  dimensions: {},
  labels: {},
  value,
  n,
  numerator: null,
  denominator: null,
  low,
  high,
  state: n < FEWEST_MEMBERS ? "too_few" : "solid",
  previous: null,
  change: null,
  goal: null,
});

/** The fields of the triangle in the order they are drawn, to find again what was clicked. */
export const placesOf = ({ cohorts }: CohortData): readonly Readonly<{ row: number; k: number }>[] =>
  cohorts.flatMap(({ steps }, row) =>
    steps.filter(({ value }) => value !== null).map(({ k }) => ({ row, k })),
  );

/** Cohorts from above, the steps after their start to the right; what is not over yet has a dashed edge. */
export function toCohortOption(data: CohortData, context: ChartContext): EChartsCoreOption {
  const { colours, format, t } = context;
  const { cohorts, grain, unit, currency } = data;
  const columns = [...new Set(cohorts.flatMap(({ steps }) => steps.map(({ k }) => k)))].sort((a, b) => a - b);
  // The first step is everyone by definition; it would leave no colours for the rest.
  const shade = shades(
    cohorts.flatMap(({ steps }) =>
      steps.flatMap(({ k, value, complete, n }) =>
        value !== null && complete && k > 0 && n >= FEWEST_MEMBERS ? [value] : [],
      ),
    ),
    unit,
    context,
  );
  const names = cohorts.map(
    ({ start, size }) => `${stepText(grain, start, format.language)}  ${format.short(size)}`,
  );
  return toGridOption(
    cohorts.flatMap(({ start, steps }, y) =>
      steps.flatMap((step): GridField[] => {
        const { k, value, complete, n } = step;
        if (value === null) {
          return [];
        }
        const few = n < FEWEST_MEMBERS;
        const { fill, text } = few ? { fill: `${colours.quiet}22`, text: colours.quiet } : shade.of(value);
        const cell = cellOf(step);
        return [
          {
            x: columns.indexOf(k),
            y,
            fill,
            ink: text,
            text: shortText(cell, { unit, currency }, context),
            small: null,
            dashed: !complete || few,
            title: `${stepText(grain, start, format.language)} · ${t("charts.after", { k })}`,
            rows: cellRows(cell, { unit, currency }, context),
          },
        ];
      }),
    ),
    columns.map((k) => t("charts.after", { k })),
    names,
    context,
  );
}
