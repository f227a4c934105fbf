import { useTranslation } from "react-i18next";
import type { Cell, MetricResult, Verdict } from "../api";
import { useFormat } from "../format";
import styles from "./charts.module.css";

const MEANING: Readonly<Record<Verdict, string | undefined>> = {
  met: styles.good,
  open: undefined,
  missed: styles.bad,
};

/** How a number stands to its target and its red line, where somebody has set them. */
export function Goal({
  cell,
  result,
}: Readonly<{ cell: Cell; result: Pick<MetricResult, "unit" | "currency"> }>) {
  const { t } = useTranslation();
  const format = useFormat();
  if (cell.goal === null) {
    return null;
  }
  const { target, redLine, met, clear } = cell.goal;
  const text = (value: number) => format.metric(value, result.unit, result.currency);
  return (
    <span className={styles.goal}>
      {target === null ? null : (
        <span title={met === "open" ? t("metrics.goal.openWhy") : undefined}>
          {t("metrics.goal.target", { value: text(target) })}{" "}
          {met === null ? null : (
            <b className={`${styles.change} ${MEANING[met] ?? ""}`}>{t(`metrics.goal.met.${met}`)}</b>
          )}
        </span>
      )}
      {redLine === null || (clear === "met" && target !== null) ? null : (
        <span title={clear === "open" ? t("metrics.goal.openWhy") : undefined}>
          {t("metrics.goal.redLine", { value: text(redLine) })}{" "}
          {clear === null ? null : (
            <b className={`${styles.change} ${MEANING[clear] ?? ""}`}>{t(`metrics.goal.clear.${clear}`)}</b>
          )}
        </span>
      )}
    </span>
  );
}
