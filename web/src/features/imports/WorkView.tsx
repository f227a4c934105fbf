import { Button, Progress } from "antd";
import { useTranslation } from "react-i18next";
import { type ObjectType, useObjectType } from "@/shared/api";
import { useFormat } from "@/shared/format";
import { Card } from "@/shared/ui";
import styles from "./imports.module.css";
import { type Followed, secondsLeft } from "./progress";

/** How far the work is; it goes on without anyone watching. */
export function WorkView({
  followed,
  onCancel,
}: Readonly<{ followed: Followed; onCancel: (() => void) | null }>) {
  const { t } = useTranslation();
  const { exact, label } = useFormat();
  const { state, progress } = followed.import;
  const object = useObjectType(progress?.phase);
  const left = secondsLeft(followed, Date.now());
  const share = progress?.total ? Math.min(1, progress.done / progress.total) : null;
  const trying = state === "checking";
  const doing = trying || state === "cancelling" ? state : "running";
  const named = ({ plural }: ObjectType) => ({ object: label(plural) });
  const phase =
    progress === null
      ? t("imports.work.queued")
      : object === undefined
        ? t(`imports.phases.${progress.phase}`, { defaultValue: progress.phase })
        : trying
          ? t("imports.work.trying", named(object))
          : t("imports.work.writing", named(object));
  return (
    <Card className={styles.work ?? ""}>
      <h2>{t(`imports.work.${doing}`)}</h2>
      <Progress
        // A new phase starts anew instead of running back.
        key={progress?.phase}
        percent={share === null ? 0 : Math.floor(share * 100)}
        status="active"
        showInfo={share !== null}
        aria-label={phase}
      />
      <div className={styles.workLine} role="status">
        <span>{phase}</span>
        <span className="quiet numbers">
          {progress === null
            ? ""
            : progress.total === null
              ? exact(progress.done)
              : `${exact(progress.done)} / ${exact(progress.total)}`}
        </span>
        {left === null ? null : (
          <span className="quiet numbers">
            {left < 60
              ? t("imports.work.secondsLeft", { count: Math.max(1, Math.round(left)) })
              : t("imports.work.minutesLeft", { count: Math.round(left / 60) })}
          </span>
        )}
      </div>
      <p className="quiet">{t("imports.work.leave")}</p>
      {onCancel === null ? null : (
        <Button danger disabled={state === "cancelling"} onClick={onCancel}>
          {t("imports.work.cancel")}
        </Button>
      )}
    </Card>
  );
}
