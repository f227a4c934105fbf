import type { EChartsCoreOption } from "echarts/core";
import { type ChartContext, FONT, tip, tooltipOf } from "@/shared/charts";
import type { RankedUnit, RankingAnswer } from "./findings";

/** Values over the size of the parts, inside the limits of what chance explains; only what lies outside is coloured and named. */
export function toFunnelOption(
  { units, funnel, pooled, unit, currency }: RankingAnswer,
  nameOf: (row: RankedUnit) => string,
  context: ChartContext,
): EChartsCoreOption {
  const { colours, format, t } = context;
  const limit = (side: "low95" | "high95" | "low998" | "high998") => ({
    type: "line" as const,
    symbol: "none",
    silent: true,
    lineStyle: {
      color: colours.quiet,
      width: 1,
      type: side.endsWith("998") ? ("solid" as const) : ("dashed" as const),
    },
    data: funnel.map((limits) => [limits.size, limits[side]]),
  });
  const colourOf = ({ place }: RankedUnit) =>
    place === "inside" ? colours.quiet : place.endsWith("better") ? colours.good : colours.bad;
  const write = (value: number) => format.metric(value, unit, currency);
  return {
    grid: { left: 4, right: 24, top: 16, bottom: 0, outerBoundsMode: "same", outerBoundsContain: "all" },
    textStyle: { fontFamily: FONT },
    xAxis: {
      type: "log",
      name: t("metrics.n"),
      nameLocation: "middle",
      nameGap: 24,
      min: Math.max(1, (funnel[0]?.size ?? 1) * 0.9),
      max: (funnel.at(-1)?.size ?? 1) * 1.1,
      axisLabel: {
        color: colours.quiet,
        fontSize: 11,
        hideOverlap: true,
        formatter: (n: number) => format.short(Math.round(n)),
      },
      splitLine: { show: false },
    },
    yAxis: {
      type: "value",
      scale: true,
      splitNumber: 4,
      axisLabel: { color: colours.quiet, fontSize: 11, formatter: (value: number) => write(value) },
      splitLine: { lineStyle: { color: colours.line } },
    },
    tooltip: {
      ...tooltipOf(context),
      trigger: "item",
      formatter: ({ dataIndex, seriesType }: { dataIndex: number; seriesType: string }) => {
        const row = seriesType === "scatter" ? units[dataIndex] : undefined;
        return row === undefined
          ? ""
          : tip(
              nameOf(row),
              [
                { name: t("metrics.value"), text: write(row.value) },
                { name: t("findings.ranking.shrunk"), text: write(row.shrunk) },
                { name: t("metrics.n"), text: format.exact(row.size), quiet: true },
                { name: "", text: t(`findings.ranking.places.${row.place}`), quiet: true },
              ],
              context,
            );
      },
    },
    series: [
      limit("low95"),
      limit("high95"),
      limit("low998"),
      limit("high998"),
      {
        type: "scatter",
        symbolSize: 9,
        data: units.map((row) => ({
          value: [row.size, row.value],
          itemStyle: { color: colourOf(row) },
          label: {
            show: row.place !== "inside",
            position: "right",
            color: colours.text,
            fontSize: 11,
            formatter: () => nameOf(row),
          },
        })),
        labelLayout: { hideOverlap: true },
        markLine: {
          silent: true,
          symbol: "none",
          lineStyle: { color: colours.series[0], type: "solid", width: 1 },
          label: { show: false },
          data: pooled === null ? [] : [{ yAxis: pooled }],
        },
      },
    ],
  };
}
