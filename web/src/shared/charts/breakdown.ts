import type { EChartsCoreOption } from "echarts/core";
import type { Cell, MetricResult } from "../api/types";
import { estimateText } from "../format";
import { type ChartContext, cellRows, FONT, tip, tooltipOf } from "./context";
import { axisText } from "./trend";

export type Bar = Readonly<{ name: string; cell: Cell }>;

export const MOST_BARS = 12;

/**
 * The cells in the order they are drawn, the largest first; those with too few behind them are not ranked and stand last.
 * `hidden` is how many more there are.
 */
export function toBars(
  cells: readonly Cell[],
  nameOf: (cell: Cell) => string,
  most = MOST_BARS,
): Readonly<{ bars: readonly Bar[]; hidden: number }> {
  const known = cells.filter((cell) => cell.value !== null);
  const sorted = known.toSorted(
    (a, b) =>
      Number(a.state === "too_few") - Number(b.state === "too_few") ||
      (b.value ?? 0) - (a.value ?? 0) ||
      b.n - a.n,
  );
  return {
    bars: sorted.slice(0, most).map((cell) => ({ name: nameOf(cell), cell })),
    hidden: Math.max(0, known.length - most),
  };
}

/** Values by a dimension as bars from zero, each with its interval as a whisker and its number at the end. */
export function toBreakdownOption(
  bars: readonly Bar[],
  { unit, currency }: Pick<MetricResult, "unit" | "currency">,
  context: ChartContext,
): EChartsCoreOption {
  const { colours } = context;
  const accent = colours.series[0] as string;
  const style = ({ state }: Cell) =>
    state === "solid"
      ? { color: accent }
      : state === "thin"
        ? { color: `${accent}33`, borderColor: accent, borderWidth: 1 }
        : { color: `${colours.quiet}33`, borderColor: colours.quiet, borderWidth: 1, borderType: "dashed" };
  return {
    grid: { left: 0, right: 72, top: 4, bottom: 0, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    textStyle: { fontFamily: FONT },
    xAxis: {
      type: "value",
      min: ({ min }: { min: number }) => Math.min(0, min),
      ...(unit === "percent" && bars.every(({ cell }) => (cell.high ?? cell.value ?? 0) <= 1)
        ? { max: ({ max }: { max: number }) => (max > 0.8 ? 1 : null) }
        : {}),
      splitNumber: 4,
      axisLabel: {
        color: colours.quiet,
        fontSize: 11,
        hideOverlap: true,
        formatter: (value: number) => axisText(value, unit, currency, context),
      },
      splitLine: { lineStyle: { color: colours.line } },
    },
    yAxis: {
      type: "category",
      inverse: true,
      data: bars.map((bar) => bar.name),
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
      axisLabel: { color: colours.text, fontSize: 12, width: 104, overflow: "truncate" },
    },
    tooltip: {
      ...tooltipOf(context),
      trigger: "axis",
      axisPointer: { type: "shadow", shadowStyle: { color: colours.quiet, opacity: 0.08 } },
      formatter: (points: readonly { dataIndex: number }[]) => {
        const bar = bars[points[0]?.dataIndex ?? -1];
        return bar ? tip(bar.name, cellRows(bar.cell, { unit, currency }, context), context) : "";
      },
    },
    series: [
      {
        id: "value",
        type: "bar",
        barMaxWidth: 16,
        cursor: "pointer",
        data: bars.map(({ cell }) => ({ value: cell.value, itemStyle: style(cell) })),
      },
      {
        id: "whiskers",
        type: "custom",
        silent: true,
        z: 4,
        // The first dimension is the place on the axis; the others are points of the value axis, which grows to hold them.
        encode: { x: [1, 2, 3], y: 0 },
        data: bars.map(({ cell }, index) => [
          index,
          cell.value,
          cell.low ?? cell.value,
          cell.high ?? cell.value,
        ]),
        renderItem: renderWhisker(bars, unit, currency, context),
      },
    ],
  };
}

type ItemApi = Readonly<{
  value: (dimension: number) => number;
  coord: (point: readonly number[]) => number[];
}>;

function renderWhisker(
  bars: readonly Bar[],
  unit: MetricResult["unit"],
  currency: string | null,
  { colours, format }: ChartContext,
) {
  return ({ dataIndex }: { dataIndex: number }, api: ItemApi) => {
    const place = api.value(0);
    const at = (dimension: number) => api.coord([api.value(dimension), place]);
    const [[end = 0, y = 0], [low = 0], [high = 0]] = [at(1), at(2), at(3)];
    const cell = (bars[dataIndex] as Bar).cell;
    const quiet = cell.state === "too_few";
    const line = (x1: number, y1: number, x2: number, y2: number) => ({
      type: "line",
      shape: { x1, y1, x2, y2 },
      style: { stroke: quiet ? colours.quiet : colours.text, lineWidth: 1.2, opacity: 0.75 },
    });
    return {
      type: "group",
      children: [
        ...(cell.low === null || cell.high === null || quiet
          ? []
          : [line(low, y, high, y), line(low, y - 3, low, y + 3), line(high, y - 3, high, y + 3)]),
        {
          type: "text",
          style: {
            text: estimateText(format, cell, unit, currency)?.value ?? "",
            x: (quiet ? end : Math.max(end, high)) + 6,
            y,
            verticalAlign: "middle",
            fill: quiet ? colours.quiet : colours.text,
            font: `11px ${FONT}`,
          },
        },
      ],
    };
  };
}
