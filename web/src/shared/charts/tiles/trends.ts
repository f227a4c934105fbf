import type { EChartsCoreOption } from "echarts/core";
import type { Cell, Grain, MetricResult } from "../../api/types";
import { stepText, tickText } from "../../format";
import { axisNumber, bears, plot, shortText, valueAxis } from "../axes";
import { type ChartContext, cellRows, tip, tooltipOf } from "../context";
import { toTrendOption } from "../trend";

/** A metric step by step, under the name it is drawn with. */
export type Line = Readonly<{ name: string; result: Pick<MetricResult, "cells" | "unit" | "currency"> }>;

/** The values beside the lines. */
export type Marks = Readonly<{ target: number | null; limit: number | null }>;

/**
 * One metric with its interval and the period before, or several with an interval each, such as a median and the ninetieth
 * percentile; with the target and the red line, which the axis always reaches.
 */
export function toTrendsOption(
  lines: readonly Line[],
  grain: Grain,
  marks: Marks,
  context: ChartContext,
): EChartsCoreOption {
  const [first] = lines;
  if (first === undefined) {
    return {};
  }
  const base =
    lines.length === 1 ? toTrendOption(first.result, grain, context) : several(lines, grain, context);
  const steps = lines.length === 1 ? first.result.cells.length : stepsOf(lines).length;
  return {
    ...base,
    series: [...(base.series as object[]), ...references(marks, steps, first.result, context)],
  };
}

/** Lines across: not a mark on the axis, which would end before them, but series that the axis grows to hold. */
export function references(
  { target, limit }: Marks,
  steps: number,
  result: Pick<MetricResult, "unit" | "currency">,
  context: ChartContext,
): readonly object[] {
  const { colours, t } = context;
  const line = (id: string, value: number, colour: string, type: string, name: string) => ({
    id,
    type: "line",
    silent: true,
    symbol: "none",
    animation: false,
    z: 2,
    lineStyle: { color: colour, width: 1.5, type },
    data: Array.from({ length: steps }, () => value),
    markPoint: {
      silent: true,
      symbolSize: 0,
      data: [{ coord: [0, value] }],
      label: {
        show: true,
        position: "right",
        distance: 4,
        offset: [0, -8],
        color: colour,
        fontSize: 11,
        formatter: `${name} ${axisNumber(value, result, context)}`,
      },
    },
  });
  return [
    ...(limit === null ? [] : [line("limit", limit, colours.bad, "dashed", t("charts.limit"))]),
    ...(target === null ? [] : [line("target", target, colours.good, "solid", t("charts.target"))]),
  ];
}

const stepsOf = (lines: readonly Line[]): readonly string[] =>
  [...new Set(lines.flatMap(({ result }) => result.cells.flatMap(({ time }) => time ?? [])))].sort();

function several(lines: readonly Line[], grain: Grain, context: ChartContext): EChartsCoreOption {
  const { colours, format } = context;
  const steps = stepsOf(lines);
  const [{ result: first }] = lines as [Line];
  return {
    ...plot({ top: 20 }),
    xAxis: {
      type: "category",
      data: [...steps],
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
    yAxis: valueAxis(first, context),
    tooltip: {
      ...tooltipOf(context),
      trigger: "axis",
      axisPointer: { lineStyle: { color: colours.quiet, type: "solid", width: 1 } },
      formatter: (points: readonly { dataIndex: number }[]) => {
        const day = steps[points[0]?.dataIndex ?? -1];
        return day === undefined
          ? ""
          : tip(
              stepText(grain, day, format.language),
              lines.flatMap(({ name, result }) => {
                const cell = result.cells.find(({ time }) => time === day);
                return cell === undefined
                  ? []
                  : cellRows(cell, result, context).map((row, index) =>
                      index === 0 ? { ...row, name } : { ...row, quiet: true },
                    );
              }),
              context,
            );
      },
    },
    series: lines.flatMap((line, index) => lineOf(line, steps, index, context)),
  };
}

function lineOf({ name, result }: Line, steps: readonly string[], index: number, context: ChartContext) {
  const colour = context.colours.series[index % context.colours.series.length] as string;
  const cells: readonly (Cell | undefined)[] = steps.map((day) =>
    result.cells.find(({ time }) => time === day),
  );
  const last = cells.findLastIndex(bears);
  const range = (cell: Cell | undefined) =>
    bears(cell) && cell.low !== null && cell.high !== null ? ([cell.low, cell.high] as const) : null;
  const band = {
    type: "line",
    symbol: "none",
    silent: true,
    animation: false,
    stack: `band ${index}`,
    stackStrategy: "all",
    lineStyle: { opacity: 0 },
  };
  return [
    {
      id: `value ${index}`,
      name,
      type: "line",
      z: 3,
      cursor: "pointer",
      lineStyle: { color: colour, width: 2 },
      itemStyle: { color: colour },
      symbolSize: 6,
      data: cells.map((cell) =>
        bears(cell)
          ? { value: cell.value, symbol: cell.state === "thin" || !cell.complete ? "emptyCircle" : "circle" }
          : "-",
      ),
      label: {
        show: true,
        position: "top",
        color: colour,
        fontSize: 11,
        fontWeight: 600,
        formatter: ({ dataIndex }: { dataIndex: number }) => {
          const cell = cells[dataIndex];
          return dataIndex === last && cell !== undefined ? shortText(cell, result, context) : "";
        },
      },
      labelLayout: { moveOverlap: "shiftY" },
    },
    { ...band, id: `low ${index}`, data: cells.map((cell) => range(cell)?.[0] ?? "-") },
    {
      ...band,
      id: `band ${index}`,
      areaStyle: { color: colour, opacity: 0.14 },
      data: cells.map((cell) => {
        const ends = range(cell);
        return ends === null ? "-" : ends[1] - ends[0];
      }),
    },
  ];
}
