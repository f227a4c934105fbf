import { describe, expect, test } from "vitest";
import type { FieldType } from "@/shared/api/types";
import { parseCel } from "./cel";
import {
  type Condition,
  type Filter,
  isComplete,
  OPERATORS,
  readFilter,
  valuesOf,
  writeFilter,
} from "./conditions";

const TYPES: Readonly<Record<string, FieldType>> = {
  name: "text",
  amount: "money",
  rate: "percent",
  main: "boolean",
  born: "date",
  joined_at: "datetime",
  level: "select",
  tags: "multi_select",
  region: "region",
  customer: "reference",
  "customer.level": "select",
};
const typeOf = (path: string) => TYPES[path];
const filterOf = (...conditions: Condition[]): Filter => ({ match: "all", conditions });
const write = (field: string, operator: Condition["operator"], ...values: string[]) =>
  writeFilter(filterOf({ field, operator, values }), typeOf);

describe("the filter form writes CEL", () => {
  test.each([
    [write("name", "contains", "王"), 'name.contains("王")'],
    [write("name", "contains", "Ltd"), 'lower(name).contains("ltd")'],
    [write("name", "is", 'say "hi" \\ now'), 'name == "say \\"hi\\" \\\\ now"'],
    [write("amount", "between", "1", "99.5"), "(amount >= 1 && amount <= 99.5)"],
    [write("level", "notIn", "gold", "silver"), '(level == null || !(level in ["gold", "silver"]))'],
    [
      write("joined_at", "days", "2026-01-01", "2026-01-31"),
      '(joined_at >= date("2026-01-01") && joined_at < date("2026-02-01"))',
    ],
    [write("joined_at", "last", "30"), "joined_at >= today() - days(30)"],
    [write("tags", "has", "a", "b"), '("a" in tags || "b" in tags)'],
    [write("region", "within", "CN-440000"), 'within(region, "CN-440000")'],
    [write("customer", "in", "12"), "customer in [12]"],
    [write("main", "yes"), "main == true"],
  ])("%s", (written, expected) => {
    expect(written).toBe(expected);
  });

  test("incomplete lines ask nothing", () => {
    expect(writeFilter(filterOf({ field: "name", operator: "contains", values: [""] }), typeOf)).toBeNull();
    expect(writeFilter(filterOf({ field: "level", operator: "in", values: [] }), typeOf)).toBeNull();
  });
});

const samples: Readonly<Record<FieldType, readonly string[]>> = {
  text: ['O\'Neil "x" \\ 王', "Abc"],
  long_text: ["a", "b"],
  email: ["a", "b"],
  phone: ["1", "2"],
  url: ["a", "b"],
  number: ["-1", "2.50"],
  money: ["-1", "2.50"],
  percent: ["0.1", "0.25"],
  boolean: [],
  date: ["2026-02-28", "2026-12-31"],
  datetime: ["2026-02-28", "2026-12-31"],
  select: ["gold", "silver"],
  multi_select: ["a", "b"],
  reference: ["1", "2"],
  region: ["CN-440000", "CN-110000"],
};

/** Every operator of every field with sample values. */
const everything: Condition[] = Object.entries(TYPES).flatMap(([field, type]) =>
  OPERATORS[type].map((operator) => {
    const wanted = valuesOf(operator);
    const values = operator === "last" ? ["30"] : samples[type].slice(0, wanted === "many" ? 2 : wanted);
    return { field, operator, values };
  }),
);

describe("the filter form reads back what it wrote", () => {
  test.each(everything)("$field $operator $values", (condition) => {
    expect(isComplete(condition)).toBe(true);
    const lowered = condition.operator === "contains" || condition.operator === "starts";
    const expected = lowered
      ? { ...condition, values: condition.values.map((value) => value.toLowerCase()) }
      : condition;
    expect(readFilter(writeFilter(filterOf(condition), typeOf), typeOf)?.conditions).toEqual([expected]);
  });

  test.each(["all", "any"] as const)("%s of every condition at once", (match) => {
    const conditions = everything.filter(({ operator }) => operator !== "contains" && operator !== "starts");
    const filter = { match, conditions };
    expect(readFilter(writeFilter(filter, typeOf), typeOf)).toEqual(filter);
  });

  test("whatever its spacing", () => {
    expect(readFilter('  level   in ["gold" ,"silver"]\n&& amount>=5 ', typeOf)?.conditions).toEqual([
      { field: "level", operator: "in", values: ["gold", "silver"] },
      { field: "amount", operator: "atLeast", values: ["5"] },
    ]);
  });

  test("an empty text is no filter", () => {
    expect(readFilter("", typeOf)).toEqual({ match: "all", conditions: [] });
  });
});

describe("what the form cannot show stays text", () => {
  test.each([
    "amount > 5",
    "amount * 2 >= 5",
    'level == "gold" && (amount >= 5 || main == true)',
    'amount >= 5 || level in ["gold"] && main == true',
    'unknown == "x"',
    "amount == ",
    "born >= 5",
    'name == "unterminated',
    "level in [amount]",
  ])("%s", (text) => {
    expect(readFilter(text, typeOf)).toBeNull();
  });
});

test("a tree follows the precedence of CEL", () => {
  expect(parseCel("a == 1 || b == 2 && !c")).toEqual(parseCel("(a == 1) || ((b == 2) && (!c))"));
});
