import type { EChartsCoreOption } from "echarts/core";
import { type ReactNode, useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { MetricResult } from "../../api";
import { useFormat } from "../../format";
import { type Bar, toBars } from "../breakdown";
import { ChartCard } from "../ChartCard";
import styles from "../charts.module.css";
import type { ChartContext } from "../context";
import type { TileProps } from "../tile";
import { resultOf, useActions, useNumberColumns, useTile } from "./common";

/** Values by one dimension as bars; without a dimension the one there is, under the name of its metric. */
export function BarsTile({
  draw,
  legendOf,
  ...props
}: TileProps &
  Readonly<{
    /** Must be stable. */
    draw: (bars: readonly Bar[], result: MetricResult, context: ChartContext) => EChartsCoreOption;
    legendOf: (bars: readonly Bar[]) => ReactNode;
  }>) {
  const { t } = useTranslation();
  const { exact, label } = useFormat();
  const { question, height } = props;
  const { id, metric, result, nameOf, dimensionTitle, card } = useTile(props);
  const by = question.by[0];
  const whole = metric === undefined ? id : label(metric.labels);
  const actions = useActions(props);
  const { bars, hidden } = useMemo(
    () => toBars(result?.cells ?? [], (cell) => (by === undefined ? whole : nameOf(cell, by))),
    [result, nameOf, by, whole],
  );
  const toOption = useCallback(
    (_: unknown, context: ChartContext) => (result === undefined ? {} : draw(bars, result, context)),
    [bars, result, draw],
  );
  const numbers = useNumberColumns<Bar>(result, (bar) => bar.cell);
  return (
    <ChartCard
      {...card}
      isEmpty={(data) => resultOf(data, 0, id) === undefined || bars.length === 0}
      toOption={toOption}
      height={height ?? Math.max(96, 44 + 26 * bars.length)}
      along="y"
      actionsOf={(index) => {
        const bar = bars[index];
        return bar === undefined ? null : actions(id, bar.cell, bar.name, by);
      }}
      legend={legendOf(bars)}
      table={() => ({
        columns: [
          {
            key: "name",
            title: by === undefined ? t("metrics.metric") : dimensionTitle(by),
            render: (bar: Bar) => bar.name,
          },
          ...numbers,
        ],
        // The table holds all, also those the chart has no room for.
        rows: toBars(
          result?.cells ?? [],
          (cell) => (by === undefined ? whole : nameOf(cell, by)),
          Number.POSITIVE_INFINITY,
        ).bars,
        keyOf: (bar: Bar) => JSON.stringify(bar.cell.dimensions),
        hrefOf: (bar: Bar) => props.rowsOf(id, bar.cell, null),
      })}
      foot={
        hidden > 0 || result?.truncated ? (
          <p className={styles.foot}>
            {hidden > 0 ? t("metrics.hidden", { n: exact(hidden) }) : ""}
            {result?.truncated ? ` ${t("metrics.truncated")}` : ""}
          </p>
        ) : undefined
      }
    />
  );
}
