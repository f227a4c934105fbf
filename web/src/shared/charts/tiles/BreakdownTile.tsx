import { useTranslation } from "react-i18next";
import { type Bar, toBreakdownOption } from "../breakdown";
import styles from "../charts.module.css";
import type { TileProps } from "../tile";
import { BarsTile } from "./BarsTile";

export function BreakdownTile(props: TileProps) {
  const { t } = useTranslation();
  const legendOf = (bars: readonly Bar[]) =>
    bars.some(({ cell }) => cell.state !== "solid") ? (
      <>
        <span className={styles.keySolid}>{t("metrics.states.solid")}</span>
        <span className={styles.keyThin}>{t("metrics.states.thin")}</span>
        {bars.some(({ cell }) => cell.state === "too_few") ? (
          <span className={styles.keyFew}>{t("metrics.states.few")}</span>
        ) : null}
      </>
    ) : null;
  return <BarsTile {...props} draw={toBreakdownOption} legendOf={legendOf} />;
}
