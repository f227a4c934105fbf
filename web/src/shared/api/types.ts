/** The types of docs/api.md. */

import type { ChartKindId } from "../charts/kinds";

export type Language = "zh-CN" | "en";

/** A text in both languages of the product. */
export type Labels = Readonly<{ zh: string; en: string }>;

export type Role = "administrator" | "member" | "read_only";
export type Company = Readonly<{ name: string; zone: string; currency: string; language: Language }>;
export type Settings = Company &
  Readonly<{ churnWindowDays: number; level: number; solidPoints: number; solidPart: number }>;
export type SessionUser = Readonly<{ id: number; name: string; displayName: string; role: Role }>;
export type Session = Readonly<{
  state: "setup" | "signed_out" | "signed_in";
  user: SessionUser | null;
  company: Company | null;
}>;
export type User = SessionUser & Readonly<{ active: boolean; lastSeenAt: string | null }>;
export type Token = Readonly<{ id: number; label: string; createdAt: string; lastUsedAt: string | null }>;
export type NewToken = Readonly<{ id: number; label: string; token: string }>;

export type FieldType =
  | "text"
  | "long_text"
  | "number"
  | "money"
  | "percent"
  | "boolean"
  | "date"
  | "datetime"
  | "select"
  | "multi_select"
  | "reference"
  | "email"
  | "phone"
  | "url"
  | "region";

export type Option = Readonly<{ value: string; labels: Labels }>;

export type Field = Readonly<{
  name: string;
  type: FieldType;
  labels: Labels;
  required: boolean;
  unique: boolean;
  match: boolean;
  indexed: boolean;
  searchable: boolean;
  target: string | null;
  /** What a new record has that says nothing about the field, as text. */
  defaultValue?: string | null;
  options: readonly Option[];
  decimals: number;
  system: boolean;
}>;

/** The part of the work an object belongs to. */
export type Area = "customers" | "sales" | "service" | "marketing" | "operations";

export type ObjectType = Readonly<{
  name: string;
  labels: Labels;
  plural: Labels;
  area: Area;
  displayFields: readonly string[];
  timeField: string | null;
  listFields: readonly string[];
  keys: readonly (readonly string[])[];
  fields: readonly Field[];
}>;

export type Money = Readonly<{ amount: string; currency: string }>;
export type Value = string | number | boolean | Money | readonly string[] | null;
export type Values = Readonly<Record<string, Value>>;
export type Link = Readonly<{ object: string; id: number; label: string }>;

/** One record; the fields of its object stand in `values`, the names of what it refers to in `links`. */
export type RecordItem = Readonly<{
  id: number;
  version: number;
  label: string;
  createdAt: string;
  createdBy: string;
  updatedAt: string;
  updatedBy: string;
  importId: number | null;
  values: Values;
  links: Readonly<Record<string, Link>>;
}>;

/** `capped` says that there are at least so many. */
export type Count = Readonly<{ value: number; capped: boolean }>;
export type Page<T> = Readonly<{ items: readonly T[]; next: string | null }>;
export type RecordPage = Page<RecordItem> & Readonly<{ count: Count | null }>;

export type RecordQuery = Readonly<{
  filter?: string | undefined;
  search?: string | undefined;
  sort?: string | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
  count?: "none" | "capped" | "exact" | undefined;
}>;

export type FieldChange = Readonly<{ field: string; from: Value; to: Value }>;
export type HistoryEntry = Readonly<{
  at: string;
  by: string;
  kind: "created" | "updated" | "deleted" | "restored";
  importId: number | null;
  changes: readonly FieldChange[];
}>;
export type TimelineEntry = Readonly<{
  object: string;
  id: number;
  at: string | null;
  label: string;
  values: Values;
}>;
export type SearchHit = Readonly<{ object: string; id: number; label: string; detail: string | null }>;
export type View = Readonly<{
  id: number;
  name: string;
  columns: readonly string[];
  filter: string | null;
  sort: string | null;
}>;
export type Region = Readonly<{ code: string; zh: string; en: string; parent: string | null }>;

/** One thing wrong with an input; `line` and `column` (from 1) only where the trouble lies in a text. */
export type Issue = Readonly<{
  path: string;
  code: string;
  message: string;
  arguments: readonly string[];
  line?: number | null;
  column?: number | null;
}>;

// Imports

export type ImportTarget = Readonly<{
  name: string;
  labels: Labels;
  objects: readonly string[];
  fields: readonly Readonly<{
    path: string;
    labels: Labels;
    type: FieldType;
    required: boolean;
    keys: boolean;
  }>[];
}>;
export type ImportMode = "create" | "upsert" | "update";
export type MappedColumn = Readonly<{ column: string; index: number; field: string | null }>;
export type Mapping = Readonly<{
  target: string;
  mode: ImportMode;
  match: readonly string[];
  columns: readonly MappedColumn[];
  dateFormat: string | null;
  decimal: "." | "," | null;
  zone: string | null;
  currency: string | null;
}>;
export type ImportReject = Readonly<{
  line: number;
  column: string | null;
  value: string | null;
  code: string;
  reason: string;
}>;
export type ImportOutcome = Readonly<{
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  seconds: number;
  objects: Readonly<Record<string, Readonly<{ created: number; updated: number; unchanged: number }>>>;
  /** How often something was set right or is worth a look, by code. */
  warnings?: Readonly<Record<string, number>>;
  rejects: readonly ImportReject[];
}>;
export type ImportState =
  | "uploaded"
  | "checking"
  | "checked"
  | "running"
  | "cancelling"
  | "cancelled"
  | "done"
  | "failed";
export type Import = Readonly<{
  id: number;
  fileName: string;
  size: number;
  state: ImportState;
  format: Readonly<{
    kind: "csv" | "xlsx";
    encoding: string | null;
    delimiter: string | null;
    gzip: boolean;
    sheet: string | null;
  }>;
  header: readonly string[];
  sample: readonly (readonly string[])[];
  mapping: Mapping | null;
  progress: Readonly<{ phase: string; done: number; total: number | null }> | null;
  check: ImportOutcome | null;
  result: ImportOutcome | null;
  problem: Issue | null;
  createdAt: string;
  createdBy: string;
}>;

// Metrics and boards

export type Unit =
  | "count"
  | "money"
  | "percent"
  | "points"
  | "hours"
  | "days"
  | "months"
  | "ratio"
  | "years"
  | "per_year";
export type Grain = "day" | "week" | "month" | "quarter" | "year";
export type CellState = "solid" | "thin" | "too_few";
/** `to` is exclusive. */
export type Period = Readonly<{ from: string; to: string }>;
export type MetricDefinition = Readonly<{
  id: string;
  version: number;
  labels: Labels;
  description: Labels;
  falls: Labels;
  kind: "result" | "process";
  stage: string;
  unit: Unit;
  direction: "up" | "down";
  /** What it counts; null for a formula of other metrics. */
  object: string | null;
  interval: string | null;
  minimum: number | null;
  dimensions: readonly Readonly<{ path: string; labels: Labels; type: FieldType }>[];
  formula: Labels;
}>;
export type MetricQuery = Readonly<{
  metrics: readonly string[];
  by: readonly string[];
  grain: Grain | null;
  period: Period;
  filter: string | null;
  currency: string | null;
  compare: boolean;
}>;
export type Cell = Readonly<{
  time: string | null;
  /** False for a step that has not ended or that the period cuts; it is not compared. */
  complete: boolean;
  dimensions: Readonly<Record<string, Value>>;
  labels: Readonly<Record<string, string>>;
  value: number | null;
  n: number;
  numerator: number | null;
  denominator: number | null;
  low: number | null;
  high: number | null;
  state: CellState;
  previous: Readonly<{
    value: number | null;
    n: number;
    low: number | null;
    high: number | null;
    state: CellState;
  }> | null;
  change: Readonly<{ value: number; low: number | null; high: number | null; beyondNoise: boolean }> | null;
  /** What it should reach; null when nobody has set a target for it. */
  goal: Readonly<{
    target: number | null;
    redLine: number | null;
    met: Verdict | null;
    clear: Verdict | null;
  }> | null;
}>;
/** How a number stands to a line; open = its interval holds the line. */
export type Verdict = "met" | "open" | "missed";
export type MetricTarget = Readonly<{
  id: number;
  metric: string;
  dimension: string | null;
  value: string | null;
  grain: Grain;
  since: string;
  target: number | null;
  redLine: number | null;
  note: string;
  setBy: string;
  setAt: string;
}>;
export type MetricResult = Readonly<{
  metric: string;
  version: number;
  unit: Unit;
  currency: string | null;
  sql: string;
  truncated: boolean;
  cells: readonly Cell[];
}>;
export type MetricAnswer = Readonly<{
  asOf: string;
  period: Period;
  previousPeriod: Period | null;
  results: readonly MetricResult[];
}>;
export type MetricWhyQuery = Readonly<{
  metric: string;
  by: readonly string[];
  period: Period;
  filter: string | null;
  currency: string | null;
}>;
export type WhyPart = Readonly<{
  value: Value;
  label: string | null;
  before: number | null;
  after: number | null;
  nBefore: number;
  n: number;
  /** What the part did to the whole: rate + mix + entered + left. */
  effect: number;
  rate: number;
  mix: number;
  entered: number;
  left: number;
  standardError: number;
  noise: boolean;
}>;
export type WhyDimension = Readonly<{
  path: string;
  /** How much of the movement is parts that did not move as the whole did, beyond noise; 0 to 1. */
  explained: number;
  reversal: boolean;
  parts: readonly WhyPart[];
  rest: number;
  restEffect: number;
}>;
export type MetricWhy = Readonly<{
  asOf: string;
  metric: string;
  unit: Unit;
  currency: string | null;
  period: Period;
  previous: Period;
  before: number | null;
  after: number | null;
  change: Cell["change"];
  dimensions: readonly WhyDimension[];
}>;
export type MetricRowsQuery = Readonly<{
  metric: string;
  period: Period;
  filter: string | null;
  currency: string | null;
  time: string | null;
  grain: Grain | null;
  dimensions: Readonly<Record<string, Value>>;
  side: "counted" | "left_out";
  reason: string | null;
  limit: number;
  cursor: string | null;
}>;
export type MetricRow = Readonly<{
  id: number;
  label: string;
  values: Values;
  counted: boolean;
  /** Whether a unit of a share is among those whose share it is; null for what is no share. */
  numerator: boolean | null;
  /** Why it was left out. */
  reason: string | null;
}>;
export type MetricRows = Page<MetricRow> &
  Readonly<{
    object: string;
    counted: number;
    leftOut: readonly Readonly<{ reason: string; text: Labels; n: number }>[];
  }>;
export type BoardSource = "ready" | "own" | "shared";
export type BoardAccess = "view" | "edit" | "own";
export type BoardSummary = Readonly<{
  id: string;
  labels: Labels;
  area: Area | null;
  source: BoardSource;
  access: BoardAccess;
  owner: string | null;
  updatedAt: string | null;
}>;
/** The last so many whole steps. */
export type Span = Readonly<{ grain: Grain; steps: number }>;
/** Values of a dimension; none = all. */
export type Limit = Readonly<{ path: string; labels?: Labels; values: readonly Value[] }>;
/** Where a tile lies on the twelve columns of a board. */
export type Layout = Readonly<{ x: number; y: number; w: number; h: number }>;
export type Tile = Readonly<{
  id: string;
  kind: ChartKindId;
  /** Null = made of what it shows. */
  labels?: Labels;
  metrics: readonly string[];
  by: readonly string[];
  grain?: Grain;
  filter?: string;
  period?: Span;
  compare?: boolean;
  target?: number;
  redline?: number;
  options: Readonly<Record<string, Value>>;
  layout: Layout;
  text?: Labels;
}>;
export type BoardDefinition = Readonly<{
  labels: Labels;
  area?: Area;
  period: Span;
  filters: readonly Limit[];
  tiles: readonly Tile[];
}>;
export type ShareWith = "everyone" | Role;
export type Share = Readonly<{ who: ShareWith; access: "view" | "edit" }>;
export type Board = Readonly<{
  id: string;
  source: BoardSource;
  access: BoardAccess;
  definition: BoardDefinition;
  version: number;
  owner: string | null;
  updatedAt: string | null;
  updatedBy: string | null;
  shares: readonly Share[];
}>;
/** What of a board is looked at. */
export type Look = Readonly<{
  period: Span | Period | null;
  grain: Grain | null;
  filter: string | null;
  limits: readonly Limit[];
  tiles?: readonly string[];
}>;
/** problem+json as part of an answer. */
export type ProblemJson = Readonly<{
  status: number;
  code: string;
  detail: string;
  issues: readonly Issue[];
}>;
export type TileAnswer = Readonly<{
  tile: string;
  period: Period;
  /** The step of what it shows over time. */
  grain: Grain;
  /** All that limits a metric, as an expression; a metric without is not limited. */
  filters: Readonly<Record<string, string>>;
  /** Limits of the board that do not hold here: what is counted does not have them. */
  notLimitedBy: readonly string[];
  /** One list for each question of its kind. */
  answers: readonly (readonly MetricResult[])[];
  /** Why a metric is not among them. */
  problems: Readonly<Record<string, ProblemJson>>;
}>;
export type BoardAnswer = Readonly<{
  asOf: string | null;
  projection: ProjectionStatus["state"];
  tiles: readonly TileAnswer[];
}>;
export type Embed = Readonly<{
  id: number;
  label: string;
  filters: readonly Limit[];
  createdAt: string;
  createdBy: string;
  expiresAt: string | null;
}>;
export type ProjectionStatus = Readonly<{
  state: "current" | "loading" | "behind";
  asOf: string | null;
  progress: number | null;
}>;
