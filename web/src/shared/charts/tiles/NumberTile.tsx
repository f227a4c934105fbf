import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Cell, MetricDefinition } from "../../api";
import { useFormat } from "../../format";
import { ErrorView, Skeleton } from "../../ui";
import styles from "../charts.module.css";
import { Change, Estimate } from "../Estimate";
import { Goal } from "../Goal";
import { About } from "../marks";
import { Sparkline } from "../Sparkline";
import type { TileProps } from "../tile";
import { judge } from "./bullet";
import { resultOf, useTile } from "./common";

/** One number with its interval, its way here, its change and how it stands to its target. */
export function NumberTile(props: TileProps) {
  const { t } = useTranslation();
  const { scope, question, title, href, tools } = props;
  const { id, metric, result, card } = useTile(props);
  const { data, error, isFetching, refetch } = card.state;
  const cell = result?.cells[0];
  const trend = resultOf(data, 1, id);
  return (
    <section className={`${styles.card} ${card.className}`} aria-label={title} aria-busy={isFetching}>
      <header className={styles.head}>
        <h2>{href === undefined ? title : <Link to={href}>{title}</Link>}</h2>
        <span className={styles.grow} />
        <About title={title}>{card.about}</About>
        {tools}
      </header>
      {data === undefined ? (
        error === null ? (
          <Skeleton lines={2} />
        ) : (
          <ErrorView error={error} onRetry={refetch} />
        )
      ) : cell === undefined || result === undefined ? (
        <span className="quiet">{t("metrics.nothing")}</span>
      ) : (
        <Link
          to={props.rowsOf(id, cell, null)}
          className={`${styles.figure} ${isFetching ? styles.fetching : ""}`}
          title={t("charts.open")}
        >
          <span className={styles.figureLine}>
            <Estimate cell={cell} result={result} minimum={metric?.minimum ?? null} large />
            {trend ? <Sparkline cells={trend.cells} /> : null}
          </span>
          <Change cell={cell} result={result} direction={metric?.direction ?? "up"} />
          <Goal cell={cell} result={result} />
          {question.target === null || cell.goal !== null ? null : (
            <Against cell={cell} result={result} target={question.target} direction={metric?.direction} />
          )}
        </Link>
      )}
      {error !== null && data !== undefined ? (
        <p className={styles.stale} role="status">
          <Stale asOf={card.asOf} />
        </p>
      ) : null}
      <span className="visually-hidden">{scope.filter ?? ""}</span>
    </section>
  );
}

function Stale({ asOf }: Readonly<{ asOf: string | undefined }>) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  return t("metrics.stale", { time: asOf === undefined ? "–" : dateTime(asOf) });
}

/** How a number stands to its target: met, missed, or not settled while the interval holds it. */
function Against({
  cell,
  result,
  target,
  direction,
}: Readonly<{
  cell: Cell;
  result: Parameters<typeof Estimate>[0]["result"];
  target: number;
  direction: MetricDefinition["direction"] | undefined;
}>) {
  const { t } = useTranslation();
  const { metric } = useFormat();
  const verdict = judge(cell, target, direction ?? "up");
  return (
    <span className={styles.change}>
      {t("charts.target")} {metric(target, result.unit, result.currency)}{" "}
      <span className={verdict === "yes" ? styles.good : verdict === "no" ? styles.bad : "quiet"}>
        {t(`charts.met.${verdict}`)}
      </span>
    </span>
  );
}
