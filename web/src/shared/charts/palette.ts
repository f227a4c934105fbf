/** The colours of charts: Okabe and Ito's, which people with any colour vision tell apart; the first is the accent. */
export const PALETTE = {
  light: ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#7f6bb0", "#8a8f98"],
  dark: ["#4ba3d8", "#f0b13c", "#2fbf93", "#de98bd", "#8accf2", "#ef7d33", "#a594d6", "#a0abb9"],
} as const;

export type ChartColours = Readonly<{
  series: readonly string[];
  text: string;
  quiet: string;
  line: string;
  background: string;
  good: string;
  bad: string;
}>;

/** The same values as styles.css; a canvas cannot read CSS variables. */
export function chartColours(dark: boolean): ChartColours {
  return dark
    ? {
        series: PALETTE.dark,
        text: "#e4e8ee",
        quiet: "#a0abb9",
        line: "#2a313b",
        background: "#171b21",
        good: "#4cc79a",
        bad: "#ff8a80",
      }
    : {
        series: PALETTE.light,
        text: "#1c2430",
        quiet: "#5b6573",
        line: "#e3e7ec",
        background: "#ffffff",
        good: "#00704f",
        bad: "#c0261b",
      };
}
