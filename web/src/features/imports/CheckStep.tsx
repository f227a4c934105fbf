import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { Import, ImportOutcome } from "@/shared/api";
import { apiUrl } from "@/shared/api";
import { useFormat } from "@/shared/format";
import ui from "@/shared/ui/ui.module.css";
import styles from "./imports.module.css";
import { Outcome } from "./Outcome";

/** What the dry run found, and the decision. */
export function CheckStep({
  import: { id },
  outcome,
  starting,
  onStart,
  onMap,
}: Readonly<{
  import: Import;
  outcome: ImportOutcome;
  starting: boolean;
  onStart: (() => void) | null;
  onMap: (() => void) | null;
}>) {
  const { t } = useTranslation();
  const { exact } = useFormat();
  const changes = outcome.created + outcome.updated;
  return (
    <div className={styles.step}>
      <div className={styles.lead}>
        <p>
          {changes === 0
            ? t("imports.check.nothing")
            : outcome.rejected === 0
              ? t("imports.check.clean")
              : t("imports.check.some", { n: exact(outcome.rejected) })}{" "}
          <span className="quiet">{t("imports.check.unwritten")}</span>
        </p>
        <div className={styles.actions}>
          {outcome.rejected > 0 ? (
            <a className={ui.button} href={apiUrl(`/imports/${id}/rejects`)} download>
              {t("imports.downloadRejects")}
            </a>
          ) : null}
          {onMap === null ? null : <Button onClick={onMap}>{t("imports.check.back")}</Button>}
          {onStart === null ? null : (
            <Button type="primary" loading={starting} onClick={onStart}>
              {t("imports.check.start")}
            </Button>
          )}
        </div>
      </div>
      <Outcome outcome={outcome} importId={null} />
    </div>
  );
}
