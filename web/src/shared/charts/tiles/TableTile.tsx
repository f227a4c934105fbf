import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Cell, MetricDefinition, MetricResult } from "../../api";
import { stepText, useFormat } from "../../format";
import { ChartCard } from "../ChartCard";
import styles from "../charts.module.css";
import { Estimate } from "../Estimate";
import type { TileProps } from "../tile";
import { resultOf, useTile } from "./common";

/** More rows than this are for the page of the metric. */
const MOST_ROWS = 200;

type Row = Readonly<{ key: string; cell: Cell; cells: ReadonlyMap<string, Cell> }>;

/** Lays the cells of several metrics out: rows in the order of the first metric that has them. */
export function toRows(results: readonly Readonly<{ id: string; cells: readonly Cell[] }>[]): readonly Row[] {
  const rows = new Map<string, { key: string; cell: Cell; cells: Map<string, Cell> }>();
  for (const { id, cells } of results) {
    for (const cell of cells) {
      const key = JSON.stringify([cell.time, cell.dimensions]);
      const row = rows.get(key) ?? { key, cell, cells: new Map<string, Cell>() };
      row.cells.set(id, cell);
      rows.set(key, row);
    }
  }
  return [...rows.values()];
}

const noOption = () => ({});

export function TableTile(props: TileProps) {
  const { t } = useTranslation();
  const { label, exact } = useFormat();
  const { question, state, height } = props;
  const { asked, dimensionTitle, card } = useTile(props);
  const columns = asked.flatMap((metric) => {
    const result = resultOf(state.data, 0, metric.id);
    return result === undefined ? [] : [{ metric, result }];
  });
  const rows = toRows(columns.map(({ metric, result }) => ({ id: metric.id, cells: result.cells })));
  const hidden = rows.length - MOST_ROWS;
  return (
    <ChartCard
      {...card}
      isEmpty={() => rows.length === 0}
      toOption={noOption}
      height={height ?? 280}
      table={() => ({ columns: [], rows: [], keyOf: () => "" })}
      body={() => (
        <div className={styles.scroll} style={{ maxHeight: height ?? 320 }}>
          <table className={styles.pivot}>
            <caption className="visually-hidden">{card.title}</caption>
            <thead>
              <tr>
                {question.by.map((path) => (
                  <th key={path} scope="col">
                    {dimensionTitle(path)}
                  </th>
                ))}
                {question.grain === null ? null : <th scope="col">{t("metrics.time")}</th>}
                {columns.map(({ metric }) => (
                  <th key={metric.id} scope="col" className={styles.end}>
                    {label(metric.labels)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, MOST_ROWS).map((row) => (
                <RowView key={row.key} row={row} columns={columns} {...props} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      foot={
        hidden > 0 ? <p className={styles.foot}>{t("metrics.hidden", { n: exact(hidden) })}</p> : undefined
      }
    />
  );
}

function RowView({
  row,
  columns,
  ...props
}: TileProps &
  Readonly<{
    row: Row;
    columns: readonly Readonly<{ metric: MetricDefinition; result: MetricResult }>[];
  }>) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const { question, rowsOf, onSelect } = props;
  const { nameOf } = useTile(props);
  const { grain } = question;
  return (
    <tr>
      {question.by.map((path) => {
        const name = nameOf(row.cell, path);
        return (
          <th key={path} scope="row">
            {onSelect === undefined ? (
              name
            ) : (
              <button
                type="button"
                className={styles.inline}
                title={t("charts.select", { name })}
                onClick={() => onSelect({ path, value: row.cell.dimensions[path] ?? null })}
              >
                {name}
              </button>
            )}
          </th>
        );
      })}
      {grain === null ? null : (
        <th scope="row">{row.cell.time === null ? "" : stepText(grain, row.cell.time, language)}</th>
      )}
      {columns.map(({ metric, result }) => {
        const cell = row.cells.get(metric.id);
        return (
          <td key={metric.id} className={styles.end}>
            {cell === undefined ? (
              "–"
            ) : (
              <Link to={rowsOf(metric.id, cell, grain)}>
                <Estimate cell={cell} result={result} minimum={metric.minimum} />
              </Link>
            )}
          </td>
        );
      })}
    </tr>
  );
}
