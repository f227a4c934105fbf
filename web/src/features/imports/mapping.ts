import type { ImportTarget, Issue, Mapping } from "@/shared/api/types";

type TargetField = ImportTarget["fields"][number];

/** How sure it is that a column means a field: its heading is the field's own name, or it was taken for it. */
export type Confidence = "certain" | "likely";

export function confidenceOf(column: string, field: TargetField): Confidence {
  return namesOf(field).includes(plain(column)) ? "certain" : "likely";
}

/** Maps one column; a field another column had is taken from it, and what no column fills is no longer matched by. */
export function mapColumn(mapping: Mapping, index: number, field: string | null): Mapping {
  const columns = mapping.columns.map((column) =>
    column.index === index
      ? { ...column, field }
      : field !== null && column.field === field
        ? { ...column, field: null }
        : column,
  );
  const mapped = new Set(columns.map((column) => column.field));
  return { ...mapping, columns, match: mapping.match.filter((path) => mapped.has(path)) };
}

/** The fields that must have a value and that no column fills. */
export function missingFields(target: ImportTarget, mapping: Mapping): readonly TargetField[] {
  const mapped = new Set(mapping.columns.map((column) => column.field));
  return mapping.mode === "update"
    ? []
    : target.fields.filter(({ path, required }) => required && !mapped.has(path));
}

export type Setting = "target" | "mode" | "match" | "dateFormat" | "decimal" | "zone" | "currency";
const SETTINGS: readonly Setting[] = ["target", "mode", "match", "dateFormat", "decimal", "zone", "currency"];

/** A mapping's problems at the places they are about. */
export type MappingProblems = Readonly<{
  columns: ReadonlyMap<number, readonly Issue[]>;
  settings: ReadonlyMap<Setting, readonly Issue[]>;
  others: readonly Issue[];
}>;

/** Sorts the server's issues by the columns (by their place in the file) and settings of the mapping they are about. */
export function problemsOf(issues: readonly Issue[], mapping: Mapping): MappingProblems {
  const columns = new Map<number, Issue[]>();
  const settings = new Map<Setting, Issue[]>();
  const others: Issue[] = [];
  for (const issue of issues) {
    const place = /^columns\[(\d+)\]/.exec(issue.path)?.[1];
    const column = place === undefined ? undefined : mapping.columns[Number(place)];
    const setting = SETTINGS.find((name) => issue.path.startsWith(name));
    if (column !== undefined) {
      columns.set(column.index, [...(columns.get(column.index) ?? []), issue]);
    } else if (setting !== undefined) {
      settings.set(setting, [...(settings.get(setting) ?? []), issue]);
    } else {
      others.push(issue);
    }
  }
  return { columns, settings, others };
}

/** What the cells of a column look like. */
export type Look = Readonly<{
  kind: "empty" | "number" | "date" | "boolean" | "text";
  pattern: string | null;
}>;

const DATES: readonly (readonly [RegExp, string])[] = [
  [/^\d{4}-\d{1,2}-\d{1,2}/, "yyyy-MM-dd"],
  [/^\d{4}\/\d{1,2}\/\d{1,2}/, "yyyy/M/d"],
  [/^\d{4}年\d{1,2}月\d{1,2}日/, "yyyy年M月d日"],
  [/^\d{4}\.\d{1,2}\.\d{1,2}$/, "yyyy.M.d"],
  [/^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])$/, "yyyyMMdd"],
  [/^\d{1,2}\/\d{1,2}\/\d{2,4}/, "d/M/yyyy"],
  [/^\d{1,2}-\d{1,2}-\d{4}/, "d-M-yyyy"],
];
const TIME = /\d{1,2}:\d{2}(:\d{2})?/;
const NUMBER = /^[-+(]?\s*[¥￥$€£]?\s*[-+]?\d[\d\s.,']*%?\)?$/;
const BOOLEAN = /^(?:true|false|yes|no|y|n|是|否)$/i;

export function lookOf(cells: readonly string[]): Look {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== "");
  const all = (pattern: RegExp) => filled.every((cell) => pattern.test(cell));
  if (filled.length === 0) {
    return { kind: "empty", pattern: null };
  }
  const date = DATES.find(([pattern]) => all(pattern));
  if (date !== undefined) {
    const time = filled.some((cell) => TIME.test(cell));
    const monthFirst = date[1].startsWith("d") && filled.some((cell) => Number(cell.split(/[/-]/)[1]) > 12);
    const pattern = monthFirst ? date[1].replace("d", "M").replace(/M(?=[/-]y)/, "d") : date[1];
    return { kind: "date", pattern: time ? `${pattern} H:mm` : pattern };
  }
  if (all(NUMBER)) {
    return { kind: "number", pattern: null };
  }
  return { kind: all(BOOLEAN) ? "boolean" : "text", pattern: null };
}

/** What a field is called, each way without what people write differently. */
export function namesOf({ path, labels }: TargetField): readonly string[] {
  const last = path.split(".").at(-1) ?? path;
  const [zh, en] = [labels.zh, labels.en].map((label) => label.split(/[·›/]/).at(-1) ?? label);
  return [path, last, labels.zh, labels.en, zh ?? "", en ?? ""].map(plain);
}

/** A name without what people write differently: case, spaces, underscores, brackets. */
export function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_\-.·()（）]/g, "");
}
