import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "yaml";
import type {
  Board,
  BoardDefinition,
  Cell,
  CellState,
  Field,
  Grain,
  Look,
  MetricDefinition,
  MetricQuery,
  MetricResult,
  MetricRowsQuery,
  Period,
  Tile,
  TileAnswer,
  Value,
} from "../../src/shared/api/types";
import { addSteps, periodOf, startOf } from "../../src/shared/format/period.ts";
import { matcher } from "./filter.ts";
import { issue, Refusal, type Route } from "./http.ts";
import { type MockState, seeded } from "./state.ts";

type LeaveOut = { reason: string; zh: string; en: string };
type Definition = Omit<MetricDefinition, "id" | "object" | "dimensions"> & {
  metric: string;
  counts?: string;
  dimensions: string[];
  leave_out?: LeaveOut[];
};
type Metric = MetricDefinition & { leaveOut: readonly LeaveOut[] };
type TileFile = Pick<Tile, "id" | "kind" | "grain"> & {
  metric?: string;
  metrics?: string[];
  by?: string | string[];
  width?: number;
  layout?: Tile["layout"];
  text?: Tile["text"];
  zh?: string;
  en?: string;
};
type BoardFile = Pick<BoardDefinition, "labels" | "period" | "area"> & { board: string; tiles: TileFile[] };

const RESOURCES = resolve(import.meta.dirname, "../../../application/src/main/resources");

function readAll<T>(folder: string): readonly T[] {
  const path = resolve(RESOURCES, folder);
  return existsSync(path)
    ? readdirSync(path)
        .filter((file) => file.endsWith(".yaml"))
        .map((file) => parse(readFileSync(resolve(path, file), "utf8")) as T)
    : [];
}

/** What a metric of the demo company looks like: its size, how much it grows in a year, how many stand behind it each month. */
const SHAPES: Readonly<Record<string, readonly [value: number, growth: number, perMonth: number]>> = {
  revenue: [386_000, 0.18, 1240],
  item_revenue: [402_000, 0.18, 2100],
  orders: [1240, 0.15, 1240],
  active_customers: [960, 0.12, 960],
  customers: [4200, 0.2, 4200],
  aov: [312, 0.03, 1240],
  csat: [0.842, -0.05, 210],
  nps: [31.5, 0.2, 95],
  repurchase_rate: [0.386, 0.06, 960],
  clv_simple: [2860, 0.04, 960],
  churn_rate: [0.083, 0.12, 820],
  retention_rate: [0.914, -0.01, 820],
  purchase_frequency: [3.4, 0.05, 960],
  customer_lifespan: [2.6, 0.01, 640],
  repurchase_cycle: [46, -0.06, 410],
};
const SEASON = [1.12, 0.82, 0.95, 0.98, 1.02, 1.1, 0.96, 0.94, 1.03, 1.06, 1.34, 1.2];
const ADDITIVE = ["revenue", "item_revenue", "orders", "active_customers"];

export function metricRoutes(state: MockState): readonly Route[] {
  const metrics = readAll<Definition>("metrics").map((file) => toMetric(state, file));
  const boards = readAll<BoardFile>("boards")
    .map(toBoard)
    .toSorted((a, b) => Number(b.id === "customers") - Number(a.id === "customers"));
  const metricOf = (id: string) => {
    const metric = metrics.find((candidate) => candidate.id === id);
    if (!metric) {
      throw new Refusal(404, "UNKNOWN_METRIC", `There is no metric ${id}.`);
    }
    return metric;
  };
  const asOf = () => new Date(Date.now() - 4_000).toISOString();
  const tileAnswer = (tile: Tile, period: Period, look: Look): TileAnswer => {
    const grain = look.grain ?? tile.grain ?? "month";
    const ask = (by: readonly string[], step: Grain | null) =>
      tile.metrics.map((id) =>
        answer(
          state,
          metricOf(id),
          { metrics: [id], by, grain: step, period, filter: null, currency: null, compare: by.length === 0 },
          hasOrders(),
        ),
      );
    const overTime = tile.kind === "trend" || tile.kind === "control";
    return {
      tile: tile.id,
      period,
      grain,
      filters: {},
      notLimitedBy: [],
      answers:
        tile.kind === "number"
          ? [ask([], null), ask([], grain)]
          : [ask(tile.by, overTime ? grain : null), ask([], null)],
      problems: {},
    };
  };
  const hasOrders = () => (state.records.get("order")?.size ?? 0) > 0;
  return [
    ["GET", "/metrics", () => metrics.map(({ leaveOut: _leaveOut, ...metric }) => metric)],
    [
      "GET",
      "/boards",
      () =>
        boards.map(({ id, source, access, owner, updatedAt, definition: { labels, area = null } }) => ({
          id,
          labels,
          area,
          source,
          access,
          owner,
          updatedAt,
        })),
    ],
    ["GET", "/boards/:id", (call) => boards.find(({ id }) => id === call.params.id) ?? missing()],
    [
      "POST",
      "/boards/:id/answers",
      async (call) => {
        const look = await call.json<Look>();
        const board = boards.find(({ id }) => id === call.params.id) ?? missing();
        const { period, tiles } = board.definition;
        const asked = tiles.filter(({ id }) => look.tiles?.includes(id) ?? true);
        return {
          asOf: asOf(),
          projection: "current",
          tiles: asked.map((tile) => tileAnswer(tile, periodOfLook(look, period), look)),
        };
      },
    ],
    ["GET", "/projection", () => ({ state: "current", asOf: asOf(), progress: null })],
    [
      "POST",
      "/metrics/query",
      async (call) => {
        const query = await call.json<MetricQuery>();
        return {
          asOf: asOf(),
          period: query.period,
          previousPeriod: query.compare ? before(query.period) : null,
          results: query.metrics.map((id) => answer(state, metricOf(id), query, hasOrders())),
        };
      },
    ],
    [
      "POST",
      "/metrics/rows",
      async (call) => {
        const query = await call.json<MetricRowsQuery>();
        const metric = metricOf(query.metric);
        const object = state.objects.find(
          (type) => type.name === metric.object,
        ) as (typeof state.objects)[number];
        const keep = matcher(state, object, query.filter);
        const all = [...(state.records.get(object.name)?.values() ?? [])]
          .filter((stored) => !stored.deleted && keep(stored.record))
          .map((stored) => stored.record);
        const out = all.filter((record) => record.id % 9 === 0);
        const leftOut = metric.leaveOut.map(({ reason, zh, en }, index) => ({
          reason,
          text: { zh, en },
          n: out.filter((record) => record.id % metric.leaveOut.length === index).length,
        }));
        const place = metric.leaveOut.findIndex(({ reason }) => reason === query.reason);
        const shown =
          query.side === "counted"
            ? all.filter((record) => record.id % 9 !== 0)
            : out.filter((record) => place < 0 || record.id % metric.leaveOut.length === place);
        const from = Number(query.cursor ?? 0);
        return {
          object: object.name,
          items: shown.slice(from, from + query.limit).map(({ id, label, values }) => ({
            id,
            label,
            values,
            counted: query.side === "counted",
            numerator: metric.unit === "percent" && query.side === "counted" ? id % 6 !== 0 : null,
            reason:
              query.side === "counted"
                ? null
                : (metric.leaveOut[id % metric.leaveOut.length]?.reason ?? null),
          })),
          next: from + query.limit < shown.length ? String(from + query.limit) : null,
          counted: all.length - out.length,
          leftOut: leftOut.filter(({ n }) => n > 0),
        };
      },
    ],
  ];
}

function missing(): never {
  throw new Refusal(404, "UNKNOWN_BOARD", "There is no such board.");
}

function periodOfLook({ period }: Look, usual: BoardDefinition["period"]): Period {
  if (period !== null && "from" in period) {
    return period;
  }
  return periodOf({ kind: "last", ...(period ?? usual) }, new Date().toISOString().slice(0, 10));
}

function toBoard({ board, labels, period, area, tiles }: BoardFile): Board {
  let y = 0;
  return {
    id: board,
    source: "ready",
    access: "view",
    version: 0,
    owner: null,
    updatedAt: null,
    updatedBy: null,
    shares: [],
    definition: {
      labels,
      ...(area ? { area } : {}),
      period,
      filters: [],
      tiles: tiles.map(({ id, kind, grain, text, zh, en, ...tile }) => {
        const layout = tile.layout ?? { x: 0, y, w: 12, h: kind === "number" ? 3 : 7 };
        y = layout.y + layout.h;
        return {
          id,
          kind,
          metrics: tile.metrics ?? (tile.metric === undefined ? [] : [tile.metric]),
          by: typeof tile.by === "string" ? [tile.by] : (tile.by ?? []),
          ...(grain ? { grain } : {}),
          ...(text ? { text } : {}),
          ...(zh && en ? { labels: { zh, en } } : {}),
          options: {},
          layout,
        };
      }),
    },
  };
}

function toMetric(state: MockState, file: Definition): Metric {
  const object = file.counts ?? "order";
  return {
    id: file.metric,
    version: file.version,
    labels: file.labels,
    description: file.description,
    falls: file.falls,
    kind: file.kind,
    stage: file.stage,
    unit: file.unit,
    direction: file.direction,
    object: file.counts ?? null,
    interval: file.interval,
    minimum: file.minimum,
    formula: file.formula,
    dimensions: file.dimensions.map((path) => {
      const fields = fieldsOn(state, object, path);
      const labels = fields.map(({ labels: names }) => names);
      return {
        path,
        labels: { zh: labels.map(({ zh }) => zh).join(" · "), en: labels.map(({ en }) => en).join(" · ") },
        type: fields.at(-1)?.type ?? "text",
      };
    }),
    leaveOut: file.leave_out ?? [],
  };
}

function fieldsOn(state: MockState, object: string, path: string): readonly Field[] {
  let at: string | null = object;
  return path.split(".").flatMap((name) => {
    const field: Field | undefined = state.objects
      .find((type) => type.name === at)
      ?.fields.find((candidate) => candidate.name === name);
    at = field?.target ?? null;
    return field ? [field] : [];
  });
}

function answer(state: MockState, metric: Metric, query: MetricQuery, full: boolean): MetricResult {
  const type = state.objects.find(({ name }) => name === metric.object);
  if (type) {
    matcher(state, type, query.filter);
  }
  const unknown = query.by.find((path) => !metric.dimensions.some((dimension) => dimension.path === path));
  if (unknown !== undefined) {
    throw new Refusal(422, "UNKNOWN_DIMENSION", `${metric.id} has no ${unknown}.`, [
      issue("by", "UNKNOWN_DIMENSION", `${metric.labels.en} cannot be shown by "${unknown}".`, {
        arguments: [metric.labels.zh, unknown, ""],
      }),
    ]);
  }
  const places = query.by.length === 0 ? [null] : valuesOf(state, metric, query.by[0] as string);
  const share = query.filter === null ? 1 : 0.31;
  const cells = steps(query).flatMap((step) =>
    places.map((value, index) =>
      cell(
        metric,
        query,
        step,
        value,
        (share * weight(index, places.length)) / (full ? 1 : Number.POSITIVE_INFINITY),
      ),
    ),
  );
  return {
    metric: metric.id,
    version: metric.version,
    unit: metric.unit,
    currency: metric.unit === "money" ? (state.company?.currency ?? "CNY") : null,
    sql: `select\n  count(*) filter (where status in ('paid', 'shipped', 'completed')) as n,\n  sum(amount) as value\nfrom records."${metric.object}"\nwhere ordered_at__day >= date '${query.period.from}'\n  and ordered_at__day < date '${query.period.to}'`,
    truncated: false,
    cells: full ? cells : query.grain === null ? cells.slice(0, query.by.length === 0 ? 1 : 0) : cells,
  };
}

type Step = Readonly<{ time: string | null; period: Period }>;

function steps({ grain, period }: MetricQuery): readonly Step[] {
  if (grain === null) {
    return [{ time: null, period }];
  }
  const found: Step[] = [];
  for (let at = startOf(grain, period.from); at < period.to; at = addSteps(grain, at, 1)) {
    found.push({ time: at, period: { from: at, to: addSteps(grain as Grain, at, 1) } });
  }
  return found;
}

function valuesOf(state: MockState, metric: Metric, path: string): readonly Value[] {
  const field = fieldsOn(state, metric.object ?? "order", path).at(-1);
  if (field?.type === "region") {
    return [...state.regions.filter(({ code }) => code.length > 2).map(({ code }) => code), null];
  }
  if (field?.type === "select") {
    return [...field.options.map(({ value }) => value), null];
  }
  if (field?.type === "boolean") {
    return [true, false];
  }
  return path.endsWith("store")
    ? ["南京西路店", "湖滨店", "天河城店", null]
    : ["食品", "厨房", "服装", "家电", "家居"];
}

function weight(index: number, count: number): number {
  return count === 1 ? 1 : 0.42 * 0.66 ** index;
}

function cell(metric: Metric, query: MetricQuery, { time, period }: Step, value: Value, share: number): Cell {
  const by = query.by[0];
  const now = measure(metric, period, String(value), share);
  const then = measure(metric, before(period), String(value), share);
  const bare = (m: Measured) => ({ value: m.value, n: m.n, low: m.low, high: m.high, state: m.state });
  const half = (m: Measured) => ((m.high ?? 0) - (m.low ?? 0)) / 2;
  const difference = (now.value ?? 0) - (then.value ?? 0);
  const noise = Math.hypot(half(now), half(then));
  return {
    time,
    complete: Date.parse(period.to) <= Date.now(),
    dimensions: by === undefined ? {} : { [by]: value },
    labels: {},
    ...bare(now),
    numerator: metric.unit === "percent" && now.value !== null ? Math.round(now.value * now.n) : null,
    denominator: metric.unit === "percent" && now.n > 0 ? now.n : null,
    previous: query.compare && then.n > 0 ? bare(then) : null,
    change:
      query.compare && now.value !== null && then.value !== null
        ? {
            value: difference,
            low: difference - noise,
            high: difference + noise,
            beyondNoise: Math.abs(difference) > noise,
          }
        : null,
    goal: null,
  };
}

type Measured = Readonly<{
  value: number | null;
  n: number;
  low: number | null;
  high: number | null;
  state: CellState;
}>;

/** The value of a period: grown since 2026, with its season and a little chance, the same on every call. */
function measure(metric: Metric, { from, to }: Period, place: string, share: number): Measured {
  const [value, growth, perMonth] = SHAPES[metric.id] ?? [100, 0, 100];
  const months = (Date.parse(to) - Date.parse(from)) / 2_629_746_000;
  const middle = (Date.parse(from) + Date.parse(to)) / 2;
  const years = (middle - Date.parse("2026-01-01")) / 31_556_952_000;
  const chance = seeded(
    [...`${metric.id}${place}${from}`].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) | 0, 7),
  );
  const n = Math.round(perMonth * months * share * (0.9 + 0.2 * chance()));
  if (n === 0) {
    return { value: null, n: 0, low: null, high: null, state: "too_few" };
  }
  const additive = ADDITIVE.includes(metric.id);
  const season = months < 2.5 ? (SEASON[new Date(middle).getUTCMonth()] ?? 1) : 1.03;
  const own =
    place === "null"
      ? 1
      : 0.88 + 0.24 * seeded([...place].reduce((sum, sign) => sum * 7 + sign.charCodeAt(0), 3))();
  const scaled =
    value *
    (1 + growth * years) *
    (additive ? months * share * season : own) *
    (1 + (additive ? 0.06 : 0.8 / Math.sqrt(n)) * (chance() - 0.5));
  const half =
    metric.unit === "percent"
      ? 1.96 * Math.sqrt((Math.min(0.99, scaled) * (1 - Math.min(0.99, scaled))) / n)
      : metric.unit === "points"
        ? 150 / Math.sqrt(n)
        : (1.6 * scaled) / Math.sqrt(n);
  const measured =
    metric.unit === "count" ? Math.round(scaled) : metric.unit === "percent" ? Math.min(1, scaled) : scaled;
  const bounded = metric.interval !== null && metric.interval !== "none";
  const limit =
    metric.unit === "percent" || metric.unit === "points"
      ? metric.unit === "points"
        ? 5
        : 0.05
      : 0.1 * scaled;
  return {
    value: measured,
    n,
    low: bounded ? Math.max(metric.unit === "points" ? -100 : 0, measured - half) : null,
    high: bounded
      ? Math.min(metric.unit === "percent" ? 1 : Number.POSITIVE_INFINITY, measured + half)
      : null,
    state: n < (metric.minimum ?? 1) ? "too_few" : bounded && half > limit ? "thin" : "solid",
  };
}

function before({ from, to }: Period): Period {
  const months =
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
    Number(to.slice(5, 7)) -
    Number(from.slice(5, 7));
  return from.endsWith("-01") && to.endsWith("-01") && months > 0
    ? { from: addSteps("month", from, -months), to: from }
    : { from: new Date(2 * Date.parse(from) - Date.parse(to)).toISOString().slice(0, 10), to: from };
}
