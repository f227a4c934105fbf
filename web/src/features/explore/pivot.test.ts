import { expect, test } from "vitest";
import type { Cell, MetricResult } from "@/shared/api";
import { shades, toCsv, toPivot } from "./pivot";

const cell = (value: number | null, dimensions: Cell["dimensions"], time: string | null = null): Cell => ({
  time,
  complete: true,
  dimensions,
  labels: {},
  value,
  n: 100,
  numerator: null,
  denominator: null,
  low: null,
  high: null,
  state: value === null ? "too_few" : "solid",
  previous: null,
  change: null,
  goal: null,
});

const result = (metric: string, cells: readonly Cell[]): MetricResult => ({
  metric,
  version: 1,
  unit: "count",
  currency: null,
  sql: "",
  truncated: false,
  cells,
});

const answers = (...results: MetricResult[]) => ({
  asOf: "2026-01-01T00:00:00Z",
  results: new Map(results.map((one) => [one.metric, one])),
});

test("metrics stand side by side for the same part, also where one of them has nothing", () => {
  const pivot = toPivot(
    answers(
      result("orders", [cell(5, { channel: "app" }), cell(2, { channel: "store" })]),
      result("csat", [cell(0.8, { channel: "store" })]),
    ),
    ["orders", "csat"],
    ["channel"],
    "metrics",
  );
  expect(pivot.columns).toEqual(["orders", "csat"]);
  expect(pivot.rows.map((row) => row.dimensions.channel)).toEqual(["app", "store"]);
  expect(pivot.rows[0]?.cells.get("csat")).toBeUndefined();
  expect(pivot.rows[1]?.cells.get("csat")?.value).toBe(0.8);
});

test("steps of time become the columns of one metric in their order", () => {
  const pivot = toPivot(
    answers(
      result("orders", [
        cell(2, { channel: "app" }, "2026-02-01"),
        cell(1, { channel: "app" }, "2026-01-01"),
        cell(3, { channel: "store" }, "2026-01-01"),
      ]),
    ),
    ["orders"],
    ["channel"],
    "time",
  );
  expect(pivot.columns).toEqual(["2026-01-01", "2026-02-01"]);
  expect(pivot.rows).toHaveLength(2);
  expect(pivot.rows[0]?.cells.get("2026-02-01")?.value).toBe(2);
});

test("shading runs from the smallest to the largest value and leaves out what is too few", () => {
  const { rows } = toPivot(
    answers(
      result("orders", [cell(10, { a: 1 }), cell(30, { a: 2 }), cell(20, { a: 3 }), cell(null, { a: 4 })]),
    ),
    ["orders"],
    ["a"],
    "metrics",
  );
  const shade = shades(rows, "orders");
  expect(rows.map((row) => shade(row.cells.get("orders")))).toEqual([0, 1, 0.5, null]);
});

test("a spreadsheet takes no text of a customer for a formula", () => {
  expect(toCsv([["=cmd|x", 'say "hi"', -3, null]])).toBe('\ufeff\'=cmd|x,"say ""hi""",-3,\r\n');
});
