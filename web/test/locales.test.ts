import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import en from "../src/locales/en";
import zh from "../src/locales/zh-CN";

const PLURAL = /_(zero|one|two|few|many|other)$/;
const SOURCES = resolve(import.meta.dirname, "../src");

/** Returns the leaves as `room.name` → text. */
function leaves(tree: object, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([name, value]: [string, unknown]) => {
    const key = path === "" ? name : `${path}.${name}`;
    return typeof value === "string" ? [[key, value] as [string, string]] : leaves(value as object, key);
  });
}

const keysOf = (tree: object) => new Set(leaves(tree).map(([key]) => key.replace(PLURAL, "")));

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name === "locales" ? [] : sources(path);
    }
    return /\.tsx?$/.test(entry.name) && !entry.name.includes(".test.") ? [readFileSync(path, "utf8")] : [];
  });
}

/** The keys the screens use; a template's hole becomes a wildcard. */
const used = [
  ...new Set(
    sources(SOURCES).flatMap((source) =>
      [...source.matchAll(/(?:\bt\(\s*|\bi18nKey=|\bkey: )["`]([a-z]\w*\.[^"`]+)["`]/g)].map(
        (match) => match[1] as string,
      ),
    ),
  ),
];

test("Chinese and English have the same keys", () => {
  // The server's own sentences are English; only Chinese needs its error codes.
  const { errors: _chineseErrors, ...chinese } = zh;
  const { errors: _englishErrors, ...english } = en;
  expect([...keysOf(chinese)].sort()).toEqual([...keysOf(english)].sort());
});

test("every error code of the server has a Chinese sentence", () => {
  const codes = errorEnums(resolve(SOURCES, "../../application/src/main/java")).flatMap((source) =>
    [...source.matchAll(/^ {4}([A-Z][A-Z_]+)\(/gm)].map((match) => match[1] as string),
  );
  expect(codes.length).toBeGreaterThan(0);
  expect([...new Set(codes)].filter((code) => !(code in zh.errors)).sort()).toEqual([]);
});

function errorEnums(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("Error.java"))
    .map((file) => readFileSync(join(folder, file), "utf8"));
}

test("every text says something and fills the same places in both languages", () => {
  const holes = (text: string) => [...text.matchAll(/\{\{(\w+)/g)].map((match) => match[1]).sort();
  const english = new Map(leaves(en));
  for (const [key, text] of leaves(zh)) {
    expect(text.trim(), key).not.toBe("");
    const other = english.get(key);
    if (other !== undefined) {
      expect(new Set(holes(other)), key).toEqual(new Set(holes(text)));
    }
  }
});

test("every key the screens use has a text", () => {
  const keys = keysOf(zh);
  expect(used.length).toBeGreaterThan(20);
  const missing = used.filter((key) => ![...keys].some((k) => pattern(key).test(k)));
  expect(missing).toEqual([]);
});

test("every text is used by a screen", () => {
  const patterns = used.map(pattern);
  const unused = [...keysOf(zh)].filter((key) => !patterns.some((p) => p.test(key)));
  expect(unused).toEqual([]);
});

function pattern(key: string): RegExp {
  const parts = key.split(/\$\{[^}]*\}/).map((part) => part.replace(/[.*+?^$()|[\]\\]/g, "\\$&"));
  // A key may name a whole group of texts.
  return new RegExp(`^${parts.join("[^.]+")}(\\..*)?$`);
}
