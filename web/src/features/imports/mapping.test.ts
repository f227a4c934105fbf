import { describe, expect, test } from "vitest";
import type { ImportTarget, Issue, Mapping } from "@/shared/api/types";
import { confidenceOf, lookOf, mapColumn, missingFields, problemsOf } from "./mapping";

const target: ImportTarget = {
  name: "order_lines",
  labels: { zh: "订单行", en: "Order lines" },
  objects: ["order", "customer"],
  fields: [
    {
      path: "order.number",
      labels: { zh: "订单 · 订单号", en: "Order · Number" },
      type: "text",
      required: true,
      keys: true,
    },
    {
      path: "customer.name",
      labels: { zh: "客户 · 姓名", en: "Customer · Name" },
      type: "text",
      required: false,
      keys: false,
    },
  ],
};
const [number, name] = target.fields as [ImportTarget["fields"][number], ImportTarget["fields"][number]];
const mapping: Mapping = {
  target: "order_lines",
  mode: "upsert",
  match: ["order.number"],
  columns: [
    { column: "单号", index: 3, field: "order.number" },
    { column: "姓名", index: 5, field: null },
  ],
  dateFormat: null,
  decimal: null,
  zone: null,
  currency: null,
};
const issue = (path: string, code: string): Issue => ({ path, code, message: code, arguments: [] });

test("every problem of a mapping stands where it belongs, all at once", () => {
  const problems = problemsOf(
    [
      issue("columns[1].field", "UNKNOWN_PATH"),
      issue("columns[1]", "AMBIGUOUS_DATES"),
      issue("columns", "REQUIRED_UNMAPPED"),
      issue("match", "NO_MATCH"),
      issue("dateFormat", "BAD_DATE_FORMAT"),
      issue("columns[9].index", "NO_SUCH_COLUMN"),
    ],
    mapping,
  );
  // The path counts the mapping's columns; the screen's rows are columns of the file.
  expect(problems.columns.get(5)?.map(({ code }) => code)).toEqual(["UNKNOWN_PATH", "AMBIGUOUS_DATES"]);
  expect([...problems.settings.keys()]).toEqual(["match", "dateFormat"]);
  expect(problems.others.map(({ code }) => code)).toEqual(["REQUIRED_UNMAPPED", "NO_SUCH_COLUMN"]);
});

test("a field taken for one column leaves the other, and an unmapped key no longer matches", () => {
  const moved = mapColumn(mapping, 5, "order.number");
  expect(moved.columns.map(({ field }) => field)).toEqual([null, "order.number"]);
  expect(moved.match).toEqual(["order.number"]);
  expect(mapColumn(mapping, 3, null).match).toEqual([]);
});

test("required fields without a column are named unless only updates are written", () => {
  const without = mapColumn(mapping, 3, null);
  expect(missingFields(target, without)).toEqual([number]);
  expect(missingFields(target, { ...without, mode: "update" })).toEqual([]);
});

test("a heading that is the field's name is certain, any other a guess", () => {
  expect(confidenceOf("姓名", name)).toBe("certain");
  expect(confidenceOf("Customer Name", name)).toBe("certain");
  expect(confidenceOf("order_number", number)).toBe("certain");
  expect(confidenceOf("单号", number)).toBe("likely");
});

describe("a column looks like", () => {
  test.each([
    [["2026-01-31", "2026-02-01"], "date", "yyyy-MM-dd"],
    [["2026/1/31 9:30", ""], "date", "yyyy/M/d H:mm"],
    [["2026年1月31日"], "date", "yyyy年M月d日"],
    [["31/12/2026", "1/2/2026"], "date", "d/M/yyyy"],
    [["12/31/2026", "1/2/2026"], "date", "M/d/yyyy"],
    [["1,234.50", "¥12", "-3"], "number", null],
    [["是", "否"], "boolean", null],
    [["P1001", "12"], "text", null],
    [["", " "], "empty", null],
  ] as const)("%j: %s %s", (cells, kind, pattern) => {
    expect(lookOf(cells)).toEqual({ kind, pattern });
  });
});
