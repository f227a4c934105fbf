// Fails the build when a page that people wait for has grown too heavy: what the browser must load before it can be used.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";

const STATIC = resolve(import.meta.dirname, "../target/classes/static");
const START = "src/locales/zh-CN/start.ts";
const ALL = "src/locales/zh-CN/index.ts";
const PAGES = [
  { page: "login", limit: 150, parts: ["index.html", START, "src/features/session/LoginPage.tsx"] },
  { page: "setup", limit: 150, parts: ["index.html", START, "src/features/session/SetupPage.tsx"] },
  { page: "shell", limit: 450, parts: ["index.html", ALL, "src/features/shell/Shell.tsx"] },
  {
    page: "list",
    limit: 450,
    parts: ["index.html", ALL, "src/features/shell/Shell.tsx", "src/features/records/ListPage.tsx"],
  },
];

const manifest = JSON.parse(readFileSync(resolve(STATIC, "manifest.json"), "utf8"));

/** Adds the files of a part and of all it imports at once. */
function collect(part, files) {
  const chunk = manifest[part];
  if (chunk === undefined) {
    throw new Error(`The build has no part ${part}.`);
  }
  for (const file of [chunk.file, ...(chunk.css ?? [])]) {
    files.add(file);
  }
  for (const imported of chunk.imports ?? []) {
    if (!files.has(manifest[imported].file)) {
      collect(imported, files);
    }
  }
  return files;
}

let failed = false;
for (const { page, limit, parts } of PAGES) {
  const files = parts.reduce((all, part) => collect(part, all), new Set(["index.html", "boot.js"]));
  const bytes = [...files].reduce(
    (sum, file) => sum + gzipSync(readFileSync(resolve(STATIC, file))).length,
    0,
  );
  const size = bytes / 1000;
  failed ||= size > limit;
  process.stdout.write(
    `${page}: ${size.toFixed(1)} kB of ${limit} kB compressed${size > limit ? ": too heavy" : ""}\n`,
  );
}
process.exitCode = failed ? 1 : 0;
