import type { EChartsCoreOption } from "echarts/core";
import type { Cell, MetricResult } from "../../api/types";
import { bears, shades, shortText } from "../axes";
import { type ChartContext, cellRows } from "../context";
import { type GridField, toGridOption } from "./grid";

/** More rows or columns than this nobody reads. */
export const MOST_LINES = 12;

export type Heat = Readonly<{
  columns: readonly string[];
  rows: readonly string[];
  fields: readonly Readonly<{ x: number; y: number; cell: Cell }>[];
  /** How many cells had no room. */
  hidden: number;
}>;

/** Lays cells of two dimensions out, in both the members with the most units first. */
export function toHeat(
  cells: readonly Cell[],
  rowOf: (cell: Cell) => string,
  columnOf: (cell: Cell) => string,
): Heat {
  const shown = cells.filter(({ value }) => value !== null);
  const rows = largest(shown, rowOf);
  const columns = largest(shown, columnOf);
  const fields = shown.flatMap((cell) => {
    const [x, y] = [columns.indexOf(columnOf(cell)), rows.indexOf(rowOf(cell))];
    return x < 0 || y < 0 ? [] : [{ x, y, cell }];
  });
  return { columns, rows, fields, hidden: shown.length - fields.length };
}

function largest(cells: readonly Cell[], nameOf: (cell: Cell) => string): readonly string[] {
  const sizes = new Map<string, number>();
  for (const cell of cells) {
    sizes.set(nameOf(cell), (sizes.get(nameOf(cell)) ?? 0) + cell.n);
  }
  return [...sizes]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, MOST_LINES)
    .map(([name]) => name);
}

/** A metric where two dimensions cross; fields with too few behind them are grey, those without data are left out. */
export function toHeatmapOption(
  { columns, rows, fields }: Heat,
  result: Pick<MetricResult, "unit" | "currency">,
  context: ChartContext,
): EChartsCoreOption {
  const { colours, format, t } = context;
  const shade = shades(
    fields.flatMap(({ cell }) => (bears(cell) ? [cell.value] : [])),
    result.unit,
    context,
  );
  return toGridOption(
    fields.map(({ x, y, cell }): GridField => {
      const few = !bears(cell);
      const { fill, text } = few ? { fill: `${colours.quiet}22`, text: colours.quiet } : shade.of(cell.value);
      return {
        x,
        y,
        fill,
        ink: text,
        text: few ? t("charts.few") : shortText(cell, result, context),
        small: `n ${format.short(cell.n)}`,
        dashed: few,
        title: `${rows[y]} · ${columns[x]}`,
        rows: cellRows(cell, result, context),
      };
    }),
    columns,
    rows,
    context,
  );
}
