import type { EChartsCoreOption } from "echarts/core";
import type { Unit } from "@/shared/api";
import { type ChartContext, FONT, tip, tooltipOf } from "@/shared/charts";
import { stepText, tickText } from "@/shared/format";
import type { LinksAnswer, MetricLink } from "./findings";

/** Two metrics over time, each on its own axis, the other one moved by its lag so that what belongs together stands together. */
export function toPairOption(
  link: MetricLink,
  { grain, unit, currency }: Pick<LinksAnswer, "grain" | "unit" | "currency">,
  names: readonly [string, string],
  context: ChartContext,
): EChartsCoreOption {
  const { colours, format } = context;
  const [own, other] = colours.series as [string, string];
  const axis = (colour: string, of: Unit, money: string | null) => ({
    type: "value",
    scale: true,
    splitNumber: 4,
    axisLabel: {
      color: colour,
      fontSize: 11,
      formatter: (value: number) => format.metric(value, of, money),
    },
    splitLine: { show: colour === own, lineStyle: { color: colours.line } },
  });
  const line = (name: string, colour: string, index: number, data: readonly number[]) => ({
    type: "line",
    name,
    yAxisIndex: index,
    symbol: "none",
    data,
    lineStyle: { color: colour, width: 2, type: index === 0 ? "solid" : "dashed" },
    itemStyle: { color: colour },
  });
  return {
    grid: { left: 4, right: 4, top: 16, bottom: 0, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    textStyle: { fontFamily: FONT },
    xAxis: {
      type: "category",
      data: link.series.map(({ time }) => time),
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
      axisLabel: {
        color: colours.quiet,
        fontSize: 11,
        hideOverlap: true,
        formatter: (day: string) => tickText(grain, day, format.language),
      },
    },
    yAxis: [axis(own, unit, currency), axis(other, link.unit, link.currency)],
    tooltip: {
      ...tooltipOf(context),
      trigger: "axis",
      formatter: (points: readonly { dataIndex: number }[]) => {
        const point = link.series[points[0]?.dataIndex ?? -1];
        return point === undefined
          ? ""
          : tip(
              stepText(grain, point.time, format.language),
              [
                { name: names[0], text: format.metric(point.outcome, unit, currency) },
                {
                  name: `${names[1]} (${stepText(grain, point.candidateTime, format.language)})`,
                  text: format.metric(point.candidate, link.unit, link.currency),
                },
              ],
              context,
            );
      },
    },
    series: [
      line(
        names[0],
        own,
        0,
        link.series.map(({ outcome }) => outcome),
      ),
      line(
        names[1],
        other,
        1,
        link.series.map(({ candidate }) => candidate),
      ),
    ],
  };
}
