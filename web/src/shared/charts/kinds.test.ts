import { describe, expect, test } from "vitest";
import type { Cell, MetricDefinition } from "../api/types";
import { formatOf } from "../format";
import { inkOn, shades } from "./axes";
import type { ChartContext } from "./context";
import { CHART_KINDS, chartKind, chartReasons, type TileQuestion } from "./kinds";
import { chartColours } from "./palette";
import { both, conditionOf } from "./region";
import { judge } from "./tiles/bullet";
import { toCohortOption } from "./tiles/cohort";
import { isEven, toCumulative } from "./tiles/distribution";
import { toFlowOption } from "./tiles/flow";
import { toStandings } from "./tiles/funnelplot";
import { toHeat } from "./tiles/heatmap";
import { toAreas, toPoints } from "./tiles/map";
import { toItems } from "./tiles/pareto";
import { toRadar } from "./tiles/radar";
import { toWholes } from "./tiles/share";
import { toTrendsOption } from "./tiles/trends";

const context: ChartContext = {
  colours: chartColours(false),
  format: formatOf("zh-CN", "Asia/Shanghai"),
  t: ((key: string) => key) as unknown as ChartContext["t"],
};

const cell = (
  dimensions: Cell["dimensions"],
  value: number | null,
  n = 100,
  more: Partial<Cell> = {},
): Cell => ({
  time: null,
  complete: true,
  dimensions,
  labels: {},
  value,
  n,
  numerator: null,
  denominator: null,
  low: null,
  high: null,
  state: "solid",
  previous: null,
  change: null,
  goal: null,
  ...more,
});

const metric = (id: string, more: Partial<MetricDefinition> = {}): MetricDefinition =>
  ({
    id,
    unit: "percent",
    direction: "up",
    dimensions: [
      { path: "customer.region", labels: { zh: "", en: "" }, type: "region" },
      { path: "channel", labels: { zh: "", en: "" }, type: "select" },
    ],
    ...more,
  }) as MetricDefinition;

const question = (more: Partial<TileQuestion>): TileQuestion => ({
  kind: "number",
  metrics: ["csat"],
  by: [],
  grain: null,
  target: null,
  limit: null,
  ...more,
});

const scope = {
  period: { from: "2026-01-01", to: "2026-04-01" },
  grain: "month",
  filter: null,
  currency: null,
} as const;

const codes = (more: Partial<TileQuestion>, known = [metric("csat")]) =>
  chartReasons(question(more), known).map(({ code }) => code);

describe("a kind of chart", () => {
  test("says all that keeps it from being drawn at once", () => {
    expect(codes({ kind: "bullet", metrics: ["csat", "gone"], by: ["channel", "store"] })).toEqual([
      "too_many_metrics",
      "too_many_dimensions",
      "no_target",
      "unknown_metric",
    ]);
    expect(codes({ kind: "map", by: ["channel"] })).toEqual(["no_region"]);
    expect(codes({ kind: "map", by: ["customer.region"] })).toEqual([]);
    expect(codes({ kind: "share", by: ["channel"] })).toEqual(["not_additive"]);
    expect(codes({ kind: "funnelplot", by: ["channel"] }, [metric("csat", { unit: "count" })])).toEqual([
      "not_a_rate",
    ]);
    expect(
      codes({ kind: "trend", metrics: ["csat", "aov"] }, [metric("csat"), metric("aov", { unit: "money" })]),
    ).toEqual(["several_units"]);
  });

  test("that lives of metrics asks them, and no other does", () => {
    for (const id of CHART_KINDS) {
      const kind = chartKind(id);
      const asked = kind.asks(question({ kind: id, by: ["customer.region", "channel"] }), scope);
      expect(asked.length > 0).toBe(kind.source === "metrics");
    }
  });

  test("that is a map asks for provinces as such, and for the cities of its points", () => {
    expect(
      chartKind("map")
        .asks(question({ by: ["customer.region", "store"] }), scope)
        .map(({ by }) => by),
    ).toEqual([["customer.region.province"], ["store"], ["store", "customer.region"]]);
  });
});

test("a choice on a chart becomes a condition, for a province one on its cities", () => {
  expect(conditionOf("channel", 'a"b')).toBe('channel == "a\\"b"');
  expect(conditionOf("department", 7)).toBe("department == 7");
  expect(conditionOf("region.province", "CN-440000")).toBe('within(region, "CN-440000")');
  expect(conditionOf("region.province", null)).toBe("region == null");
  expect(both("a || b", "c")).toBe("(a || b) && (c)");
  expect(both(null, "c")).toBe("c");
});

describe("colours", () => {
  test("of classes bear black or white text with contrast 4.5", () => {
    const luminance = (hex: string) => {
      const [r, g, b] = [1, 3, 5].map((at) => {
        const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      }) as [number, number, number];
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    for (const dark of [false, true]) {
      for (const values of [
        [0, 1],
        [-50, 50],
      ]) {
        for (const { fill } of shades(values, "points", { ...context, colours: chartColours(dark) })
          .classes) {
          const [a, b] = [luminance(fill), luminance(inkOn(fill))].sort((x, y) => y - x) as [number, number];
          expect((a + 0.05) / (b + 0.05)).toBeGreaterThan(4.5);
        }
      }
    }
  });

  test("of scores on both sides of zero have zero in the middle", () => {
    const { classes } = shades([-10, 40], "points", context);
    expect([classes[0]?.from, classes[2]?.from, classes[2]?.to, classes[4]?.to]).toEqual([-40, -8, 8, 40]);
  });
});

test("a target is met only when the whole interval is beyond it", () => {
  const at = (low: number, high: number) => ({ value: (low + high) / 2, low, high, state: "solid" as const });
  expect(judge(at(0.8, 0.9), 0.8, "up")).toBe("yes");
  expect(judge(at(0.7, 0.9), 0.8, "up")).toBe("open");
  expect(judge(at(0.7, 0.79), 0.8, "up")).toBe("no");
  expect(judge(at(1, 2), 3, "down")).toBe("yes");
  expect(judge({ ...at(0.9, 0.95), state: "too_few" }, 0.8, "up")).toBe("open");
});

describe("shares", () => {
  const by = (name: string, value: number) => cell({ channel: name }, value);
  const nameOf = ({ dimensions }: Cell) => String(dimensions.channel);

  test("are of the whole that was counted, with a rest for what is not told", () => {
    const [whole] = toWholes([by("a", 50), by("b", 30)], [cell({}, 100)], nameOf, "rest");
    expect(whole?.parts.map(({ name, share }) => [name, share])).toEqual([
      ["a", 0.5],
      ["b", 0.3],
      ["rest", 0.2],
    ]);
    expect(whole?.overlaps).toBe(false);
  });

  test("of parts that overlap are told as such", () => {
    const [whole] = toWholes([by("a", 70), by("b", 60)], [cell({}, 100)], nameOf, "rest");
    expect(whole?.overlaps).toBe(true);
    expect(whole?.parts).toHaveLength(2);
  });

  test("are none of nothing or of negative amounts", () => {
    expect(toWholes([by("a", 0)], [cell({}, 0)], nameOf, "rest")).toEqual([]);
    expect(toWholes([by("a", -5), by("b", 15)], [cell({}, 10)], nameOf, "rest")).toEqual([]);
  });

  test("add up along a Pareto line", () => {
    const items = toItems([by("a", 20), by("b", 70)], 100, nameOf);
    expect(items?.map(({ name, cumulative }) => [name, cumulative])).toEqual([
      ["b", 0.7],
      ["a", 0.9],
    ]);
    expect(toItems([by("a", 0)], 0, nameOf)).toBeNull();
  });
});

test("a heat map keeps the largest members and says how many it left out", () => {
  const cells = Array.from({ length: 14 }, (_, index) => cell({ a: index, b: 0 }, 1, 100 - index));
  const heat = toHeat(
    cells,
    ({ dimensions }) => String(dimensions.a),
    ({ dimensions }) => String(dimensions.b),
  );
  expect(heat.rows).toHaveLength(12);
  expect(heat.rows[0]).toBe("0");
  expect(heat.hidden).toBe(2);
});

test("a radar has the better value outside whichever way a metric goes, and leaves out who has too few", () => {
  const result = (values: readonly number[]) => ({
    unit: "hours" as const,
    currency: null,
    cells: [
      ...values.map((value, index) => cell({ d: `d${index}` }, value)),
      cell({ d: "small" }, 1, 2, { state: "too_few" }),
    ],
  });
  const radar = toRadar(
    [
      { metric: metric("speed", { direction: "down" }), name: "speed", result: result([2, 4]) },
      { metric: metric("nps"), name: "nps", result: result([10, 20]) },
    ],
    ({ dimensions }) => String(dimensions.d),
    ({ dimensions }) => String(dimensions.d),
  );
  expect(radar.members.map(({ places }) => places)).toEqual([
    [1, 0.1],
    [0.1, 1],
  ]);
  expect(radar.left).toEqual(["small"]);
});

test("a trend's axis holds the red line and the target", () => {
  const result = { unit: "hours" as const, currency: null, cells: [cell({}, 2, 9, { time: "2026-01-01" })] };
  const option = toTrendsOption([{ name: "median", result }], "month", { target: 1, limit: 4 }, context);
  const data = Object.fromEntries(
    (option.series as { id: string; data: unknown[] }[]).map((series) => [series.id, series.data]),
  );
  expect(data.limit).toEqual([4]);
  expect(data.target).toEqual([1]);
});

test("a map puts cells on their places and tells those that lie on none", () => {
  const geometry = {
    features: [
      { id: "440000", properties: { name: "广东" } },
      { id: "110000", properties: { name: "北京" } },
    ],
  };
  const path = "region.province";
  const { areas, outside } = toAreas(
    geometry,
    [cell({ [path]: "CN-440000" }, 1), cell({ [path]: "GB" }, 2), cell({ [path]: null }, 3)],
    path,
    (_, name) => name,
  );
  expect(areas.map(({ name, cell }) => [name, cell?.value ?? null])).toEqual([
    ["广东", 1],
    ["北京", null],
  ]);
  expect(outside.map(({ value }) => value)).toEqual([2, 3]);
});

test("a store stands in the city most of its records are from", () => {
  const points = toPoints(
    [cell({ store: "s" }, 0.8)],
    [cell({ store: "s", region: "CN-440100" }, 1, 3), cell({ store: "s", region: "CN-440300" }, 1, 9)],
    "store",
    "region",
    new Map([
      ["440100", [113, 23]],
      ["440300", [114, 22]],
    ]),
    () => "s",
  );
  expect(points.map(({ at, cell }) => [at, cell.value])).toEqual([[[114, 22], 0.8]]);
});

test("units of a funnel plot are judged by their size", () => {
  const share = (store: string, n: number, successes: number) =>
    cell({ store }, successes / n, n, { numerator: successes, denominator: n });
  const plot = toStandings(
    {
      unit: "percent",
      cells: [
        share("large", 1000, 560),
        share("small", 10, 7),
        share("usual", 1000, 500),
        share("other", 800, 400),
        share("some", 900, 455),
      ],
    },
    0.5,
    ({ dimensions }) => String(dimensions.store),
  );
  expect(plot?.standings.map(({ name, verdict }) => [name, verdict])).toEqual([
    ["large", "outlier"],
    ["small", "inside"],
    ["usual", "inside"],
    ["other", "inside"],
    ["some", "inside"],
  ]);
});

test("a distribution adds up to one and notices bins of different widths", () => {
  const bins = [
    { from: 0, to: 1, n: 3 },
    { from: 1, to: 2, n: 1 },
  ];
  expect(toCumulative({ bins })).toEqual([
    [0, 0],
    [1, 0.75],
    [2, 1],
  ]);
  expect(isEven(bins)).toBe(true);
  expect(isEven([...bins, { from: 2, to: 9, n: 1 }])).toBe(false);
});

test("a cohort that is not over has a dashed edge, and its start takes no part in the colours", () => {
  const option = toCohortOption(
    {
      grain: "month",
      unit: "percent",
      currency: null,
      cohorts: [
        {
          start: "2026-01-01",
          size: 40,
          steps: [
            { k: 0, n: 40, value: 1, low: null, high: null, complete: true },
            { k: 1, n: 40, value: 0.2, low: 0.1, high: 0.3, complete: true },
            { k: 2, n: 40, value: null, low: null, high: null, complete: false },
          ],
        },
      ],
    },
    context,
  );
  const [{ data }] = option.series as [{ data: { value: number[] }[] }];
  expect(data.map(({ value }) => value)).toEqual([
    [0, 0],
    [1, 0],
  ]);
});

test("a flow draws what goes forward and skips what it cannot", () => {
  const node = (id: string, column: number) => ({ id, column, state: "active", label: null, n: 5 });
  const option = toFlowOption(
    {
      nodes: [node("a", 0), node("b", 1)],
      links: [
        { from: "a", to: "b", n: 5 },
        { from: "b", to: "a", n: 1 },
        { from: "a", to: "gone", n: 1 },
      ],
      columns: [{ label: "1" }, { label: "2" }],
    },
    context,
  );
  const [{ links }] = option.series as [{ links: unknown[] }];
  expect(links).toEqual([{ source: "a", target: "b", value: 5, open: 2 }]);
});
