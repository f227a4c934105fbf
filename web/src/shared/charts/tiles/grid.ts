import type { EChartsCoreOption } from "echarts/core";
import { plot } from "../axes";
import { type ChartContext, FONT, type TipRow, tip, tooltipOf } from "../context";

/** One field of a grid of coloured fields. */
export type GridField = Readonly<{
  x: number;
  y: number;
  fill: string;
  ink: string;
  text: string;
  /** A second, smaller line. */
  small: string | null;
  /** Drawn with a dashed edge: not over yet, or too few. */
  dashed: boolean;
  title: string;
  rows: readonly TipRow[];
}>;

type Size = Readonly<{ width: number; height: number }>;
type Api = Readonly<{
  value: (dimension: number) => number;
  coord: (point: readonly number[]) => [number, number];
  size: (point: readonly number[]) => [number, number];
}>;

/** Fields side by side, each with its number; numbers are left out where there is no room for them. */
export function toGridOption(
  fields: readonly GridField[],
  columns: readonly string[],
  rows: readonly string[],
  context: ChartContext,
): EChartsCoreOption {
  const { colours } = context;
  const names = (data: readonly string[], width: number) => ({
    type: "category",
    data: [...data],
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { show: false },
    axisLabel: { color: colours.text, fontSize: 11, width, overflow: "truncate", interval: 0 },
  });
  return {
    ...plot({ top: 4, right: 4 }),
    xAxis: {
      ...names(columns, 76),
      position: "top",
      axisLabel: { ...names(columns, 76).axisLabel, hideOverlap: true },
    },
    yAxis: { ...names(rows, 96), inverse: true },
    tooltip: {
      ...tooltipOf(context),
      trigger: "item",
      formatter: ({ dataIndex }: { dataIndex: number }) => {
        const field = fields[dataIndex];
        return field === undefined ? "" : tip(field.title, field.rows, context);
      },
    },
    series: [
      {
        id: "fields",
        type: "custom",
        cursor: "pointer",
        data: fields.map(({ x, y }, index) => ({ value: [x, y], open: index })),
        encode: { x: 0, y: 1 },
        renderItem: ({ dataIndex }: { dataIndex: number }, api: Api) => {
          const field = fields[dataIndex] as GridField;
          const [x, y] = api.coord([field.x, field.y]);
          const [width, height] = api.size([1, 1]);
          return fieldOf(field, x, y, { width: width - 2, height: height - 2 }, colours.quiet);
        },
      },
    ],
  };
}

function fieldOf(field: GridField, x: number, y: number, { width, height }: Size, edge: string) {
  const two = field.small !== null && height >= 34 && width >= 40;
  const text = (words: string, dy: number, font: string, opacity: number) => ({
    type: "text",
    silent: true,
    style: {
      text: words,
      x,
      y: y + dy,
      align: "center",
      verticalAlign: "middle",
      fill: field.ink,
      font,
      opacity,
      width: width - 4,
      overflow: "truncate",
    },
  });
  return {
    type: "group",
    children: [
      {
        type: "rect",
        shape: { x: x - width / 2, y: y - height / 2, width, height, r: 2 },
        style: {
          fill: field.fill,
          ...(field.dashed ? { stroke: edge, lineWidth: 1, lineDash: [3, 3] } : {}),
        },
      },
      ...(height >= 14 && width >= 26
        ? [text(field.text, two ? -7 : 0, `600 ${width < 44 ? 10 : 12}px ${FONT}`, 1)]
        : []),
      ...(two ? [text(field.small as string, 9, `10px ${FONT}`, 0.85)] : []),
    ],
  };
}
