/** The part of CEL that conditions are made of, as a tree. */
export type Node =
  | Readonly<{ kind: "literal"; value: string | number | boolean | null; text: string }>
  | Readonly<{ kind: "path"; path: string }>
  | Readonly<{ kind: "call"; name: string; args: readonly Node[] }>
  | Readonly<{ kind: "list"; items: readonly Node[] }>
  | Readonly<{ kind: "binary"; operator: string; left: Node; right: Node }>
  | Readonly<{ kind: "not"; operand: Node }>;

type Token = Readonly<{ kind: "name" | "number" | "string" | "sign" | "end"; text: string }>;

const TOKEN =
  /\s*(?:(?<name>[A-Za-z_]\w*)|(?<number>\d+(?:\.\d+)?)|(?<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?<sign>&&|\|\||[=!<>]=|[<>!()[\],.+-]))/y;

/** Binary operators from the loosest to the tightest. */
const LEVELS: readonly (readonly string[])[] = [
  ["||"],
  ["&&"],
  ["==", "!=", "<", "<=", ">", ">=", "in"],
  ["+", "-"],
];

/** Reads a text; null when it is no CEL or uses more of it than conditions do. */
export function parseCel(text: string): Node | null {
  const tokens = tokenize(text);
  return tokens === null ? null : new Reader(tokens).all();
}

/** Writes a text literal. */
export function quote(text: string): string {
  return JSON.stringify(text);
}

function tokenize(text: string): readonly Token[] | null {
  const tokens: Token[] = [];
  const source = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const groups = TOKEN.exec(source)?.groups;
    if (!groups) {
      return null;
    }
    for (const kind of ["name", "number", "string", "sign"] as const) {
      const found = groups[kind];
      if (found !== undefined) {
        tokens.push({ kind, text: found });
      }
    }
  }
  return [...tokens, { kind: "end", text: "" }];
}

class Unreadable extends Error {}

class Reader {
  private position = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  all(): Node | null {
    try {
      const node = this.binary(0);
      return this.token.kind === "end" ? node : null;
    } catch (error) {
      if (error instanceof Unreadable) {
        return null;
      }
      throw error;
    }
  }

  private get token(): Token {
    return this.tokens[this.position] ?? { kind: "end", text: "" };
  }

  private binary(level: number): Node {
    const operators = LEVELS[level];
    if (operators === undefined) {
      return this.unary();
    }
    let left = this.binary(level + 1);
    while (this.token.kind !== "string" && operators.includes(this.token.text)) {
      const operator = this.next().text;
      left = { kind: "binary", operator, left, right: this.binary(level + 1) };
    }
    return left;
  }

  private unary(): Node {
    if (this.take("!")) {
      return { kind: "not", operand: this.unary() };
    }
    if (this.take("-")) {
      const { kind, text } = this.next();
      if (kind !== "number") {
        throw new Unreadable();
      }
      return { kind: "literal", value: -Number(text), text: `-${text}` };
    }
    let node = this.primary();
    while (this.take(".")) {
      const name = this.name();
      if (this.take("(")) {
        node = { kind: "call", name, args: [node, ...this.items(")")] };
      } else if (node.kind === "path") {
        node = { kind: "path", path: `${node.path}.${name}` };
      } else {
        throw new Unreadable();
      }
    }
    return node;
  }

  private primary(): Node {
    if (this.take("(")) {
      const node = this.binary(0);
      this.expect(")");
      return node;
    }
    if (this.take("[")) {
      return { kind: "list", items: this.items("]") };
    }
    const token = this.next();
    switch (token.kind) {
      case "number":
        return { kind: "literal", value: Number(token.text), text: token.text };
      case "string":
        return { kind: "literal", value: unquote(token.text), text: unquote(token.text) };
      case "name":
        if (token.text === "true" || token.text === "false" || token.text === "null") {
          return { kind: "literal", value: JSON.parse(token.text) as boolean | null, text: token.text };
        }
        return this.take("(")
          ? { kind: "call", name: token.text, args: this.items(")") }
          : { kind: "path", path: token.text };
      default:
        throw new Unreadable();
    }
  }

  private items(end: string): readonly Node[] {
    const items: Node[] = [];
    while (!this.take(end)) {
      if (items.length > 0) {
        this.expect(",");
      }
      items.push(this.binary(0));
    }
    return items;
  }

  private name(): string {
    const token = this.next();
    if (token.kind !== "name") {
      throw new Unreadable();
    }
    return token.text;
  }

  private next(): Token {
    const token = this.token;
    this.position++;
    return token;
  }

  private take(sign: string): boolean {
    if (this.token.kind === "sign" && this.token.text === sign) {
      this.position++;
      return true;
    }
    return false;
  }

  private expect(sign: string): void {
    if (!this.take(sign)) {
      throw new Unreadable();
    }
  }
}

function unquote(literal: string): string {
  const inner = literal.slice(1, -1).replace(/\\'/g, "'");
  try {
    return JSON.parse(`"${literal.startsWith("'") ? inner.replace(/(?<!\\)"/g, '\\"') : inner}"`) as string;
  } catch {
    throw new Unreadable();
  }
}
