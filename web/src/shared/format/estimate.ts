import type { Cell, Unit } from "../api/types";
import type { Format } from "./format";

type Bounded = Readonly<{ value: number | null; low: number | null; high: number | null }>;

/** A value with no more digits than its interval supports, and the interval: `±` where it lies evenly around the value. */
export type EstimateText = Readonly<{ value: string; margin: string | null; range: string | null }>;

/** Returns the words for an estimate; null when there is no value. */
export function estimateText(
  format: Format,
  { value, low, high }: Bounded,
  unit: Unit,
  currency: string | null,
): EstimateText | null {
  if (value === null) {
    return null;
  }
  const half = low === null || high === null ? 0 : (high - low) / 2;
  if (low === null || high === null || half <= 0) {
    return { value: format.metric(value, unit, currency), margin: null, range: null };
  }
  const write = (number: number) => inDigits(format, number, half, unit, currency);
  const range = `${write(low)} – ${write(high)}`;
  const even = Math.abs(high + low - 2 * value) < 0.3 * half;
  // The unit stands with the value; the margin is plain.
  const margin = unit === "percent" ? write(half) : inDigits(format, half, half, "count", null);
  return { value: write(value), margin: even ? `±${margin}` : range, range };
}

/** Writes a number to the second digit of the interval's half-width, percents and points to one decimal at most. */
function inDigits(format: Format, number: number, half: number, unit: Unit, currency: string | null): string {
  if (unit === "percent") {
    return `${format.exact(number * 100, half >= 0.05 ? 0 : 1)}%`;
  }
  if (unit === "points") {
    return format.exact(number, half >= 5 ? 0 : 1);
  }
  // Two digits of the half-width are all anyone can use; beyond four of the value they are noise on the screen.
  const place = Math.floor(Math.log10(half)) - 1;
  const digits = number === 0 ? 1 : Math.floor(Math.log10(Math.abs(number))) - place + 1;
  const rounded = Number(number.toPrecision(Math.min(15, Math.max(1, digits))));
  if (
    unit === "hours" ||
    unit === "days" ||
    unit === "months" ||
    unit === "ratio" ||
    unit === "years" ||
    unit === "per_year"
  ) {
    return format.exactMetric(Math.round(rounded * 100) / 100, unit, currency);
  }
  if (Math.abs(rounded) < 10_000) {
    return format.metric(rounded, unit, currency);
  }
  return new Intl.NumberFormat(format.language, {
    notation: "compact",
    maximumSignificantDigits: Math.min(4, Math.max(1, digits)),
    ...(unit === "money" && currency !== null ? { style: "currency", currency } : {}),
  }).format(rounded);
}

/** How a change is told: how much, which way, whether more than chance would do, and whether that is good. */
export type ChangeText = Readonly<{
  amount: string;
  direction: "up" | "down" | "same";
  beyondNoise: boolean;
  meaning: "good" | "bad" | null;
}>;

/**
 * Returns the words for the change of a cell against the period before, null when there is nothing to compare with. Shares
 * change by percentage points, scores by points, all else by percent. Only a change beyond noise is good or bad.
 */
export function changeText(
  format: Format,
  { change, previous }: Pick<Cell, "change" | "previous">,
  unit: Unit,
  goodWhen: "up" | "down",
  word: Readonly<{ shares: (amount: string) => string; points: (amount: string) => string }>,
): ChangeText | null {
  const before = previous?.value ?? null;
  if (change === null || before === null) {
    return null;
  }
  const { value, beyondNoise } = change;
  const direction = value > 0 ? "up" : value < 0 ? "down" : "same";
  const size = Math.abs(value);
  const amount =
    unit === "percent"
      ? word.shares(format.exact(size * 100, 1))
      : unit === "points"
        ? word.points(format.exact(size, 1))
        : before === 0
          ? format.metric(size, unit, null)
          : format.percent(size / Math.abs(before));
  return {
    amount,
    direction,
    beyondNoise,
    meaning: beyondNoise && direction !== "same" ? (direction === goodWhen ? "good" : "bad") : null,
  };
}
