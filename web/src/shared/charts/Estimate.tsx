import { useTranslation } from "react-i18next";
import type { Cell, MetricDefinition, MetricResult } from "../api";
import { changeText, estimateText, useFormat } from "../format";
import styles from "./charts.module.css";

type Shown = Readonly<{
  cell: Cell;
  result: Pick<MetricResult, "unit" | "currency">;
  minimum?: number | null;
}>;

/** A measured number: its value, how sure it is, and in what state. */
export function Estimate({
  cell,
  result,
  minimum = null,
  large = false,
}: Shown & Readonly<{ large?: boolean }>) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = estimateText(format, cell, result.unit, result.currency);
  const few = cell.state === "too_few";
  return (
    <span className={`${styles.estimate} ${large ? styles.large : ""} ${styles[cell.state]}`}>
      <span
        className={styles.value}
        title={cell.value === null ? undefined : format.exactMetric(cell.value, result.unit, result.currency)}
      >
        {text?.value ?? "–"}
      </span>
      {text?.margin && !few ? (
        <span
          className={styles.margin}
          title={text.range === null ? undefined : `${t("metrics.interval")} ${text.range}`}
        >
          {text.margin}
        </span>
      ) : null}
      {cell.state === "thin" ? (
        <span className={styles.mark} title={t("metrics.thinWhy")}>
          {t("metrics.states.thin")}
        </span>
      ) : null}
      {few ? (
        <span className={styles.mark} title={t("metrics.tooFewWhy")}>
          {minimum === null || cell.n >= minimum
            ? t("metrics.states.few")
            : t("metrics.tooFewOf", { n: format.exact(cell.n), minimum: format.exact(minimum) })}
        </span>
      ) : null}
    </span>
  );
}

/** The change against the period before: which way, how much, and whether that is more than noise. */
export function Change({
  cell,
  result,
  direction,
}: Shown & Readonly<{ direction: MetricDefinition["direction"] }>) {
  const { t } = useTranslation();
  const format = useFormat();
  const change = changeText(format, cell, result.unit, direction, {
    shares: (amount) => t("metrics.shares", { amount }),
    points: (amount) => t("metrics.points", { amount }),
  });
  if (change === null) {
    return <span className="quiet">{t("metrics.noPrevious")}</span>;
  }
  const arrow = { up: "↑", down: "↓", same: "→" }[change.direction];
  return (
    <span className={`${styles.change} ${change.meaning === null ? "" : styles[change.meaning]}`}>
      <span aria-hidden>{arrow}</span>
      <span className="visually-hidden">{t(`metrics.directions.${change.direction}`)}</span> {change.amount}{" "}
      <span className={change.beyondNoise ? styles.beyond : "quiet"}>
        {change.beyondNoise ? t("metrics.beyondNoise") : t("metrics.withinNoise")}
      </span>
    </span>
  );
}
