import type { ObjectType, RecordItem, Value } from "../../src/shared/api/types";
import { type Node, parseCel } from "../../src/shared/filter/cel.ts";
import { issue, Refusal } from "./http.ts";
import { fieldValue, plain } from "./records.ts";
import { type MockState, NOW } from "./state.ts";

type Result = string | number | boolean | null | readonly string[];
const DAY = 86_400_000;
const ZONE = 8 * 3_600_000;

/** Returns whether a record passes a filter; understands as much CEL as the filter form writes. */
export function matcher(
  state: MockState,
  type: ObjectType,
  filter: string | null,
): (record: RecordItem) => boolean {
  if (filter === null || filter.trim() === "") {
    return () => true;
  }
  const tree = parseCel(filter);
  if (tree === null) {
    const place = Math.max(0, filter.search(/\S+\s*$/));
    throw invalid(
      "DOES_NOT_PARSE",
      `The expression cannot be read at "${filter.slice(place)}".`,
      filter,
      place,
      [`"${filter.slice(place)}"`],
    );
  }
  check(state, type, tree, filter);
  return (record) => evaluate(state, type, tree, record) === true;
}

function invalid(
  code: string,
  message: string,
  text: string,
  offset: number,
  args: readonly string[],
): Refusal {
  const before = text.slice(0, offset).split("\n");
  const position = { line: before.length, column: 1 + (before.at(-1)?.length ?? 0), arguments: args };
  return new Refusal(422, code, message, [issue("filter", code, message, position)]);
}

function check(state: MockState, type: ObjectType, node: Node, text: string): void {
  for (const child of children(node)) {
    check(state, type, child, text);
  }
  if (node.kind === "path") {
    let at: ObjectType | undefined = type;
    for (const name of node.path.split(".")) {
      const field: ObjectType["fields"][number] | undefined = at?.fields.find(
        (candidate) => candidate.name === name,
      );
      if (!field) {
        const hint = `There are: ${at?.fields.map((f) => f.name).join(", ")}.`;
        throw invalid(
          "UNKNOWN_NAME",
          `${at?.name} has no field "${name}". ${hint}`,
          text,
          text.indexOf(name),
          [at?.labels.zh ?? "", name, hint],
        );
      }
      at = state.objects.find((object) => object.name === field.target);
    }
  }
}

function children(node: Node): readonly Node[] {
  switch (node.kind) {
    case "call":
      return node.args;
    case "list":
      return node.items;
    case "binary":
      return [node.left, node.right];
    case "not":
      return [node.operand];
    case "literal":
    case "path":
      return [];
  }
}

function evaluate(state: MockState, type: ObjectType, node: Node, record: RecordItem): Result {
  const value = (child: Node | undefined) => (child ? evaluate(state, type, child, record) : null);
  switch (node.kind) {
    case "literal":
      return node.value;
    case "list":
      return node.items.map((item) => String(value(item)));
    case "path":
      return follow(state, type, node.path, record);
    case "not": {
      const operand = value(node.operand);
      return operand === null ? null : operand !== true;
    }
    case "call":
      return apply(state, node.name, node.args.map(value));
    case "binary":
      return binary(node.operator, value(node.left), () => value(node.right));
  }
}

function follow(state: MockState, type: ObjectType, path: string, record: RecordItem): Result {
  const [name = "", ...rest] = path.split(".");
  const field = type.fields.find((candidate) => candidate.name === name);
  const value: Value = fieldValue(record, name);
  if (rest.length > 0 && field?.target) {
    const next = state.records.get(field.target)?.get(Number(value))?.record;
    const target = state.objects.find((object) => object.name === field.target);
    return next && target ? follow(state, target, rest.join("."), next) : null;
  }
  if (typeof value === "string" && (field?.type === "date" || field?.type === "datetime")) {
    return value.length === 10 ? Date.parse(`${value}T00:00:00Z`) - ZONE : Date.parse(value);
  }
  return Array.isArray(value)
    ? (value as readonly string[])
    : field?.type === "boolean"
      ? (value as boolean | null)
      : plain(value);
}

function apply(state: MockState, name: string, [first, second]: readonly Result[]): Result {
  switch (name) {
    case "date":
      return Date.parse(`${first}T00:00:00Z`) - ZONE;
    case "today":
      return Math.floor((NOW + ZONE) / DAY) * DAY - ZONE;
    case "days":
      return Number(first) * DAY;
    case "lower":
      return first === null || first === undefined ? null : String(first).toLowerCase();
    case "contains":
      return first === null || first === undefined ? null : String(first).includes(String(second));
    case "startsWith":
      return first === null || first === undefined ? null : String(first).startsWith(String(second));
    case "within":
      return state.regions.some(
        (region) => region.code === first && (region.code === second || region.parent === second),
      );
    default:
      return null;
  }
}

function binary(operator: string, left: Result, later: () => Result): Result {
  if (operator === "&&") {
    return left === false ? false : left === true ? later() : later() === false ? false : null;
  }
  if (operator === "||") {
    return left === true ? true : later();
  }
  const right = later();
  if (operator === "==" || operator === "!=") {
    const same =
      Array.isArray(left) || left === null || right === null
        ? left === right
        : String(left) === String(right);
    return same === (operator === "==");
  }
  if (left === null || right === null) {
    return null;
  }
  if (operator === "in") {
    return Array.isArray(right) && right.includes(String(left));
  }
  const [a, b] = [Number(left), Number(right)];
  switch (operator) {
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
    case "-":
      return a - b;
    default:
      return a + b;
  }
}
