import type { EChartsCoreOption } from "echarts/core";
import { axisNumber, nameAxis, plot } from "../axes";
import { type ChartContext, FONT, tip, tooltipOf } from "../context";
import type { FunnelData } from "../shapes";

type Step = FunnelData["steps"][number];

const SHARE = { unit: "percent", currency: null } as const;

/** How long a step took, in words. */
export function timeText(
  hours: number | null,
  { format, t }: Pick<ChartContext, "format" | "t">,
): string | null {
  if (hours === null) {
    return null;
  }
  return hours < 48
    ? t("charts.hours", { n: format.exact(hours, 1) })
    : t("charts.days", { n: format.exact(hours / 24, 1) });
}

/** Steps from above as bars of their share of the first, each with its whisker, its number and the share of the step before. */
export function toFunnelOption(steps: readonly Step[], context: ChartContext): EChartsCoreOption {
  const { colours, format, t } = context;
  const share = (value: number | null) => (value === null ? "–" : format.percent(value));
  return {
    ...plot({ left: 0, right: 128, top: 4 }),
    xAxis: {
      type: "value",
      min: 0,
      max: 1,
      splitNumber: 4,
      axisLabel: {
        color: colours.quiet,
        fontSize: 11,
        hideOverlap: true,
        formatter: (value: number) => axisNumber(value, SHARE, context),
      },
      splitLine: { lineStyle: { color: colours.line } },
    },
    yAxis: nameAxis(
      steps.map(({ label }) => label),
      context,
      { inverse: true },
    ),
    tooltip: {
      ...tooltipOf(context),
      trigger: "axis",
      axisPointer: { type: "shadow", shadowStyle: { color: colours.quiet, opacity: 0.08 } },
      formatter: (points: readonly { dataIndex: number }[]) => {
        const step = steps[points[0]?.dataIndex ?? -1];
        if (step === undefined) {
          return "";
        }
        const time = timeText(step.medianHours, context);
        return tip(
          step.label,
          [
            { name: t("metrics.n"), text: format.exact(step.n) },
            { name: t("charts.fromFirst"), text: share(step.fromFirst) },
            ...(step.low === null || step.high === null
              ? []
              : [
                  {
                    name: t("metrics.interval"),
                    text: `${share(step.low)} – ${share(step.high)}`,
                    quiet: true,
                  },
                ]),
            { name: t("charts.fromPrevious"), text: share(step.fromPrevious) },
            ...(time === null ? [] : [{ name: t("charts.medianTime"), text: time, quiet: true }]),
          ],
          context,
        );
      },
    },
    series: [
      {
        id: "share",
        type: "bar",
        barMaxWidth: 22,
        cursor: "pointer",
        itemStyle: { color: colours.series[0] },
        data: steps.map(({ fromFirst }) => fromFirst ?? 0),
      },
      {
        id: "whiskers",
        type: "custom",
        silent: true,
        z: 4,
        encode: { x: [1, 2, 3], y: 0 },
        data: steps.map(({ fromFirst, low, high }, index) => [
          index,
          fromFirst ?? 0,
          low ?? fromFirst ?? 0,
          high ?? fromFirst ?? 0,
        ]),
        renderItem: (
          { dataIndex }: { dataIndex: number },
          api: { value: (at: number) => number; coord: (point: readonly number[]) => [number, number] },
        ) => {
          const step = steps[dataIndex] as Step;
          const [x = 0, y = 0] = api.coord([api.value(1), dataIndex]);
          const [low] = api.coord([api.value(2), dataIndex]);
          const [high] = api.coord([api.value(3), dataIndex]);
          const line = (x1: number, y1: number, x2: number, y2: number) => ({
            type: "line",
            shape: { x1, y1, x2, y2 },
            style: { stroke: colours.text, lineWidth: 1.2, opacity: 0.75 },
          });
          const before =
            step.fromPrevious === null || dataIndex === 0 ? "" : ` · ↓${share(step.fromPrevious)}`;
          return {
            type: "group",
            children: [
              ...(step.low === null || step.high === null || dataIndex === 0
                ? []
                : [line(low, y, high, y), line(low, y - 3, low, y + 3), line(high, y - 3, high, y + 3)]),
              {
                type: "text",
                style: {
                  text: `${format.short(step.n)}${before}`,
                  x: Math.max(x, high) + 6,
                  y,
                  verticalAlign: "middle",
                  fill: colours.text,
                  font: `11px ${FONT}`,
                },
              },
            ],
          };
        },
      },
    ],
  };
}
