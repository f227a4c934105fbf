import type { EChartsCoreOption } from "echarts/core";
import type { Grain, MetricResult } from "../../api/types";
import { stepText, tickText } from "../../format";
import { axisNumber, plot, valueAxis } from "../axes";
import { type ChartContext, cellRows, tip, tooltipOf } from "../context";
import type { ControlChart, Measured } from "../statistics/control";

/** What a control chart learns from: whole steps; of single values only those that rest on enough. */
export function toMeasured({ cells, unit }: Pick<MetricResult, "cells" | "unit">): readonly Measured[] {
  return cells.map(({ value, numerator, denominator, state, complete }) => {
    const isShare =
      unit === "percent" &&
      numerator !== null &&
      denominator !== null &&
      denominator > 0 &&
      value !== null &&
      Math.abs(numerator / denominator - value) < 1e-9;
    return {
      value,
      counts: isShare ? { successes: numerator, n: denominator } : null,
      learns: complete && (isShare || state !== "too_few"),
    };
  });
}

/** The line with its centre and limits; points beyond the limits are large and red, those of a long run ringed. */
export function toControlOption(
  { cells, unit, currency }: Pick<MetricResult, "cells" | "unit" | "currency">,
  { centre, points }: ControlChart,
  grain: Grain,
  context: ChartContext,
): EChartsCoreOption {
  const { colours, format, t } = context;
  const measure = { unit, currency };
  const limit = (id: "upper" | "lower") => ({
    id,
    type: "line",
    silent: true,
    symbol: "none",
    step: "middle",
    animation: false,
    lineStyle: { color: colours.quiet, width: 1, type: "dashed" },
    data: points.map((point) => point[id] ?? "-"),
  });
  const judged = (index: number) => {
    const point = points[index];
    return point?.beyond ? t("charts.beyond") : point?.inRun ? t("charts.inRun") : null;
  };
  return {
    ...plot({ top: 20, right: 16 }),
    xAxis: {
      type: "category",
      data: cells.map(({ time }) => time ?? ""),
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
    yAxis: valueAxis(measure, context, { scale: true }),
    tooltip: {
      ...tooltipOf(context),
      trigger: "axis",
      axisPointer: { lineStyle: { color: colours.quiet, type: "solid", width: 1 } },
      formatter: (at: readonly { dataIndex: number }[]) => {
        const index = at[0]?.dataIndex ?? -1;
        const cell = cells[index];
        const point = points[index];
        if (cell?.time == null || point === undefined) {
          return "";
        }
        const said = judged(index);
        return tip(
          stepText(grain, cell.time, format.language),
          [
            ...cellRows(cell, measure, context),
            { name: t("charts.centre"), text: axisNumber(centre, measure, context), quiet: true },
            ...(point.lower === null || point.upper === null
              ? []
              : [
                  {
                    name: t("charts.limits"),
                    text: `${format.exactMetric(point.lower, unit, currency)} – ${format.exactMetric(point.upper, unit, currency)}`,
                    quiet: true,
                  },
                ]),
            ...(said === null ? [] : [{ name: "", text: said }]),
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
        lineStyle: { color: colours.series[0], width: 1.5 },
        data: cells.map(({ value, complete }, index) => {
          const point = points[index];
          return {
            value: value ?? "-",
            symbol: point?.beyond ? "diamond" : complete && !point?.inRun ? "circle" : "emptyCircle",
            symbolSize: point?.beyond ? 12 : point?.inRun ? 8 : 6,
            itemStyle: {
              color: point?.beyond ? colours.bad : point?.inRun ? colours.series[5] : colours.series[0],
            },
          };
        }),
      },
      {
        id: "centre",
        type: "line",
        silent: true,
        symbol: "none",
        animation: false,
        lineStyle: { color: colours.text, width: 1 },
        data: points.map(() => centre),
      },
      limit("upper"),
      limit("lower"),
    ],
  };
}
