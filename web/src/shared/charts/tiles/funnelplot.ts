import type { EChartsCoreOption } from "echarts/core";
import type { Cell, MetricDefinition, MetricResult } from "../../api/types";
import { axisNumber, plot, valueAxis } from "../axes";
import { type ChartContext, cellRows, tip, tooltipOf } from "../context";
import { type FunnelLevel, type FunnelLimits, type FunnelUnit, funnelLimits } from "../statistics/funnel";

/** A unit among others, and where it lies. */
export type Standing = Readonly<{
  name: string;
  cell: Cell;
  value: number;
  verdict: "inside" | "warning" | "outlier";
}>;

/** Half a 95% interval is so many standard errors. */
const Z95 = 1.959963984540054;

function unitOf(
  { value, n, low, high, numerator, denominator }: Cell,
  unit: MetricResult["unit"],
): FunnelUnit {
  const shown = value ?? 0;
  const isShare =
    unit === "percent" &&
    numerator !== null &&
    denominator === n &&
    Math.abs(numerator / denominator - shown) < 1e-9;
  return {
    n,
    value: shown,
    error: low === null || high === null ? null : (high - low) / 2 / Z95,
    counts: isShare ? { successes: numerator, n: denominator } : null,
  };
}

/**
 * Where each unit lies among the others around the value of all; those with too few stay out. Null when no limits can be
 * told: then there is no fair ranking either.
 */
export function toStandings(
  { cells, unit }: Pick<MetricResult, "cells" | "unit">,
  target: number | null,
  nameOf: (cell: Cell) => string,
): Readonly<{ standings: readonly Standing[]; limits: FunnelLimits }> | null {
  const known = cells.filter(({ value, n, state }) => value !== null && n > 0 && state !== "too_few");
  const limits =
    target === null
      ? null
      : funnelLimits(
          target,
          known.map((cell) => unitOf(cell, unit)),
        );
  if (limits === null) {
    return null;
  }
  const beyond = (value: number, n: number, level: FunnelLevel) => {
    const { low, high } = limits.at(n, level);
    return value < low || value > high;
  };
  return {
    limits,
    standings: known.map((cell) => {
      const value = cell.value ?? 0;
      return {
        name: nameOf(cell),
        cell,
        value,
        verdict: beyond(value, cell.n, 0.998)
          ? "outlier"
          : beyond(value, cell.n, 0.95)
            ? "warning"
            : "inside",
      };
    }),
  };
}

const POINTS = 60;

/** Values against how many they rest on, between the limits of chance; only what lies beyond is named and coloured. */
export function toFunnelPlotOption(
  standings: readonly Standing[],
  limits: FunnelLimits,
  direction: MetricDefinition["direction"],
  result: Pick<MetricResult, "unit" | "currency">,
  context: ChartContext,
): EChartsCoreOption {
  const { colours, format, t } = context;
  const sizes = standings.map(({ cell }) => cell.n);
  const [least, most] = [Math.max(1, Math.min(...sizes) * 0.7), Math.max(...sizes) * 1.08];
  // Where sizes differ by far more than ten times, the small ones need room.
  const wide = most / least > 30;
  const steps = Array.from({ length: POINTS + 1 }, (_, index) =>
    wide ? least * (most / least) ** (index / POINTS) : least + ((most - least) * index) / POINTS,
  );
  const curve = (level: FunnelLevel, side: "low" | "high") => ({
    id: `${level} ${side}`,
    type: "line",
    silent: true,
    symbol: "none",
    animation: false,
    smooth: true,
    lineStyle: { color: colours.quiet, width: 1, type: level === 0.95 ? "dashed" : "solid", opacity: 0.8 },
    data: steps.map((n) => [n, limits.at(n, level)[side]]),
  });
  const colourOf = ({ verdict, value }: Standing): string =>
    verdict === "outlier"
      ? value > limits.target === (direction === "up")
        ? colours.good
        : colours.bad
      : verdict === "warning"
        ? (colours.series[1] as string)
        : (colours.series[0] as string);
  return {
    ...plot({ top: 16, right: 24, bottom: 16 }),
    xAxis: {
      type: wide ? "log" : "value",
      min: wide ? Math.floor(least) : 0,
      max: Math.ceil(most),
      name: t("metrics.n"),
      nameLocation: "middle",
      nameGap: 22,
      nameTextStyle: { color: colours.quiet, fontSize: 11 },
      axisLabel: {
        color: colours.quiet,
        fontSize: 11,
        hideOverlap: true,
        showMaxLabel: false,
        formatter: (value: number) => format.short(value),
      },
      splitLine: { show: false },
      axisLine: { lineStyle: { color: colours.line } },
    },
    yAxis: valueAxis(result, context, { scale: true }),
    tooltip: {
      ...tooltipOf(context),
      trigger: "item",
      formatter: ({ dataIndex, seriesId }: { dataIndex: number; seriesId: string }) => {
        const standing = seriesId === "units" ? standings[dataIndex] : undefined;
        return standing === undefined
          ? ""
          : tip(
              standing.name,
              [
                ...cellRows(standing.cell, result, context),
                { name: t("charts.whole"), text: axisNumber(limits.target, result, context), quiet: true },
                { name: "", text: t(`charts.verdicts.${standing.verdict}`) },
              ],
              context,
            );
      },
    },
    series: [
      {
        id: "units",
        type: "scatter",
        z: 4,
        cursor: "pointer",
        data: standings.map((standing, index) => ({
          value: [standing.cell.n, standing.value],
          open: index,
          symbol: standing.verdict === "outlier" ? "diamond" : "circle",
          symbolSize: standing.verdict === "outlier" ? 13 : 9,
          itemStyle: { color: colourOf(standing), opacity: 0.9 },
          label: {
            show: standing.verdict !== "inside" || standings.length <= 8,
            formatter: standing.name,
            position: "right",
            color: colours.text,
            fontSize: 11,
          },
        })),
        labelLayout: { hideOverlap: true },
      },
      {
        id: "target",
        type: "line",
        silent: true,
        symbol: "none",
        animation: false,
        lineStyle: { color: colours.text, width: 1 },
        data: [
          [steps[0], limits.target],
          [steps.at(-1), limits.target],
        ],
      },
      curve(0.95, "low"),
      curve(0.95, "high"),
      curve(0.998, "low"),
      curve(0.998, "high"),
    ],
  };
}
