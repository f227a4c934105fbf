import { useTranslation } from "react-i18next";
import type { Import } from "@/shared/api";
import { useFormat } from "@/shared/format";
import styles from "./imports.module.css";

/** Where an import stands; at work, how far it is. */
export function StateTag({ import: { state, progress } }: Readonly<{ import: Import }>) {
  const { t } = useTranslation();
  const { percent } = useFormat();
  return (
    <span className={`${styles.tag} ${styles[state] ?? ""}`}>
      {t(`imports.states.${state}`)}
      {progress?.total ? ` ${percent(Math.min(1, progress.done / progress.total))}` : ""}
    </span>
  );
}
