import type { EChartsCoreOption } from "echarts/core";
import { axisNumber, plot, valueAxis } from "../axes";
import { type ChartContext, tip, tooltipOf } from "../context";
import type { DistributionData } from "../shapes";

type Bin = DistributionData["bins"][number];
type Api = Readonly<{ value: (at: number) => number; coord: (point: readonly number[]) => [number, number] }>;

const widths = (bins: readonly Bin[]) => bins.map(({ from, to }) => to - from);

/** Whether all bins are as wide: else areas, not heights, must tell how many. */
export function isEven(bins: readonly Bin[]): boolean {
  const sizes = widths(bins);
  return Math.max(...sizes) - Math.min(...sizes) <= 1e-6 * Math.max(...sizes);
}

/** The share of all up to the upper edge of each bin. */
export function toCumulative({
  bins,
}: Pick<DistributionData, "bins">): readonly (readonly [number, number])[] {
  const all = bins.reduce((sum, { n }) => sum + n, 0);
  const [first] = bins;
  if (first === undefined || all === 0) {
    return [];
  }
  let told = 0;
  return [
    [first.from, 0] as const,
    ...bins.map(({ to, n }) => {
      told += n;
      return [to, told / all] as const;
    }),
  ];
}

/** Bars over the sizes, or the cumulative curve, with lines at the quantiles. */
export function toDistributionOption(
  data: DistributionData,
  cumulative: boolean,
  context: ChartContext,
): EChartsCoreOption {
  const { colours, format, t } = context;
  const { bins, quantiles, unit, currency } = data;
  const measure = { unit, currency };
  const even = isEven(bins);
  const heightOf = ({ from, to, n }: Bin) => (even ? n : n / Math.max(Number.MIN_VALUE, to - from));
  const edge = (value: number) => format.metric(value, unit, currency);
  const marks = {
    silent: true,
    symbol: "none",
    animation: false,
    lineStyle: { color: colours.text, width: 1, type: "dashed" },
    label: {
      color: colours.quiet,
      fontSize: 10,
      rotate: 0,
      formatter: ({ name }: { name: string }) => name,
    },
    data: quantiles
      .filter(({ p }) => [0.1, 0.5, 0.9].includes(p))
      .map(({ p, value }) => ({ name: `P${Math.round(p * 100)} ${edge(value)}`, xAxis: value })),
  };
  const all = bins.reduce((sum, { n }) => sum + n, 0);
  return {
    ...plot({ top: 24 }),
    xAxis: valueAxis(measure, context, {
      min: bins[0]?.from ?? 0,
      max: bins.at(-1)?.to ?? 1,
      splitLine: { show: false },
      axisLine: { lineStyle: { color: colours.line } },
    }),
    yAxis: cumulative
      ? valueAxis({ unit: "percent", currency: null }, context, { min: 0, max: 1 })
      : valueAxis({ unit: "count", currency: null }, context, {
          min: 0,
          axisLabel: even ? undefined : { show: false },
        }),
    tooltip: {
      ...tooltipOf(context),
      trigger: cumulative ? "axis" : "item",
      formatter: (at: { dataIndex: number } | readonly { data: readonly [number, number] }[]) => {
        if ("dataIndex" in at) {
          const bin = bins[at.dataIndex];
          return bin === undefined
            ? ""
            : tip(
                `${edge(bin.from)} – ${edge(bin.to)}`,
                [
                  { name: t("charts.count"), text: format.exact(bin.n) },
                  { name: t("charts.share"), text: format.percent(all === 0 ? 0 : bin.n / all), quiet: true },
                ],
                context,
              );
        }
        const point = at[0]?.data;
        return point === undefined
          ? ""
          : tip(
              `≤ ${axisNumber(point[0], measure, context)}`,
              [{ name: t("charts.cumulativeShare"), text: format.percent(point[1]) }],
              context,
            );
      },
    },
    series: [
      cumulative
        ? {
            id: "cumulative",
            type: "line",
            symbol: "none",
            lineStyle: { color: colours.series[0], width: 2 },
            data: toCumulative(data).map((point) => [...point]),
            markLine: marks,
          }
        : {
            id: "bins",
            type: "custom",
            cursor: "pointer",
            encode: { x: [0, 1], y: 2 },
            data: bins.map((bin, index) => ({ value: [bin.from, bin.to, heightOf(bin)], open: index })),
            renderItem: (_: unknown, api: Api) => {
              const [left, top] = api.coord([api.value(0), api.value(2)]);
              const [right, bottom] = api.coord([api.value(1), 0]);
              return {
                type: "rect",
                shape: { x: left + 0.5, y: top, width: Math.max(1, right - left - 1), height: bottom - top },
                style: { fill: colours.series[0], opacity: 0.85 },
              };
            },
          },
      // A line to hang the quantiles on: custom series have no marks.
      ...(cumulative
        ? []
        : [{ id: "quantiles", type: "line", silent: true, symbol: "none", data: [], markLine: marks }]),
    ],
  };
}
