import type { EChartsCoreOption } from "echarts/core";
import type { Cell, Grain, MetricResult, Unit } from "../api/types";
import { estimateText, stepText, tickText } from "../format";
import { type ChartContext, cellRows, FONT, tip, tooltipOf } from "./context";

/** The units whose line may start above zero: what is compared is the change, not the size. */
const FLOATING: readonly Unit[] = [
  "percent",
  "points",
  "hours",
  "days",
  "months",
  "ratio",
  "years",
  "per_year",
];

/**
 * A metric step by step: the line with its interval band, the period before as a ghost. A point that rests on little is
 * hollow; one with too few behind it is grey and stands off the line.
 */
export function toTrendOption(
  { cells, unit, currency }: Pick<MetricResult, "cells" | "unit" | "currency">,
  grain: Grain,
  context: ChartContext,
): EChartsCoreOption {
  const { colours, format, t } = context;
  const accent = colours.series[0] as string;
  const bearing = (cell: Cell) => cell.value !== null && cell.state !== "too_few";
  const bounds = (cell: Cell) =>
    bearing(cell) && cell.low !== null && cell.high !== null ? ([cell.low, cell.high] as const) : null;
  const last = cells.findLastIndex(bearing);
  const line = { type: "line", symbol: "none", silent: true, animation: false } as const;
  return {
    grid: {
      left: 4,
      right: 16,
      top: 24,
      bottom: 0,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    textStyle: { fontFamily: FONT },
    xAxis: {
      type: "category",
      data: cells.map((cell) => cell.time ?? ""),
      boundaryGap: false,
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
      axisLabel: {
        color: colours.quiet,
        fontSize: 11,
        hideOverlap: true,
        formatter: (day: string) => tickText(grain, day, format.language),
      },
    },
    yAxis: {
      type: "value",
      scale: FLOATING.includes(unit) || isLevel(cells),
      splitNumber: 4,
      axisLabel: {
        color: colours.quiet,
        fontSize: 11,
        formatter: (value: number) => axisText(value, unit, currency, context),
      },
      splitLine: { lineStyle: { color: colours.line } },
    },
    tooltip: {
      ...tooltipOf(context),
      trigger: "axis",
      axisPointer: { lineStyle: { color: colours.quiet, type: "solid", width: 1 } },
      formatter: (points: readonly { dataIndex: number }[]) => {
        const cell = cells[points[0]?.dataIndex ?? -1];
        if (cell === undefined || cell.time === null) {
          return "";
        }
        const before = cell.previous && estimateText(format, cell.previous, unit, currency);
        return tip(
          stepText(grain, cell.time, format.language),
          [
            ...cellRows(cell, { unit, currency }, context),
            ...(before ? [{ name: t("metrics.previous"), text: before.value, quiet: true }] : []),
          ],
          context,
        );
      },
    },
    series: [
      {
        id: "value",
        type: "line",
        z: 3,
        cursor: "pointer",
        lineStyle: { color: accent, width: 2 },
        itemStyle: { color: accent },
        symbolSize: 6,
        data: cells.map((cell) =>
          bearing(cell)
            ? {
                value: cell.value,
                symbol: cell.state === "thin" || cell.complete === false ? "emptyCircle" : "circle",
              }
            : "-",
        ),
        label: {
          show: true,
          position: "top",
          color: colours.text,
          fontSize: 11,
          fontWeight: 600,
          formatter: ({ dataIndex }: { dataIndex: number }) => {
            const cell = cells[dataIndex];
            return dataIndex === last && cell
              ? (estimateText(format, cell, unit, currency)?.value ?? "")
              : "";
          },
        },
        labelLayout: { moveOverlap: "shiftY" },
      },
      {
        ...line,
        id: "low",
        stack: "band",
        stackStrategy: "all",
        lineStyle: { opacity: 0 },
        data: cells.map((cell) => bounds(cell)?.[0] ?? "-"),
      },
      {
        ...line,
        id: "band",
        stack: "band",
        stackStrategy: "all",
        lineStyle: { opacity: 0 },
        areaStyle: { color: accent, opacity: 0.16 },
        data: cells.map((cell) => {
          const range = bounds(cell);
          return range === null ? "-" : range[1] - range[0];
        }),
      },
      {
        ...line,
        id: "previous",
        z: 2,
        lineStyle: { color: colours.quiet, width: 1.2, type: "dashed", opacity: 0.8 },
        data: cells.map(({ previous }) =>
          previous !== null && previous.state !== "too_few" ? (previous.value ?? "-") : "-",
        ),
      },
      {
        ...line,
        id: "too_few",
        z: 2,
        symbol: "emptyCircle",
        symbolSize: 6,
        lineStyle: { opacity: 0 },
        itemStyle: { color: colours.quiet, opacity: 0.6 },
        data: cells.map((cell) => (cell.state === "too_few" ? (cell.value ?? "-") : "-")),
      },
    ],
  };
}

/** Whether the values lie so close together that from zero they would all look the same. */
function isLevel(cells: readonly Cell[]): boolean {
  const values = cells.flatMap(({ value }) => (value === null ? [] : [value]));
  return values.length > 1 && Math.min(...values) > 0.75 * Math.max(...values);
}

/** A round number on an axis: short, without the decimals of a measured value. */
export function axisText(
  value: number,
  unit: Unit,
  currency: string | null,
  { format }: Pick<ChartContext, "format">,
): string {
  switch (unit) {
    case "percent":
      return `${format.exact(Math.round(value * 1e6) / 1e4)}%`;
    case "money":
      return currency === null ? format.short(value) : format.shortMoney(value, currency);
    case "count":
    case "points":
    case "hours":
    case "days":
    case "months":
    case "ratio":
    case "years":
    case "per_year":
      return format.short(value);
  }
}
