import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Cell, CellState, MetricResult } from "../api/types";
import { estimateText, type Format, useFormat } from "../format";
import type { ChartColours } from "./palette";

/** What a chart is written with, besides its data. */
export type ChartContext = Readonly<{ colours: ChartColours; format: Format; t: TFunction }>;

/** The context but for the colours, which the chart itself knows. */
export function useChartContext(): Omit<ChartContext, "colours"> {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(() => ({ t, format }), [t, format]);
}

export const FONT =
  '-apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", "Segoe UI", Roboto, sans-serif';

export type TipRow = Readonly<{ name: string; text: string; quiet?: boolean }>;

/** A tooltip as elements: what people named in their data stays text, never markup. */
export function tip(title: string, rows: readonly TipRow[], { colours }: ChartContext): HTMLElement {
  const box = document.createElement("div");
  const head = box.appendChild(document.createElement("div"));
  head.textContent = title;
  head.style.fontWeight = "600";
  for (const { name, text, quiet } of rows) {
    const row = box.appendChild(document.createElement("div"));
    row.style.cssText =
      "display:flex;gap:16px;justify-content:space-between;font-variant-numeric:tabular-nums";
    row.style.color = quiet ? colours.quiet : colours.text;
    row.append(name, Object.assign(document.createElement("span"), { textContent: text }));
  }
  return box;
}

/** What the tooltip of every chart looks like. */
export function tooltipOf({ colours }: ChartContext) {
  return {
    confine: true,
    backgroundColor: colours.background,
    borderColor: colours.line,
    padding: [8, 12],
    textStyle: { color: colours.text, fontSize: 12, fontFamily: FONT },
    // Below the menu of a mark.
    extraCssText: "z-index:4;max-width:320px;white-space:normal;box-shadow:0 4px 16px rgb(0 0 0 / 18%)",
  } as const;
}

/** The name of how much a number can bear. */
export function stateText(t: TFunction, state: CellState): string {
  return state === "too_few" ? t("metrics.states.few") : t(`metrics.states.${state}`);
}

/** The lines that tell all about one cell: value, interval, how many it rests on, state. */
export function cellRows(
  cell: Cell,
  result: Pick<MetricResult, "unit" | "currency">,
  context: ChartContext,
): TipRow[] {
  const { t, format } = context;
  const text = estimateText(format, cell, result.unit, result.currency);
  return [
    {
      name: t("metrics.value"),
      text: cell.value === null ? "–" : format.exactMetric(cell.value, result.unit, result.currency),
    },
    ...(text?.range ? [{ name: t("metrics.interval"), text: text.range }] : []),
    { name: t("metrics.n"), text: format.exact(cell.n), quiet: true },
    ...(cell.state === "solid"
      ? []
      : [{ name: t("metrics.state"), text: stateText(t, cell.state), quiet: true }]),
    ...(cell.complete === false ? [{ name: "", text: t("metrics.incomplete"), quiet: true }] : []),
  ];
}
