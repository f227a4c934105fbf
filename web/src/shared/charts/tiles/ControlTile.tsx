import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Cell, MetricResult } from "../../api";
import { stepText, useFormat } from "../../format";
import { ChartCard } from "../ChartCard";
import styles from "../charts.module.css";
import type { ChartContext } from "../context";
import { controlChart, FEWEST_STEPS } from "../statistics/control";
import type { TileProps } from "../tile";
import { toTrendOption } from "../trend";
import { useNumberColumns, useTile } from "./common";
import { toControlOption, toMeasured } from "./control";

const NOTHING: MetricResult["cells"] = [];

export function ControlTile(props: TileProps) {
  const { t } = useTranslation();
  const { exact, language } = useFormat();
  const { question, scope, height, rowsOf } = props;
  const { id, result, card } = useTile(props);
  const grain = question.grain ?? scope.grain;
  const chart = useMemo(() => (result === undefined ? null : controlChart(toMeasured(result))), [result]);
  const cells = result?.cells ?? NOTHING;
  const toOption = useCallback(
    (_: unknown, context: ChartContext) =>
      result === undefined
        ? {}
        : chart === null
          ? toTrendOption(result, grain, context)
          : toControlOption(result, chart, grain, context),
    [result, chart, grain],
  );
  const numbers = useNumberColumns<Cell>(result, (cell) => cell);
  const beyond = chart?.points.filter((point) => point.beyond).length ?? 0;
  const inRun = chart?.points.some((point) => point.inRun) ?? false;
  const judged = (cell: Cell) => {
    const point = chart?.points[cells.indexOf(cell)];
    return point?.beyond ? t("charts.beyond") : point?.inRun ? t("charts.inRun") : "";
  };
  return (
    <ChartCard
      {...card}
      isEmpty={() => cells.every(({ value }) => value === null)}
      toOption={toOption}
      height={height ?? 220}
      actionsOf={(index) => {
        const cell = cells[index];
        return cell === undefined ? null : { href: rowsOf(id, cell, grain), more: [] };
      }}
      legend={
        chart === null ? null : (
          <>
            <span className={styles.keyCentre}>{t("charts.centre")}</span>
            <span className={styles.keyGhost}>{t("charts.limits")}</span>
            <span className={styles.keyBeyond}>{t("charts.beyond")}</span>
            {inRun ? <span className={styles.keyRun}>{t("charts.inRun")}</span> : null}
          </>
        )
      }
      table={() => ({
        columns: [
          {
            key: "time",
            title: t("metrics.time"),
            render: (cell: Cell) => (cell.time === null ? "" : stepText(grain, cell.time, language)),
          },
          ...numbers,
          { key: "judged", title: t("charts.limits"), render: judged },
        ],
        rows: cells,
        keyOf: (cell: Cell) => cell.time ?? "",
        hrefOf: (cell: Cell) => rowsOf(id, cell, grain),
      })}
      foot={
        <p className={styles.foot}>
          {chart === null
            ? t("charts.notEnough", { n: FEWEST_STEPS })
            : `${beyond === 0 ? t("charts.steady") : t("charts.found", { n: exact(beyond) })} · ${
                chart.method === "p" ? t("charts.methods.p") : t("charts.methods.xmr")
              }`}
        </p>
      }
    />
  );
}
