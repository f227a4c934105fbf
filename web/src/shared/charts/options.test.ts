import { describe, expect, test } from "vitest";
import type { Cell, CellState } from "../api/types";
import { formatOf } from "../format";
import { toBars, toBreakdownOption } from "./breakdown";
import type { ChartContext } from "./context";
import { chartColours } from "./palette";
import { toTrendOption } from "./trend";

const context: ChartContext = {
  colours: chartColours(false),
  format: formatOf("zh-CN", "Asia/Shanghai"),
  t: ((key: string) => key) as unknown as ChartContext["t"],
};

const cell = (
  time: string | null,
  value: number | null,
  half: number | null,
  state: CellState = "solid",
): Cell => ({
  time,
  complete: true,
  dimensions: {},
  labels: {},
  value,
  n: 100,
  numerator: null,
  denominator: null,
  low: value === null || half === null ? null : value - half,
  high: value === null || half === null ? null : value + half,
  state,
  previous: null,
  change: null,
  goal: null,
});

// biome-ignore lint/suspicious/noExplicitAny: options of ECharts are open objects
const seriesOf = (option: any, id: string) =>
  option.series.find((series: { id: string }) => series.id === id);

describe("a trend", () => {
  const cells = [
    cell("2026-01-01", 0.5, 0.1),
    {
      ...cell("2026-02-01", 0.6, 0.2, "thin"),
      previous: { ...cell(null, 0.4, 0.1), state: "solid" as const },
    },
    cell("2026-03-01", 0.9, 0.4, "too_few"),
    cell("2026-04-01", null, null),
  ];
  const option = toTrendOption({ cells, unit: "percent", currency: null }, "month", context);

  test("draws the band between the ends of the interval", () => {
    const low = seriesOf(option, "low").data;
    const band = seriesOf(option, "band").data;
    expect(low[0]).toBeCloseTo(0.4);
    expect(low[1]).toBeCloseTo(0.4);
    expect(band[0]).toBeCloseTo(0.2);
    expect(band[1]).toBeCloseTo(0.4);
    expect([low[3], band[3]]).toEqual(["-", "-"]);
  });

  test("keeps a band below zero, as scores can lie there", () => {
    const score = toTrendOption(
      { cells: [cell("2026-01-01", -5, 10)], unit: "points", currency: null },
      "month",
      context,
    );
    expect(seriesOf(score, "low").data).toEqual([-15]);
    expect(seriesOf(score, "band").data).toEqual([20]);
    expect(seriesOf(score, "low").stackStrategy).toBe("all");
  });

  test("shows what is thin hollow and what is too few off the line", () => {
    const data = seriesOf(option, "value").data;
    expect(data[0].symbol).toBe("circle");
    expect(data[1].symbol).toBe("emptyCircle");
    expect(data[2]).toBe("-");
    expect(seriesOf(option, "too_few").data).toEqual(["-", "-", 0.9, "-"]);
  });

  test("draws the period before as a ghost", () => {
    expect(seriesOf(option, "previous").data).toEqual(["-", 0.4, "-", "-"]);
  });

  test("starts at zero for sums that vary and may float for shares", () => {
    const scaleOf = (unit: "money" | "percent") =>
      (toTrendOption({ cells, unit, currency: "CNY" }, "month", context).yAxis as { scale: boolean }).scale;
    expect(scaleOf("money")).toBe(false);
    expect(scaleOf("percent")).toBe(true);
  });
});

describe("a breakdown", () => {
  const named = (name: string, value: number | null, state: CellState = "solid"): Cell => ({
    ...cell(null, value, value === null ? null : 1, state),
    dimensions: { channel: name },
  });
  const nameOf = ({ dimensions }: Cell) => String(dimensions.channel);

  test("ranks the largest first, leaves too few unranked and says how many are hidden", () => {
    const { bars, hidden } = toBars(
      [named("a", 3), named("few", 99, "too_few"), named("b", 7), named("none", null), named("c", 5)],
      nameOf,
      3,
    );
    expect(bars.map(({ name }) => name)).toEqual(["b", "c", "a"]);
    expect(hidden).toBe(1);
  });

  test("has whiskers to the ends of each interval and bars from zero", () => {
    const { bars } = toBars([named("a", 3), named("b", -2)], nameOf);
    const option = toBreakdownOption(bars, { unit: "points", currency: null }, context);
    expect(seriesOf(option, "whiskers").data).toEqual([
      [0, 3, 2, 4],
      [1, -2, -3, -1],
    ]);
    const { min } = option.xAxis as { min: (range: { min: number }) => number };
    expect(min({ min: 2 })).toBe(0);
    expect(min({ min: -3 })).toBe(-3);
  });

  test("tells solid, thin and too few apart by form as well as colour", () => {
    const { bars } = toBars([named("a", 3), named("b", 2, "thin"), named("c", 1, "too_few")], nameOf);
    const styles = seriesOf(
      toBreakdownOption(bars, { unit: "count", currency: null }, context),
      "value",
    ).data.map(({ itemStyle }: { itemStyle: { borderWidth?: number; borderType?: string } }) => [
      itemStyle.borderWidth,
      itemStyle.borderType,
    ]);
    expect(styles).toEqual([
      [undefined, undefined],
      [1, undefined],
      [1, "dashed"],
    ]);
  });

  test("shows names from the data as text, never as markup", () => {
    const { bars } = toBars([named("<img src=x onerror=alert(1)>", 3)], nameOf);
    const { formatter } = toBreakdownOption(bars, { unit: "count", currency: null }, context).tooltip as {
      formatter: (points: readonly { dataIndex: number }[]) => HTMLElement;
    };
    const box = formatter([{ dataIndex: 0 }]);
    expect(box.querySelector("img")).toBeNull();
    expect(box.textContent).toContain("<img src=x");
  });
});
