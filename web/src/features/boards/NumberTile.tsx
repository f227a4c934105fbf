import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { MetricDefinition, MetricResult } from "@/shared/api";
import { type CardState, Change, Estimate, Goal, Sparkline } from "@/shared/charts";
import { Skeleton, useProblemText } from "@/shared/ui";
import styles from "./board.module.css";

/** One number with its interval, its way here and its change; all of it opens the metric's page. */
export function NumberTile({
  title,
  href,
  state,
  metric,
  trend,
  className,
}: Readonly<{
  title: string;
  href: string;
  state: CardState<MetricResult>;
  metric: MetricDefinition | undefined;
  trend: MetricResult | undefined;
  className: string;
}>) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const { data, error, isFetching, refetch } = state;
  const cell = data?.cells[0];
  if (data === undefined && error !== null) {
    return (
      <section className={`${styles.tile} ${className}`} aria-label={title}>
        <h2>{title}</h2>
        <p className={styles.problem} role="alert">
          {problemText(error)}
        </p>
        <button type="button" className={styles.retry} onClick={refetch}>
          {t("common.tryAgain")}
        </button>
      </section>
    );
  }
  return (
    <Link
      to={href}
      className={`${styles.tile} ${className} ${isFetching && data ? styles.fetching : ""}`}
      aria-busy={isFetching}
    >
      <h2>{title}</h2>
      {data === undefined ? (
        <Skeleton lines={2} />
      ) : cell === undefined ? (
        <span className="quiet">{t("metrics.nothing")}</span>
      ) : (
        <>
          <span className={styles.figure}>
            <Estimate cell={cell} result={data} minimum={metric?.minimum ?? null} large />
            <span className={styles.spark}>{trend ? <Sparkline cells={trend.cells} /> : null}</span>
          </span>
          <Change cell={cell} result={data} direction={metric?.direction ?? "up"} />
          <Goal cell={cell} result={data} />
        </>
      )}
    </Link>
  );
}
