import { isMap, isScalar, isSeq, type Node, parseDocument, Scalar } from "yaml";

export type Path = readonly (string | number)[];

/** What stands under a path; empty when there is nothing or the text cannot be read. */
export function valueAt(text: string, path: Path): string {
  const node = parseDocument(text).getIn(path, true);
  return isScalar(node) && node.value !== null ? (node.source ?? String(node.value)) : "";
}

/** The single values of a list, such as the dimensions. */
export function listAt(text: string, path: Path): readonly string[] {
  const node = parseDocument(text).getIn(path, true);
  return isSeq(node) ? node.items.map((item) => (isScalar(item) ? String(item.value) : "")) : [];
}

/** How many entries a list has. */
export function sizeAt(text: string, path: Path): number {
  const node = parseDocument(text).getIn(path, true);
  return isSeq(node) ? node.items.length : 0;
}

/**
 * Returns the text with another value under a path and nothing else changed: comments, order and layout stay. An entry that is not
 * there is added; an empty value takes a top-level entry out.
 */
export function setValue(text: string, path: Path, value: string): string {
  const node = parseDocument(text).getIn(path, true) as Node | undefined;
  if (value === "" && path.length === 1) {
    return node === undefined ? text : withoutEntry(text, String(path[0]));
  }
  return node?.range
    ? splice(text, node, written(value, node))
    : added(text, path, written(value, undefined));
}

/** The same for a list of plain words. */
export function setList(text: string, path: Path, values: readonly string[]): string {
  const node = parseDocument(text).getIn(path, true) as Node | undefined;
  const list = `[${values.join(", ")}]`;
  return node?.range ? splice(text, node, list) : added(text, path, list);
}

/** Adds an entry, already written as YAML, to the end of a list of the top level. */
export function addItem(text: string, name: string, item: string): string {
  const node = parseDocument(text).getIn([name], true);
  if (isSeq(node) && node.range && node.items.length > 0 && !node.flow) {
    const at = node.range[1];
    const head = text.slice(0, at);
    return `${head}${head.endsWith("\n") ? "" : "\n"}  - ${item}\n${text.slice(at)}`;
  }
  return `${withoutEntry(text, name).replace(/\n*$/, "\n")}${name}:\n  - ${item}\n`;
}

function splice(text: string, node: Node, replacement: string): string {
  const [start, end] = node.range ?? [0, 0, 0];
  // A block ends with its line.
  const tail = text.slice(start, end).endsWith("\n") ? "\n" : "";
  // An entry without a value ends right behind its colon.
  const gap = start > 0 && text[start - 1] === ":" ? " " : "";
  return text.slice(0, start) + gap + replacement + tail + text.slice(end);
}

function added(text: string, path: Path, value: string): string {
  const [name, inner] = path;
  if (inner === undefined) {
    return `${text.replace(/\n*$/, "\n")}${name}: ${value}\n`;
  }
  const parent = parseDocument(text).getIn([name as string], true);
  if (isMap(parent) && parent.range && parent.flow) {
    const at = parent.range[0] + 1;
    const rest = parent.items.length === 0 ? " " : ",";
    return `${text.slice(0, at)} ${inner}: ${value}${rest}${text.slice(at)}`;
  }
  if (isMap(parent) && parent.range) {
    const at = parent.range[0];
    const indent = " ".repeat(at - (text.lastIndexOf("\n", at - 1) + 1));
    return `${text.slice(0, at)}${inner}: ${value}\n${indent}${text.slice(at)}`;
  }
  return `${withoutEntry(text, String(name)).replace(/\n*$/, "\n")}${name}: { ${inner}: ${value} }\n`;
}

function withoutEntry(text: string, name: string): string {
  const root = parseDocument(text).contents;
  const pair = isMap(root) ? root.items.find(({ key }) => isScalar(key) && key.value === name) : undefined;
  if (pair === undefined || !isScalar(pair.key) || !pair.key.range) {
    return text;
  }
  const value = pair.value as Node | null;
  const start = pair.key.range[0];
  const from = value?.range?.[1] ?? pair.key.range[1] + 1;
  const line = text[from - 1] === "\n" ? from : text.indexOf("\n", from) + 1;
  return text.slice(0, start) + (line === 0 ? "" : text.slice(line));
}

/** Writes a value as it was written before where it can be, else plain, else in quotes. */
export function written(value: string, before: Node | undefined): string {
  if (isScalar(before) && before.type === Scalar.QUOTE_DOUBLE) {
    return JSON.stringify(value);
  }
  if (value.includes("\n")) {
    return JSON.stringify(value);
  }
  const plain = /^[\p{L}\p{N}_(][^:#,[\]{}&*!|>'"%@`]*$/u.test(value) && value.trim() === value;
  if (plain && !(isScalar(before) && before.type === Scalar.QUOTE_SINGLE)) {
    return value;
  }
  return `'${value.replaceAll("'", "''")}'`;
}
