import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Cell } from "../../api";
import { stepText, useFormat } from "../../format";
import { ChartCard } from "../ChartCard";
import styles from "../charts.module.css";
import type { ChartContext } from "../context";
import type { TileProps } from "../tile";
import { resultOf, useNumberColumns, useTile } from "./common";
import { Keys } from "./Keys";
import { type Line, toTrendsOption } from "./trends";

type Row = Readonly<{ metric: string; name: string; cell: Cell }>;

export function TrendTile(props: TileProps) {
  const { t } = useTranslation();
  const { label, language } = useFormat();
  const { question, scope, state, height, rowsOf } = props;
  const { asked, card } = useTile(props);
  const { target, limit } = question;
  const grain = question.grain ?? scope.grain;
  const lines = useMemo(
    () =>
      asked.flatMap((metric): readonly (Line & { id: string })[] => {
        const result = resultOf(state.data, 0, metric.id);
        return result === undefined ? [] : [{ id: metric.id, name: label(metric.labels), result }];
      }),
    [asked, state.data, label],
  );
  const toOption = useCallback(
    (_: unknown, context: ChartContext) => toTrendsOption(lines, grain, { target, limit }, context),
    [lines, grain, target, limit],
  );
  const [first] = lines;
  const cells = first?.result.cells ?? [];
  const steps = [...new Set(lines.flatMap(({ result }) => result.cells.map(({ time }) => time)))].toSorted();
  const numbers = useNumberColumns<Row>(first?.result, ({ cell }) => cell);
  const single = lines.length === 1;
  return (
    <ChartCard
      {...card}
      isEmpty={() => lines.every(({ result }) => result.cells.every(({ value }) => value === null))}
      toOption={toOption}
      height={height ?? 220}
      actionsOf={(index) => {
        const found = lines.flatMap(({ id, name, result }) => {
          const cell = result.cells.find(({ time }) => time === steps[index]);
          return cell === undefined ? [] : [{ id, name, cell }];
        });
        const [one] = found;
        // Where several lines meet one says whose rows are meant.
        return one === undefined
          ? null
          : found.length === 1
            ? { href: rowsOf(one.id, one.cell, grain), more: [] }
            : {
                more: [],
                links: found.map(({ id, name, cell }) => ({ text: name, href: rowsOf(id, cell, grain) })),
              };
      }}
      legend={
        <>
          {single ? (
            <span className={styles.keyLine}>{t("metrics.thisPeriod")}</span>
          ) : (
            <Keys names={lines.map(({ name }) => name)} />
          )}
          {cells.some(({ low, high }) => low !== null && high !== null) ? (
            <span className={styles.keyBand}>{t("metrics.interval")}</span>
          ) : null}
          {single && cells.some(({ previous }) => previous?.value != null) ? (
            <span className={styles.keyGhost}>{t("metrics.previous")}</span>
          ) : null}
          {limit === null ? null : <span className={styles.keyLimit}>{t("charts.limit")}</span>}
          {target === null ? null : <span className={styles.keyTarget}>{t("charts.target")}</span>}
        </>
      }
      table={() => ({
        columns: [
          {
            key: "time",
            title: t("metrics.time"),
            render: ({ cell }: Row) => (cell.time === null ? "" : stepText(grain, cell.time, language)),
          },
          ...(single ? [] : [{ key: "metric", title: t("metrics.metric"), render: ({ name }: Row) => name }]),
          ...numbers,
        ],
        rows: lines.flatMap(({ id, name, result }) =>
          result.cells.map((cell): Row => ({ metric: id, name, cell })),
        ),
        keyOf: ({ metric, cell }: Row) => `${metric} ${cell.time}`,
        hrefOf: ({ metric, cell }: Row) => rowsOf(metric, cell, grain),
      })}
    />
  );
}
