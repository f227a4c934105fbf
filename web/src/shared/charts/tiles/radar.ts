import type { EChartsCoreOption } from "echarts/core";
import type { Cell, MetricDefinition, MetricResult } from "../../api/types";
import { bears, shortText } from "../axes";
import { type ChartContext, cellRows, FONT, tip, tooltipOf } from "../context";

/** More shapes than this cover one another. */
export const MOST_UNITS = 5;

export type Axis = Readonly<{
  metric: MetricDefinition;
  name: string;
  result: Pick<MetricResult, "unit" | "currency" | "cells">;
  worst: number;
  best: number;
}>;

export type Member = Readonly<{
  key: string;
  name: string;
  cells: readonly Cell[];
  places: readonly number[];
}>;

export type Radar = Readonly<{ axes: readonly Axis[]; members: readonly Member[]; left: readonly string[] }>;

/**
 * Puts members on axes that each run from the worst (a tenth of the way out) to the best value among them, so that outside
 * is better whichever way a metric goes. Members without a bearing value on every axis are left out by name.
 */
export function toRadar(
  metrics: readonly Readonly<{ metric: MetricDefinition; name: string; result: Axis["result"] }>[],
  keyOf: (cell: Cell) => string,
  nameOf: (cell: Cell) => string,
): Radar {
  const names = new Map<string, string>();
  const sizes = new Map<string, number>();
  for (const { result } of metrics) {
    for (const cell of result.cells) {
      names.set(keyOf(cell), nameOf(cell));
      sizes.set(keyOf(cell), (sizes.get(keyOf(cell)) ?? 0) + cell.n);
    }
  }
  const cellsOf = (key: string) =>
    metrics.map(({ result }) => result.cells.find((cell) => keyOf(cell) === key));
  const ranked = [...sizes].toSorted(([, a], [, b]) => b - a).map(([key]) => key);
  const whole = ranked.filter((key) => cellsOf(key).every(bears));
  const shown = whole.slice(0, MOST_UNITS);
  const axes = metrics.map((each, index): Axis => {
    const values = shown.map((key) => cellsOf(key)[index]?.value ?? 0);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    return each.metric.direction === "down"
      ? { ...each, worst: most, best: least }
      : { ...each, worst: least, best: most };
  });
  return {
    axes,
    members: shown.map((key) => {
      const cells = cellsOf(key) as readonly Cell[];
      return {
        key,
        name: names.get(key) ?? key,
        cells,
        places: axes.map(({ worst, best }, index) =>
          best === worst ? 1 : 0.1 + (0.9 * ((cells[index]?.value ?? 0) - worst)) / (best - worst),
        ),
      };
    }),
    left: ranked.filter((key) => !whole.includes(key)).map((key) => names.get(key) ?? key),
  };
}

/** The members as shapes over the axes. */
export function toRadarOption({ axes, members }: Radar, context: ChartContext): EChartsCoreOption {
  const { colours } = context;
  return {
    textStyle: { fontFamily: FONT },
    radar: {
      center: ["50%", "52%"],
      radius: "68%",
      splitNumber: 4,
      indicator: axes.map(({ name }) => ({ name, min: 0, max: 1 })),
      axisName: { color: colours.text, fontSize: 11, width: 96, overflow: "break" },
      axisNameGap: 8,
      splitArea: { show: false },
      splitLine: { lineStyle: { color: colours.line } },
      axisLine: { lineStyle: { color: colours.line } },
    },
    tooltip: {
      ...tooltipOf(context),
      trigger: "item",
      formatter: ({ dataIndex }: { dataIndex: number }) => {
        const member = members[dataIndex];
        return member === undefined
          ? ""
          : tip(
              member.name,
              axes.flatMap(({ name, result }, index) => {
                const cell = member.cells[index];
                const range = cell && cellRows(cell, result, context)[1]?.text;
                return cell === undefined
                  ? []
                  : [{ name, text: `${shortText(cell, result, context)}${range ? ` (${range})` : ""}` }];
              }),
              context,
            );
      },
    },
    series: [
      {
        id: "members",
        type: "radar",
        cursor: "pointer",
        data: members.map(({ name, places }, index) => ({
          name,
          value: [...places],
          open: index,
          symbol: ["circle", "rect", "triangle", "diamond", "emptyCircle"][index],
          symbolSize: 7,
          lineStyle: { color: colours.series[index], width: 2 },
          itemStyle: { color: colours.series[index] },
          areaStyle: { color: colours.series[index], opacity: 0.06 },
        })),
      },
    ],
  };
}
