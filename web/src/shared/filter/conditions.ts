import type { FieldType } from "@/shared/api/types";
import { type Node, parseCel, quote } from "./cel";

export type Operator =
  | "contains"
  | "starts"
  | "is"
  | "isNot"
  | "in"
  | "notIn"
  | "has"
  | "hasNot"
  | "within"
  | "atLeast"
  | "atMost"
  | "between"
  | "days"
  | "since"
  | "until"
  | "last"
  | "yes"
  | "no"
  | "empty"
  | "notEmpty";

/**
 * One line of the filter form. `field` may lead through a reference: `customer.level`. The values are texts: numbers as
 * written, days as `2026-01-31`, options by value, records by id.
 */
export type Condition = Readonly<{ field: string; operator: Operator; values: readonly string[] }>;

/** What the form holds; `all` of the conditions must hold, or `any`. */
export type Filter = Readonly<{ match: "all" | "any"; conditions: readonly Condition[] }>;

export const NO_FILTER: Filter = { match: "all", conditions: [] };

const TEXT: readonly Operator[] = ["contains", "is", "isNot", "starts", "empty", "notEmpty"];
const NUMBER: readonly Operator[] = ["atLeast", "atMost", "between", "is", "isNot", "empty", "notEmpty"];
const TIME: readonly Operator[] = ["last", "days", "since", "until", "empty", "notEmpty"];

/** The operators of each type of field, the most wanted first. */
export const OPERATORS: Readonly<Record<FieldType, readonly Operator[]>> = {
  text: TEXT,
  long_text: TEXT,
  email: TEXT,
  phone: TEXT,
  url: TEXT,
  number: NUMBER,
  money: NUMBER,
  percent: NUMBER,
  boolean: ["yes", "no", "empty"],
  date: TIME,
  datetime: TIME,
  select: ["in", "notIn", "empty", "notEmpty"],
  multi_select: ["has", "hasNot", "empty", "notEmpty"],
  reference: ["in", "notIn", "empty", "notEmpty"],
  region: ["within", "empty", "notEmpty"],
};

/** How many values an operator takes; `many` is one or more. */
export function valuesOf(operator: Operator): 0 | 1 | 2 | "many" {
  switch (operator) {
    case "yes":
    case "no":
    case "empty":
    case "notEmpty":
      return 0;
    case "between":
    case "days":
      return 2;
    case "in":
    case "notIn":
    case "has":
    case "hasNot":
    case "within":
      return "many";
    case "contains":
    case "starts":
    case "is":
    case "isNot":
    case "atLeast":
    case "atMost":
    case "since":
    case "until":
    case "last":
      return 1;
  }
}

/** Whether a condition says enough to be asked. */
export function isComplete({ operator, values }: Condition): boolean {
  const wanted = valuesOf(operator);
  return (
    (wanted === "many" ? values.length > 0 : values.length === wanted) &&
    values.every((value) => value !== "")
  );
}

/** Writes the complete conditions as CEL; null when there is none. */
export function writeFilter(
  { match, conditions }: Filter,
  typeOf: (path: string) => FieldType | undefined,
): string | null {
  const parts = conditions
    .filter(isComplete)
    .map((condition) => write(condition, typeOf(condition.field) ?? "text"));
  return parts.length === 0 ? null : parts.join(match === "all" ? " && " : " || ");
}

function write({ field, operator, values }: Condition, type: FieldType): string {
  const [first = "", second = ""] = values;
  const literal = (value: string) => (isNumeric(type) ? value : quote(value));
  const listed = values.map(literal).join(", ");
  const any = (parts: readonly string[]) =>
    parts.length === 1 ? (parts[0] ?? "") : `(${parts.join(" || ")})`;
  switch (operator) {
    case "contains":
    case "starts": {
      const test = operator === "contains" ? "contains" : "startsWith";
      const lower = first.toLowerCase();
      return lower === first.toUpperCase()
        ? `${field}.${test}(${quote(first)})`
        : `lower(${field}).${test}(${quote(lower)})`;
    }
    case "is":
      return `${field} == ${literal(first)}`;
    // People count what is empty among what is not so; CEL, like SQL, would not.
    case "isNot":
      return `(${field} == null || ${field} != ${literal(first)})`;
    case "in":
      return `${field} in [${listed}]`;
    case "notIn":
      return `(${field} == null || !(${field} in [${listed}]))`;
    case "has":
      return any(values.map((value) => `${quote(value)} in ${field}`));
    case "hasNot":
      return `(${field} == null || !(${values.map((value) => `${quote(value)} in ${field}`).join(" || ")}))`;
    case "within":
      return any(values.map((value) => `within(${field}, ${quote(value)})`));
    case "atLeast":
      return `${field} >= ${first}`;
    case "atMost":
      return `${field} <= ${first}`;
    case "between":
      return `(${field} >= ${first} && ${field} <= ${second})`;
    case "days":
      return `(${field} >= date(${quote(first)}) && ${field} < date(${quote(nextDay(second, 1))}))`;
    case "since":
      return `${field} >= date(${quote(first)})`;
    case "until":
      return `${field} < date(${quote(nextDay(first, 1))})`;
    case "last":
      return `${field} >= today() - days(${first})`;
    case "yes":
      return `${field} == true`;
    case "no":
      return `${field} == false`;
    case "empty":
      return `${field} == null`;
    case "notEmpty":
      return `${field} != null`;
  }
}

/**
 * Reads back what {@link writeFilter} wrote, whatever its spacing; null when the text says something the form cannot show.
 */
export function readFilter(
  text: string | null,
  typeOf: (path: string) => FieldType | undefined,
): Filter | null {
  if (text === null || text.trim() === "") {
    return NO_FILTER;
  }
  const root = parseCel(text);
  if (root === null) {
    return null;
  }
  for (const match of ["all", "any"] as const) {
    const conditions = flat(root, match === "all" ? "&&" : "||").map((node) => read(node, typeOf));
    const filter = { match, conditions: conditions.filter((condition) => condition !== null) };
    if (filter.conditions.length === conditions.length && says(filter, root, typeOf)) {
      return filter;
    }
  }
  return null;
}

/** Whether the form's own text means the very same tree, so that nothing is lost by showing the form. */
function says(filter: Filter, root: Node, typeOf: (path: string) => FieldType | undefined): boolean {
  const own = parseCel(writeFilter(filter, typeOf) ?? "");
  return own !== null && JSON.stringify(own) === JSON.stringify(root);
}

/** The operands of a chain of one operator; `between`, which is a chain itself, stays whole. */
function flat(node: Node, operator: string): readonly Node[] {
  return node.kind === "binary" && node.operator === operator && guess(node) === null
    ? [...flat(node.left, operator), node.right]
    : [node];
}

function read(node: Node, typeOf: (path: string) => FieldType | undefined): Condition | null {
  const condition = guess(node);
  if (condition === null) {
    return null;
  }
  const type = typeOf(condition.field);
  const fitting =
    condition.operator === "between" && (type === "date" || type === "datetime") ? null : condition;
  return type !== undefined && fitting !== null && OPERATORS[type].includes(fitting.operator)
    ? fitting
    : null;
}

/** Returns the condition a tree looks like; {@link says} proves it. */
function guess(node: Node): Condition | null {
  switch (node.kind) {
    case "call":
      return guessCall(node);
    case "binary":
      return node.operator === "||" || node.operator === "&&" ? guessPair(node) : guessComparison(node);
    case "literal":
    case "path":
    case "list":
    case "not":
      return null;
  }
}

function guessCall({ name, args: [first, second] }: Node & { kind: "call" }): Condition | null {
  const operator = ({ contains: "contains", startsWith: "starts", within: "within" } as const)[name];
  const path = first?.kind === "call" && first.name === "lower" ? first.args[0] : first;
  return operator && path?.kind === "path" && second?.kind === "literal"
    ? { field: path.path, operator, values: [second.text] }
    : null;
}

const COMPARISONS: Readonly<Record<string, Operator>> = { "==": "is", ">=": "atLeast", "<=": "atMost" };

function guessComparison({ operator, left, right }: Node & { kind: "binary" }): Condition | null {
  if (operator === "in" && left.kind === "literal" && right.kind === "path") {
    return { field: right.path, operator: "has", values: [left.text] };
  }
  if (left.kind !== "path") {
    return null;
  }
  const made = (name: Operator, ...values: string[]): Condition => ({
    field: left.path,
    operator: name,
    values,
  });
  if (right.kind === "literal") {
    if (right.value === null) {
      return operator === "==" ? made("empty") : operator === "!=" ? made("notEmpty") : null;
    }
    if (typeof right.value === "boolean") {
      return operator === "==" ? made(right.value ? "yes" : "no") : null;
    }
    const name = COMPARISONS[operator];
    return name === undefined ? null : made(name, right.text);
  }
  if (operator === "in" && right.kind === "list") {
    return made("in", ...right.items.map((item) => (item.kind === "literal" ? item.text : "")));
  }
  const day = dayOf(right);
  if (day !== null) {
    return operator === ">=" ? made("since", day) : operator === "<" ? made("until", nextDay(day, -1)) : null;
  }
  const back =
    right.kind === "binary" && right.operator === "-" && right.right.kind === "call" ? right.right : null;
  const count = back?.name === "days" ? back.args[0] : undefined;
  return operator === ">=" && count?.kind === "literal" ? made("last", count.text) : null;
}

/** Two parts that are one condition: a range, a negation with what is empty, or one of several. */
function guessPair({ operator, left, right }: Node & { kind: "binary" }): Condition | null {
  const a = guess(left);
  if (operator === "||" && a?.operator === "empty") {
    return guessNegation(a.field, right);
  }
  const b = guess(right);
  if (a === null || b === null || a.field !== b.field) {
    return null;
  }
  const values = [...a.values, ...b.values];
  if (operator === "||") {
    const same = a.operator === b.operator && (a.operator === "has" || a.operator === "within");
    return same ? { field: a.field, operator: a.operator, values } : null;
  }
  const pair = `${a.operator} ${b.operator}`;
  const range = pair === "atLeast atMost" ? "between" : pair === "since until" ? "days" : null;
  return range === null ? null : { field: a.field, operator: range, values };
}

function guessNegation(field: string, node: Node): Condition | null {
  if (node.kind === "binary" && node.operator === "!=" && node.right.kind === "literal") {
    return { field, operator: "isNot", values: [node.right.text] };
  }
  const inner = node.kind === "not" ? guess(node.operand) : null;
  const operator = inner?.operator === "in" ? "notIn" : inner?.operator === "has" ? "hasNot" : null;
  return inner !== null && operator !== null ? { field, operator, values: inner.values } : null;
}

function dayOf(node: Node): string | null {
  const [argument] = node.kind === "call" && node.name === "date" ? node.args : [];
  return argument?.kind === "literal" ? argument.text : null;
}

function isNumeric(type: FieldType): boolean {
  return type === "number" || type === "money" || type === "percent" || type === "reference";
}

function nextDay(day: string, by: number): string {
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) ? day : new Date(time + by * 86_400_000).toISOString().slice(0, 10);
}
