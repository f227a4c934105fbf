import type { EChartsCoreOption } from "echarts/core";
import type { Cell, MetricResult } from "../../api/types";
import { axisNumber, nameAxis, plot, valueAxis } from "../axes";
import { type ChartContext, cellRows, tip, tooltipOf } from "../context";

export const MOST_ITEMS = 15;

export type Item = Readonly<{ name: string; cell: Cell; value: number; cumulative: number }>;

/** Items from the largest down with their cumulative share of the whole, which is counted by itself; null when there is none. */
export function toItems(
  cells: readonly Cell[],
  whole: number | null,
  nameOf: (cell: Cell) => string,
): readonly Item[] | null {
  const known = cells.flatMap((cell) =>
    cell.value !== null && cell.value > 0 ? [{ cell, value: cell.value }] : [],
  );
  const sum = known.reduce((all, { value }) => all + value, 0);
  // Where parts overlap the whole is smaller than their sum; then shares are those of the sum.
  const size = Math.max(whole ?? 0, sum);
  if (size <= 0) {
    return null;
  }
  let told = 0;
  return known
    .toSorted((a, b) => b.value - a.value)
    .map(({ cell, value }) => {
      told += value;
      return { name: nameOf(cell), cell, value, cumulative: told / size };
    });
}

/** Bars from the largest down and the line of their cumulative share. */
export function toParetoOption(
  items: readonly Item[],
  result: Pick<MetricResult, "unit" | "currency">,
  context: ChartContext,
): EChartsCoreOption {
  const { colours, format, t } = context;
  const shown = items.slice(0, MOST_ITEMS);
  return {
    ...plot({ top: 20, right: 4 }),
    xAxis: nameAxis(
      shown.map(({ name }) => name),
      context,
      {
        axisLabel: { color: colours.text, fontSize: 11, width: 64, overflow: "truncate", hideOverlap: true },
      },
    ),
    yAxis: [
      valueAxis(result, context, { min: 0 }),
      {
        type: "value",
        min: 0,
        max: 1,
        interval: 0.2,
        axisLabel: {
          color: colours.quiet,
          fontSize: 11,
          formatter: (value: number) => axisNumber(value, { unit: "percent", currency: null }, context),
        },
        splitLine: { show: false },
      },
    ],
    tooltip: {
      ...tooltipOf(context),
      trigger: "axis",
      axisPointer: { type: "shadow", shadowStyle: { color: colours.quiet, opacity: 0.08 } },
      formatter: (points: readonly { dataIndex: number }[]) => {
        const item = shown[points[0]?.dataIndex ?? -1];
        return item === undefined
          ? ""
          : tip(
              item.name,
              [
                ...cellRows(item.cell, result, context),
                { name: t("charts.cumulative"), text: format.percent(item.cumulative) },
              ],
              context,
            );
      },
    },
    series: [
      {
        id: "value",
        type: "bar",
        barMaxWidth: 32,
        cursor: "pointer",
        itemStyle: { color: colours.series[0] },
        data: shown.map(({ value }) => value),
      },
      {
        id: "cumulative",
        type: "line",
        yAxisIndex: 1,
        symbolSize: 5,
        lineStyle: { color: colours.series[5], width: 2 },
        itemStyle: { color: colours.series[5] },
        data: shown.map(({ cumulative }) => cumulative),
      },
    ],
  };
}
