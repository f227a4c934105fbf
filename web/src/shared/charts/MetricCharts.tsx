import { type ReactNode, useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Cell, Grain, MetricDefinition, MetricResult } from "../api";
import { estimateText, stepText, useFormat } from "../format";
import type { Column } from "../ui";
import { type Bar, toBars, toBreakdownOption } from "./breakdown";
import { type CardState, ChartCard } from "./ChartCard";
import styles from "./charts.module.css";
import { type ChartContext, stateText } from "./context";
import { useDimensionNames } from "./names";
import { toTrendOption } from "./trend";

type Common = Readonly<{
  title: string;
  href?: string;
  note?: ReactNode;
  state: CardState<MetricResult>;
  asOf: string | undefined;
  metric: MetricDefinition | undefined;
  /** The page of the rows behind one cell; must be stable. */
  rowsOf: (cell: Cell) => string;
  height?: number;
  className?: string;
}>;

/** The columns every table of cells ends with. */
function useNumberColumns<Row>(
  result: MetricResult | undefined,
  cellOf: (row: Row) => Cell,
): readonly Column<Row>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const text = (cell: Cell) =>
    result === undefined ? null : estimateText(format, cell, result.unit, result.currency);
  return [
    {
      key: "value",
      title: t("metrics.value"),
      align: "end",
      render: (row) => text(cellOf(row))?.value ?? "–",
    },
    {
      key: "interval",
      title: t("metrics.interval"),
      align: "end",
      render: (row) => text(cellOf(row))?.range ?? "–",
    },
    { key: "n", title: t("metrics.n"), align: "end", render: (row) => format.exact(cellOf(row).n) },
    {
      key: "state",
      title: t("metrics.state"),
      render: (row) => stateText(t, cellOf(row).state),
    },
  ];
}

export function TrendCard({
  grain,
  height = 220,
  rowsOf,
  state,
  metric: _metric,
  ...card
}: Common & Readonly<{ grain: Grain }>) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const navigate = useNavigate();
  const cells = state.data?.cells;
  const onOpen = useCallback(
    (index: number) => {
      const cell = cells?.[index];
      if (cell) {
        void navigate(rowsOf(cell));
      }
    },
    [cells, rowsOf, navigate],
  );
  const toOption = useCallback(
    (result: MetricResult, context: ChartContext) => toTrendOption(result, grain, context),
    [grain],
  );
  const numbers = useNumberColumns<Cell>(state.data, (cell) => cell);
  const hasBand = cells?.some((cell) => cell.low !== null && cell.high !== null) ?? false;
  const hasGhost = cells?.some((cell) => cell.previous?.value != null) ?? false;
  return (
    <ChartCard
      {...card}
      state={state}
      isEmpty={(result) => result.cells.every((cell) => cell.value === null)}
      toOption={toOption}
      height={height}
      onOpen={onOpen}
      legend={
        <>
          <span className={styles.keyLine}>{t("metrics.thisPeriod")}</span>
          {hasBand ? <span className={styles.keyBand}>{t("metrics.interval")}</span> : null}
          {hasGhost ? <span className={styles.keyGhost}>{t("metrics.previous")}</span> : null}
        </>
      }
      table={(result) => ({
        columns: [
          {
            key: "time",
            title: t("metrics.time"),
            render: (cell: Cell) => (cell.time === null ? "" : stepText(grain, cell.time, language)),
          },
          ...numbers,
        ],
        rows: result.cells,
        keyOf: (cell: Cell) => cell.time ?? "",
        hrefOf: rowsOf,
      })}
    />
  );
}

export function BreakdownCard({
  by,
  rowsOf,
  state,
  metric,
  height,
  ...card
}: Common & Readonly<{ by: string }>) {
  const { t } = useTranslation();
  const { label, exact } = useFormat();
  const navigate = useNavigate();
  const nameOf = useDimensionNames(metric);
  const { data } = state;
  const { bars, hidden } = useMemo(
    () => toBars(data?.cells ?? [], (cell) => nameOf(cell, by)),
    [data, nameOf, by],
  );
  const onOpen = useCallback(
    (index: number) => {
      const bar = bars[index];
      if (bar) {
        void navigate(rowsOf(bar.cell));
      }
    },
    [bars, rowsOf, navigate],
  );
  const toOption = useCallback(
    (result: MetricResult, context: ChartContext) => toBreakdownOption(bars, result, context),
    [bars],
  );
  const numbers = useNumberColumns<Bar>(data, (bar) => bar.cell);
  const dimension = metric?.dimensions.find(({ path }) => path === by);
  return (
    <ChartCard
      {...card}
      state={state}
      isEmpty={() => bars.length === 0}
      toOption={toOption}
      height={height ?? Math.max(120, 28 + 26 * bars.length)}
      along="y"
      onOpen={onOpen}
      legend={
        bars.some(({ cell }) => cell.state !== "solid") ? (
          <>
            <span className={styles.keySolid}>{t("metrics.states.solid")}</span>
            <span className={styles.keyThin}>{t("metrics.states.thin")}</span>
            {bars.some(({ cell }) => cell.state === "too_few") ? (
              <span className={styles.keyFew}>{t("metrics.states.few")}</span>
            ) : null}
          </>
        ) : undefined
      }
      table={(result) => ({
        columns: [
          {
            key: "name",
            title: dimension === undefined ? by : label(dimension.labels),
            render: (bar: Bar) => bar.name,
          },
          ...numbers,
        ],
        // The table holds all, also those the chart has no room for.
        rows: toBars(result.cells, (cell) => nameOf(cell, by), result.cells.length).bars,
        keyOf: (bar: Bar) => JSON.stringify(bar.cell.dimensions),
        hrefOf: (bar: Bar) => rowsOf(bar.cell),
      })}
      foot={
        hidden > 0 || data?.truncated ? (
          <p className={styles.foot}>
            {hidden > 0 ? t("metrics.hidden", { n: exact(hidden) }) : ""}
            {data?.truncated ? ` ${t("metrics.truncated")}` : ""}
          </p>
        ) : undefined
      }
    />
  );
}
