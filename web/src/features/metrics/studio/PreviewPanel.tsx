import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Change, Estimate, TrendCard } from "@/shared/charts";
import { periodText, useFormat } from "@/shared/format";
import { Card, ErrorView, Skeleton } from "@/shared/ui";
import { grainOf, type Scope } from "@/shared/ui/period";
import { endPreviews, previewQuery } from "./api";
import { valueAt } from "./edit";
import styles from "./studio.module.css";

/** What the text would give on the company's own history: number, trend, what is left out, first rows, SQL. */
export function PreviewPanel({
  text,
  previewKey,
  scope,
  right,
}: Readonly<{
  text: string;
  previewKey: string;
  scope: Scope;
  /** Whether the text has no problems; without, the last numbers stay. */
  right: boolean;
}>) {
  const { t } = useTranslation();
  const { label, exact, language } = useFormat();
  const grain = grainOf(scope);
  useEffect(() => () => endPreviews(previewKey, grain), [previewKey, grain]);
  const total = useQuery({ ...previewQuery(text, previewKey, scope.period, null), enabled: right });
  const trend = useQuery({ ...previewQuery(text, previewKey, scope.period, grain), enabled: right });
  const nowhere = useCallback(() => "#", []);
  const result = total.data?.answer?.results[0];
  const cell = result?.cells[0];
  const rows = total.data?.rows;
  if (total.error !== null) {
    return <ErrorView error={total.error} onRetry={() => void total.refetch()} />;
  }
  if (total.data === undefined || total.data.answer === null) {
    return (
      <Card>{right ? <Skeleton lines={6} /> : <p className="quiet">{t("studio.previewWaits")}</p>}</Card>
    );
  }
  return (
    <div className={`${styles.preview} ${right ? "" : styles.old}`}>
      <Card>
        {result === undefined || cell === undefined ? (
          <p className="quiet">{t("metrics.nothing")}</p>
        ) : (
          <div className={styles.number} data-testid="preview-number">
            <Estimate cell={cell} result={result} large />
            <Change
              cell={cell}
              result={result}
              direction={valueAt(text, ["direction"]) === "down" ? "down" : "up"}
            />
            <span className="quiet numbers">
              {t("metrics.basis", { n: exact(cell.n), period: periodText(scope.period, language) })}
            </span>
          </div>
        )}
        {right ? null : <p className="quiet">{t("studio.previewOld")}</p>}
      </Card>
      <TrendCard
        title={t("metrics.trend")}
        state={{
          data: trend.data?.answer?.results[0],
          error: trend.error,
          isFetching: trend.isFetching,
          refetch: () => void trend.refetch(),
        }}
        asOf={trend.data?.answer?.asOf}
        metric={undefined}
        rowsOf={nowhere}
        grain={grain}
        height={200}
      />
      {rows == null ? null : (
        <Card>
          <h2>{t("studio.counted", { n: exact(rows.counted) })}</h2>
          {rows.leftOut.length === 0 ? null : (
            <ul className={styles.leftOut}>
              {rows.leftOut.map(({ reason, text: words, n }) => (
                <li key={reason}>
                  {label(words)} <span className="quiet numbers">{exact(n)}</span>
                </li>
              ))}
            </ul>
          )}
          <p className="quiet">{rows.items.map((item) => item.label).join(" · ")}</p>
        </Card>
      )}
      {result === undefined ? null : (
        <details className={styles.sql}>
          <summary>{t("metrics.sql")}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
          <pre tabIndex={0}>{result.sql}</pre>
        </details>
      )}
    </div>
  );
}
