import type { Answers, Cell, MetricResult, Problem } from "@/shared/api";

/** Where the columns of a pivot come from: the metrics, or the steps of time of the first one. */
export type Across = "metrics" | "time";

/** One row of a pivot: the same parts of everything. */
export type PivotRow = Readonly<{
  key: string;
  dimensions: Cell["dimensions"];
  labels: Cell["labels"];
  time: string | null;
  /** By metric id, or by the first day of the step. */
  cells: ReadonlyMap<string, Cell>;
}>;

export type Pivot = Readonly<{ columns: readonly string[]; rows: readonly PivotRow[] }>;

const keyOf = (cell: Cell, by: readonly string[], time: string | null) =>
  JSON.stringify([time, ...by.map((path) => cell.dimensions[path] ?? null)]);

/**
 * Lays the cells of an answer out. Rows keep the order of the first metric that has them, which is by how many were
 * counted; with steps of time down the side they are sorted by time within that.
 */
export function toPivot(
  answers: Answers | undefined,
  metrics: readonly string[],
  by: readonly string[],
  across: Across,
): Pivot {
  const rows = new Map<string, { row: Omit<PivotRow, "cells">; cells: Map<string, Cell> }>();
  const columns = new Set<string>(across === "metrics" ? metrics : []);
  for (const metric of across === "metrics" ? metrics : metrics.slice(0, 1)) {
    for (const cell of resultOf(answers, metric)?.cells ?? []) {
      const time = across === "time" ? null : cell.time;
      const key = keyOf(cell, by, time);
      const entry = rows.get(key) ?? {
        row: { key, dimensions: cell.dimensions, labels: cell.labels, time },
        cells: new Map<string, Cell>(),
      };
      const column = across === "metrics" ? metric : (cell.time ?? "");
      if (across === "time") {
        columns.add(column);
      }
      entry.cells.set(column, cell);
      rows.set(key, entry);
    }
  }
  return {
    columns: across === "time" ? [...columns].sort() : [...columns],
    rows: [...rows.values()].map(({ row, cells }) => ({ ...row, cells })),
  };
}

/** The result of one metric; undefined while it is on its way or when it was refused. */
export function resultOf(answers: Answers | undefined, metric: string): MetricResult | undefined {
  const result = answers?.results.get(metric);
  return result === undefined || isProblem(result) ? undefined : result;
}

/** Why a metric has no numbers here, when it was refused. */
export function problemOf(answers: Answers | undefined, metric: string): Problem | undefined {
  const result = answers?.results.get(metric);
  return result !== undefined && isProblem(result) ? result : undefined;
}

const isProblem = (result: MetricResult | Problem): result is Problem => result instanceof Error;

/** The shares of the way from the smallest to the largest value, for shading; cells that are too few have none. */
export function shades(
  rows: readonly PivotRow[],
  column: string | null,
): (cell: Cell | undefined) => number | null {
  const values = rows
    .flatMap(({ cells }) => (column === null ? [...cells.values()] : (cells.get(column) ?? [])))
    .flatMap(({ value, state }) => (value === null || state === "too_few" ? [] : [value]));
  const low = Math.min(...values);
  const high = Math.max(...values);
  return (cell) =>
    cell === undefined || cell.value === null || cell.state === "too_few" || !(high > low)
      ? null
      : (cell.value - low) / (high - low);
}

/** Rows as CSV for a spreadsheet: a mark for UTF-8 first, and no cell that it would take for a formula. */
export function toCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  const cell = (value: string | number | null) => {
    if (value === null || typeof value === "number") {
      return value ?? "";
    }
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}
