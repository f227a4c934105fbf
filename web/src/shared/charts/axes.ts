import type { Cell, MetricDefinition, MetricResult, Unit } from "../api/types";
import { estimateText } from "../format";
import { type ChartContext, FONT } from "./context";
import { axisText } from "./trend";

type Measure = Pick<MetricResult, "unit" | "currency">;

/** What every drawing with axes has. */
export const plot = (
  edges: Readonly<{ left?: number; right?: number; top?: number; bottom?: number }> = {},
) => ({
  grid: {
    left: 4,
    right: 16,
    top: 16,
    bottom: 0,
    ...edges,
    outerBoundsMode: "same",
    outerBoundsContain: "axisLabel",
  },
  textStyle: { fontFamily: FONT },
});

/** An axis of values in a unit. */
export function valueAxis({ unit, currency }: Measure, context: ChartContext, more: object = {}) {
  const { colours } = context;
  return {
    type: "value",
    splitNumber: 4,
    axisLabel: {
      color: colours.quiet,
      fontSize: 11,
      hideOverlap: true,
      formatter: (value: number) => axisText(value, unit, currency, context),
    },
    splitLine: { lineStyle: { color: colours.line } },
    nameTextStyle: { color: colours.quiet, fontSize: 11 },
    ...more,
  };
}

/** An axis of names, the first at the top or the left. */
export function nameAxis(names: readonly string[], { colours }: ChartContext, more: object = {}) {
  return {
    type: "category",
    data: [...names],
    axisLine: { lineStyle: { color: colours.line } },
    axisTick: { show: false },
    axisLabel: { color: colours.text, fontSize: 12, width: 104, overflow: "truncate" },
    ...more,
  };
}

/** A short text for a cell: its value in as many digits as it bears. */
export function shortText(cell: Cell, { unit, currency }: Measure, { format }: ChartContext): string {
  return estimateText(format, cell, unit, currency)?.value ?? "–";
}

export const axisNumber = (value: number, { unit, currency }: Measure, context: ChartContext): string =>
  axisText(value, unit, currency, context);

/** Whether the values of a unit lie on both sides of a middle that means something. */
const isBalanced = (unit: Unit, values: readonly number[]): boolean =>
  unit === "points" && values.some((value) => value < 0);

/** A colour for each value, as classes people can tell apart, and the text that stands on it. */
export type Shades = Readonly<{
  of: (value: number) => Readonly<{ fill: string; text: string }>;
  /** The classes from the lowest up. */
  classes: readonly Readonly<{ from: number; to: number; fill: string }>[];
}>;

// From little to much, by lightness before hue, so that no colour vision is left out; the middle of the second is neutral.
const SEQUENCE = {
  light: ["#e3eef7", "#b9d7ec", "#83b8dc", "#3f8fc4", "#0a5f96"],
  dark: ["#1d2f3e", "#23506f", "#2f75a3", "#5aa6d6", "#a8d4f2"],
} as const;
const BALANCE = {
  light: ["#b54e08", "#efb27e", "#ecebe8", "#8cbfe0", "#1a6fa8"],
  dark: ["#e98a45", "#8f5a33", "#3a3d42", "#37698c", "#6db7e6"],
} as const;

/**
 * Five classes of equal width over the values; where scores lie on both sides of zero the classes lie evenly around it. Of
 * metrics that should be low the scale says size alike: dark is much, not bad.
 */
export function shades(values: readonly number[], unit: Unit, { colours }: ChartContext): Shades {
  const dark = colours.background !== "#ffffff";
  const balanced = isBalanced(unit, values);
  const fills = (balanced ? BALANCE : SEQUENCE)[dark ? "dark" : "light"];
  const far = Math.max(0, ...values.map(Math.abs));
  const [least, most] = balanced ? [-far, far] : [Math.min(...values), Math.max(...values)];
  const step = (most - least) / fills.length;
  const classes = fills.map((fill, index) => ({
    from: least + index * step,
    to: least + (index + 1) * step,
    fill: fill as string,
  }));
  return {
    classes: step > 0 ? classes : values.length === 0 ? [] : [{ from: least, to: most, fill: fills[2] }],
    of: (value) => {
      const place =
        step > 0 ? Math.min(fills.length - 1, Math.max(0, Math.floor((value - least) / step))) : 2;
      const fill = fills[place] as string;
      return { fill, text: inkOn(fill) };
    },
  };
}

/** Black or white, whichever stands out more on a colour (WCAG's relative luminance). */
export function inkOn(fill: string): string {
  const channel = (at: number) => {
    const part = Number.parseInt(fill.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  const luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
  // Where #10151c and white stand out alike.
  return luminance > 0.196 ? "#10151c" : "#ffffff";
}

/** Whether lower is better. */
export const fallsToBetter = (metric: MetricDefinition | undefined): boolean => metric?.direction === "down";

export const bears = (cell: Cell | undefined): cell is Cell & { value: number } =>
  cell !== undefined && cell.value !== null && cell.state !== "too_few";
