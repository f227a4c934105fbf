import type { EChartsCoreOption } from "echarts/core";
import type { Cell, Grain, MetricResult } from "../../api/types";
import { stepText, tickText } from "../../format";
import { axisNumber, nameAxis, plot } from "../axes";
import { type ChartContext, FONT, type TipRow, tip, tooltipOf } from "../context";

/** A part of a whole; the rest, which is no member of the dimension, has no cell. */
export type Part = Readonly<{ name: string; value: number; share: number; cell: Cell | null }>;

export type Whole = Readonly<{
  time: string | null;
  value: number;
  parts: readonly Part[];
  /** Whether parts overlap, so that they add up to more than the whole. */
  overlaps: boolean;
}>;

/** As many parts as there are colours to tell apart; the others are one rest. */
export const MOST_PARTS = 7;

/**
 * Divides each whole among its parts, which are the same in all steps: those with the largest sums. A rest is what the
 * whole has beyond the parts shown. Wholes of nothing, and those with negative parts, have no shares and are left out.
 */
export function toWholes(
  cells: readonly Cell[],
  wholes: readonly Cell[],
  nameOf: (cell: Cell) => string,
  rest: string,
): readonly Whole[] {
  const sizes = new Map<string, number>();
  for (const cell of cells) {
    sizes.set(nameOf(cell), (sizes.get(nameOf(cell)) ?? 0) + (cell.value ?? 0));
  }
  const shown = [...sizes]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, MOST_PARTS)
    .map(([name]) => name);
  return wholes.flatMap((whole) => {
    const size = whole.value ?? 0;
    const own = cells.filter(({ time }) => time === whole.time);
    if (size <= 0 || own.some(({ value }) => (value ?? 0) < 0)) {
      return [];
    }
    const sum = own.reduce((all, { value }) => all + (value ?? 0), 0);
    const parts: Part[] = shown.map((name) => {
      const cell = own.find((candidate) => nameOf(candidate) === name) ?? null;
      const value = cell?.value ?? 0;
      return { name, value, share: value / size, cell };
    });
    const overlaps = sum > size * (1 + 1e-9);
    const told = parts.reduce((all, { value }) => all + value, 0);
    const left = (overlaps ? sum : size) - told;
    return [
      {
        time: whole.time,
        value: size,
        overlaps,
        parts:
          left > size * 1e-9
            ? [...parts, { name: rest, value: left, share: left / size, cell: null }]
            : parts,
      },
    ];
  });
}

const colourAt = (index: number, part: Part, { colours }: ChartContext): string =>
  part.cell === null && index >= MOST_PARTS
    ? colours.quiet
    : (colours.series[index % colours.series.length] as string);

const rowsOf = (
  part: Part,
  result: Pick<MetricResult, "unit" | "currency">,
  context: ChartContext,
): TipRow[] => [
  { name: context.t("charts.share"), text: context.format.percent(part.share) },
  {
    name: context.t("metrics.value"),
    text: context.format.exactMetric(part.value, result.unit, result.currency),
  },
  ...(part.cell === null
    ? []
    : [{ name: context.t("metrics.n"), text: context.format.exact(part.cell.n), quiet: true }]),
];

/** The parts of one whole as bars, the largest first, each with its share. */
export function toShareOption(
  { parts }: Whole,
  result: Pick<MetricResult, "unit" | "currency">,
  context: ChartContext,
): EChartsCoreOption {
  const { colours, format } = context;
  return {
    ...plot({ left: 0, right: 56, top: 4 }),
    xAxis: {
      type: "value",
      min: 0,
      splitNumber: 4,
      axisLabel: {
        color: colours.quiet,
        fontSize: 11,
        hideOverlap: true,
        formatter: (value: number) => axisNumber(value, { unit: "percent", currency: null }, context),
      },
      splitLine: { lineStyle: { color: colours.line } },
    },
    yAxis: nameAxis(
      parts.map(({ name }) => name),
      context,
      { inverse: true },
    ),
    tooltip: {
      ...tooltipOf(context),
      trigger: "axis",
      axisPointer: { type: "shadow", shadowStyle: { color: colours.quiet, opacity: 0.08 } },
      formatter: (points: readonly { dataIndex: number }[]) => {
        const part = parts[points[0]?.dataIndex ?? -1];
        return part === undefined ? "" : tip(part.name, rowsOf(part, result, context), context);
      },
    },
    series: [
      {
        id: "share",
        type: "bar",
        barMaxWidth: 16,
        cursor: "pointer",
        data: parts.map((part) => ({
          value: part.share,
          itemStyle: part.cell === null ? { color: `${colours.quiet}88` } : { color: colours.series[0] },
        })),
        label: {
          show: true,
          position: "right",
          color: colours.text,
          fontSize: 11,
          fontFamily: FONT,
          formatter: ({ value }: { value: number }) => format.percent(value),
        },
      },
    ],
  };
}

/** The parts of the whole of each step, stacked to a hundred percent; overlapping parts reach beyond. */
export function toSharesOption(
  wholes: readonly Whole[],
  grain: Grain,
  result: Pick<MetricResult, "unit" | "currency">,
  context: ChartContext,
): EChartsCoreOption {
  const { colours, format } = context;
  const names = [...new Set(wholes.flatMap(({ parts }) => parts.map(({ name }) => name)))];
  const partOf = (whole: Whole, name: string) => whole.parts.find((part) => part.name === name);
  return {
    ...plot({ top: 12 }),
    xAxis: nameAxis(
      wholes.map(({ time }) => time ?? ""),
      context,
      {
        axisLabel: {
          color: colours.quiet,
          fontSize: 11,
          hideOverlap: true,
          formatter: (day: string) => tickText(grain, day, format.language),
        },
      },
    ),
    yAxis: {
      type: "value",
      min: 0,
      ...(wholes.some(({ overlaps }) => overlaps) ? {} : { max: 1 }),
      splitNumber: 4,
      axisLabel: {
        color: colours.quiet,
        fontSize: 11,
        formatter: (value: number) => axisNumber(value, { unit: "percent", currency: null }, context),
      },
      splitLine: { lineStyle: { color: colours.line } },
    },
    tooltip: {
      ...tooltipOf(context),
      trigger: "axis",
      axisPointer: { type: "shadow", shadowStyle: { color: colours.quiet, opacity: 0.08 } },
      formatter: (points: readonly { dataIndex: number }[]) => {
        const whole = wholes[points[0]?.dataIndex ?? -1];
        return whole?.time == null
          ? ""
          : tip(
              stepText(grain, whole.time, format.language),
              [
                ...whole.parts.map((part) => ({
                  name: part.name,
                  text: `${format.percent(part.share)} · ${format.metric(part.value, result.unit, result.currency)}`,
                })),
                {
                  name: context.t("charts.whole"),
                  text: format.exactMetric(whole.value, result.unit, result.currency),
                  quiet: true,
                },
              ],
              context,
            );
      },
    },
    series: names.map((name, index) => ({
      id: name,
      name,
      type: "bar",
      stack: "whole",
      barMaxWidth: 40,
      cursor: "pointer",
      itemStyle: { borderColor: colours.background, borderWidth: 0.5 },
      data: wholes.map((whole, step) => {
        const part = partOf(whole, name);
        return part === undefined
          ? { value: 0, open: -1 }
          : {
              value: part.share,
              open: step * names.length + index,
              itemStyle: { color: colourAt(index, part, context) },
            };
      }),
    })),
  };
}
