import { describe, expect, test } from "vitest";
import { controlChart, type Measured } from "./control";
import { binomialLimits, funnelLimits } from "./funnel";

const value = (number: number | null, learns = true): Measured => ({ value: number, counts: null, learns });
const share = (successes: number, n: number): Measured => ({
  value: successes / n,
  counts: { successes, n },
  learns: true,
});

describe("the control chart of values", () => {
  test("lies 2.66 mean moving ranges around the mean", () => {
    const numbers = [10, 12, 11, 13, 10, 12, 11, 13];
    const chart = controlChart(numbers.map((each) => value(each)));
    const range = (2 + 1 + 2 + 3 + 2 + 1 + 2) / 7;
    expect(chart?.method).toBe("xmr");
    expect(chart?.centre).toBeCloseTo(11.5, 12);
    expect(chart?.points[0]?.upper).toBeCloseTo(11.5 + (3 / 1.128) * range, 12);
    expect(chart?.points.some(({ beyond }) => beyond)).toBe(false);
  });

  test("marks what lies beyond, also where it was not learned from", () => {
    const chart = controlChart([
      ...[10, 12, 11, 13, 10, 12, 11, 13].map((each) => value(each)),
      value(40, false),
    ]);
    expect(chart?.centre).toBeCloseTo(11.5, 12);
    expect(chart?.points.at(-1)?.beyond).toBe(true);
  });

  test("marks eight in a row on one side, not seven", () => {
    const shift = (high: number) =>
      controlChart([
        ...Array.from({ length: 8 }, () => value(0)),
        ...Array.from({ length: high }, () => value(1)),
      ])?.points.filter(({ inRun }) => inRun).length;
    expect(shift(8)).toBe(16);
    expect(shift(7)).toBe(8);
  });

  test("says nothing of too few steps, and finds nothing in steps that are all the same", () => {
    expect(controlChart(Array.from({ length: 7 }, () => value(1)))).toBeNull();
    expect(controlChart([])).toBeNull();
    const same = controlChart(Array.from({ length: 9 }, () => value(5)));
    expect(same?.points.every(({ beyond, inRun }) => !beyond && !inRun)).toBe(true);
  });
});

describe("the control chart of shares", () => {
  const usual = [50, 52, 48, 51, 49, 50, 53, 47].map((successes) => share(successes, 100));

  test("widens for small samples and stays between 0 and 1", () => {
    const chart = controlChart([...usual, share(4, 5)]);
    expect(chart?.method).toBe("p");
    expect(chart?.spread).toBe(1);
    const [large, small] = [chart?.points[0], chart?.points.at(-1)];
    expect((small?.upper ?? 0) - (small?.lower ?? 0)).toBeGreaterThan(
      (large?.upper ?? 0) - (large?.lower ?? 0),
    );
    expect(small?.upper).toBeLessThanOrEqual(1);
    expect(small?.beyond).toBe(false);
    const centre = 404 / 805;
    expect(large?.upper).toBeCloseTo(centre + 3 * Math.sqrt((centre * (1 - centre)) / 100), 12);
  });

  test("widens where huge samples vary by more than their size explains (Laney)", () => {
    const chart = controlChart([5, 8, 6, 9, 5, 8, 7, 9, 6].map((percent) => share(percent * 1000, 100_000)));
    expect(chart?.spread).toBeGreaterThan(10);
    expect(chart?.points.every(({ beyond }) => !beyond)).toBe(true);
  });

  test("of nothing but zeros has limits at zero and nothing beyond", () => {
    const chart = controlChart(Array.from({ length: 8 }, () => share(0, 20)));
    expect(chart?.points.every(({ upper, beyond }) => upper === 0 && !beyond)).toBe(true);
  });
});

describe("the limits of a funnel plot", () => {
  test("are those of the binomial, interpolated between counts", () => {
    // P(X ≤ 1) = 11/1024, P(X ≤ 2) = 56/1024 for ten tosses: the lower tail of 2.5% lies between.
    const part = (56 / 1024 - 0.025) / (45 / 1024);
    const { low, high } = binomialLimits(0.5, 10, 0.95);
    expect(low).toBeCloseTo((2 - part) / 10, 10);
    // P(X ≤ 7) = 968/1024, P(X ≤ 8) = 1013/1024.
    expect(high).toBeCloseTo((8 - (1013 / 1024 - 0.975) / (45 / 1024)) / 10, 10);
  });

  test("come close to the normal curve where samples are large", () => {
    const { low, high } = binomialLimits(0.3, 2_000, 0.998);
    const half = 3.0902 * Math.sqrt((0.3 * 0.7) / 2_000);
    expect(low).toBeCloseTo(0.3 - half, 2);
    expect(high).toBeCloseTo(0.3 + half, 2);
  });

  test("are widened only where units differ by more than chance", () => {
    const unit = (n: number, successes: number) => ({
      n,
      value: successes / n,
      error: null,
      counts: { successes, n },
    });
    const calm = funnelLimits(0.5, [unit(100, 50), unit(100, 55), unit(100, 46), unit(100, 52)]);
    expect(calm?.overdispersion).toBe(1);
    const one = funnelLimits(0.5, [unit(100, 50), unit(100, 52), unit(1000, 900)]);
    expect(one?.overdispersion).toBe(1);
    const wild = funnelLimits(
      0.5,
      Array.from({ length: 12 }, (_, index) => unit(400, index % 2 === 0 ? 100 : 300)),
    );
    expect(wild?.overdispersion).toBeGreaterThan(50);
    expect(wild?.at(400, 0.998).high).toBe(1);
  });

  test("of means use the scatter of single records", () => {
    const unit = (n: number, number: number) => ({
      n,
      value: number,
      error: 10 / Math.sqrt(n),
      counts: null,
    });
    const limits = funnelLimits(50, [unit(100, 50), unit(25, 52), unit(400, 50.4)]);
    expect(limits?.at(100, 0.95).high).toBeCloseTo(50 + 1.96 * 1, 2);
    expect(limits?.at(25, 0.95).high).toBeCloseTo(50 + 1.96 * 2, 2);
  });

  test("are none where nothing is known of the scatter", () => {
    expect(funnelLimits(50, [{ n: 5, value: 50, error: null, counts: null }])).toBeNull();
    expect(funnelLimits(0.5, [])).toBeNull();
  });
});
