import type { EChartsCoreOption } from "echarts/core";
import type { Cell, MetricDefinition, MetricResult } from "../../api/types";
import { axisNumber, nameAxis, plot } from "../axes";
import { type Bar, toBreakdownOption } from "../breakdown";
import { type ChartContext, cellRows, tip } from "../context";

/** Whether a target was met; open while the interval holds it, or when too few were counted. */
export type Verdict = "yes" | "no" | "open";

export function judge(
  { value, low, high, state }: Pick<Cell, "value" | "low" | "high" | "state">,
  target: number,
  direction: MetricDefinition["direction"],
): Verdict {
  if (value === null || state === "too_few") {
    return "open";
  }
  const [worst, best] = [low ?? value, high ?? value];
  if (direction === "up") {
    return worst >= target ? "yes" : best < target ? "no" : "open";
  }
  return best <= target ? "yes" : worst > target ? "no" : "open";
}

/** Values as bars against the line of their target; colour only for what is settled. */
export function toBulletOption(
  bars: readonly Bar[],
  target: number,
  direction: MetricDefinition["direction"],
  result: Pick<MetricResult, "unit" | "currency">,
  context: ChartContext,
): EChartsCoreOption {
  const { colours, t } = context;
  const base = toBreakdownOption(bars, result, context);
  const verdicts = bars.map(({ cell }) => judge(cell, target, direction));
  const colourOf = { yes: colours.good, no: colours.bad, open: colours.quiet };
  const [first, ...rest] = base.series as { data: { value: number | null }[] }[];
  return {
    ...base,
    ...plot({ left: 0, right: 72, top: 18 }),
    yAxis: nameAxis(
      bars.map(({ name }) => name),
      context,
      { inverse: true },
    ),
    tooltip: {
      ...(base.tooltip as object),
      formatter: (points: readonly { dataIndex: number }[]) => {
        const index = points[0]?.dataIndex ?? -1;
        const bar = bars[index];
        const verdict = verdicts[index] ?? "open";
        return bar === undefined
          ? ""
          : tip(
              bar.name,
              [
                ...cellRows(bar.cell, result, context),
                { name: t("charts.target"), text: axisNumber(target, result, context) },
                { name: "", text: t(`charts.met.${verdict}`), quiet: true },
              ],
              context,
            );
      },
    },
    series: [
      {
        ...first,
        barMaxWidth: 14,
        data: (first?.data ?? []).map((item, index) => {
          const colour = colourOf[verdicts[index] ?? "open"];
          const open = verdicts[index] === "open";
          return {
            ...item,
            itemStyle: open
              ? { color: `${colour}33`, borderColor: colour, borderWidth: 1 }
              : { color: colour },
          };
        }),
        markLine: {
          silent: true,
          symbol: "none",
          animation: false,
          lineStyle: { color: colours.text, width: 2, type: "solid" },
          label: {
            position: "start",
            rotate: 0,
            color: colours.text,
            fontSize: 11,
            formatter: `${t("charts.target")} ${axisNumber(target, result, context)}`,
          },
          data: [
            [
              { xAxis: target, y: 16 },
              { xAxis: target, y: "100%" },
            ],
          ],
        },
      },
      ...rest,
      // Nothing to see: it keeps the target inside the axis.
      {
        id: "reach",
        type: "bar",
        silent: true,
        barGap: "-100%",
        barMaxWidth: 14,
        itemStyle: { opacity: 0 },
        data: bars.map(() => target),
      },
    ],
  };
}
