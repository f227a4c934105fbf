import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Answers, Cell, MetricDefinition } from "@/shared/api";
import { Estimate } from "@/shared/charts";
import { stepText, useFormat } from "@/shared/format";
import { metricHref, type Scope } from "@/shared/ui/period";
import styles from "./explore.module.css";
import { type Across, type Pivot, type PivotRow, resultOf, shades } from "./pivot";

/** Numbers side by side; each opens to the rows behind it, and a column of more than one is shaded by size. */
export function PivotTable({
  pivot,
  metrics,
  dimensions,
  across,
  scope,
  grain,
  titleOf,
  nameOf,
  answers,
}: Readonly<{
  pivot: Pivot;
  metrics: readonly MetricDefinition[];
  dimensions: readonly Readonly<{ path: string; title: string }>[];
  across: Across;
  scope: Scope;
  grain: Scope["grain"];
  titleOf: (column: string) => string;
  nameOf: (row: PivotRow, path: string) => string;
  answers: Answers | undefined;
}>) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const hasTime = across === "metrics" && grain !== null;
  const shadeAll = shades(pivot.rows, null);
  return (
    <div className={styles.scroll}>
      <table className={styles.pivot} aria-busy={answers === undefined}>
        <caption className="visually-hidden">{t("explore.title")}</caption>
        <thead>
          <tr>
            {dimensions.map(({ path, title }) => (
              <th key={path} scope="col">
                {title}
              </th>
            ))}
            {hasTime ? <th scope="col">{t("metrics.time")}</th> : null}
            {dimensions.length === 0 && !hasTime ? <th scope="col">{t("explore.whole")}</th> : null}
            {pivot.columns.map((column) => (
              <th key={column} scope="col" className={styles.number}>
                {titleOf(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pivot.rows.map((row) => (
            <tr key={row.key}>
              {dimensions.map(({ path }) => (
                <th key={path} scope="row">
                  {nameOf(row, path)}
                </th>
              ))}
              {hasTime ? (
                <th scope="row">{row.time === null ? "" : stepText(grain, row.time, language)}</th>
              ) : null}
              {dimensions.length === 0 && !hasTime ? <th scope="row">{t("explore.all")}</th> : null}
              {pivot.columns.map((column) => (
                <NumberCell
                  key={column}
                  cell={row.cells.get(column)}
                  metric={metrics.find(({ id }) => id === column) ?? metrics[0]}
                  shade={across === "time" ? shadeAll : shades(pivot.rows, column)}
                  scope={scope}
                  grain={grain}
                  answers={answers}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function NumberCell({
  cell,
  metric,
  shade,
  scope,
  grain,
  answers,
}: Readonly<{
  cell: Cell | undefined;
  metric: MetricDefinition | undefined;
  shade: (cell: Cell | undefined) => number | null;
  scope: Scope;
  grain: Scope["grain"];
  answers: Answers | undefined;
}>) {
  const result = metric === undefined ? undefined : resultOf(answers, metric.id);
  if (cell === undefined || metric === undefined || result === undefined) {
    return <td className={styles.number}>–</td>;
  }
  const share = shade(cell);
  const place = JSON.stringify({ time: cell.time, dimensions: cell.dimensions });
  return (
    <td
      className={styles.number}
      style={
        share === null
          ? undefined
          : { background: `color-mix(in srgb, var(--accent) ${Math.round(share * 14)}%, transparent)` }
      }
    >
      <Link
        to={metricHref(metric.id, scope, {
          grain: cell.time === null ? null : grain,
          tab: "rows",
          cell: place,
        })}
      >
        <Estimate cell={cell} result={result} minimum={metric.minimum} />
      </Link>
    </td>
  );
}
