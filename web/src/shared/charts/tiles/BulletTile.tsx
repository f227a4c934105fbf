import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { MetricResult } from "../../api";
import type { Bar } from "../breakdown";
import styles from "../charts.module.css";
import type { ChartContext } from "../context";
import type { TileProps } from "../tile";
import { BarsTile } from "./BarsTile";
import { toBulletOption } from "./bullet";

export function BulletTile(props: TileProps) {
  const { t } = useTranslation();
  const { question, metrics } = props;
  const direction = metrics.find(({ id }) => id === question.metrics[0])?.direction ?? "up";
  const target = question.target ?? 0;
  const draw = useCallback(
    (bars: readonly Bar[], result: MetricResult, context: ChartContext) =>
      toBulletOption(bars, target, direction, result, context),
    [target, direction],
  );
  const legendOf = () => (
    <>
      <span className={styles.keyGood}>{t("charts.met.yes")}</span>
      <span className={styles.keyBad}>{t("charts.met.no")}</span>
      <span className={styles.keyOpen}>{t("charts.met.open")}</span>
    </>
  );
  return <BarsTile {...props} draw={draw} legendOf={legendOf} />;
}
