import { useQuery } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { apiUrl, get, type Import, type RecordPage, useSession } from "@/shared/api";
import { addSteps, startOf, todayIn, useFormat, writePeriod } from "@/shared/format";
import { issueText } from "@/shared/ui";
import ui from "@/shared/ui/ui.module.css";
import styles from "./imports.module.css";
import { Outcome } from "./Outcome";

/** How the import ended, and where to go from here. */
export function ResultStep({
  import: current,
  onAct,
}: Readonly<{
  import: Import;
  onAct: Readonly<{ start: () => void; map: () => void; busy: boolean }> | null;
}>) {
  const { t } = useTranslation();
  const { exact } = useFormat();
  const board = useBoardHref(current);
  const { id, state, result, problem } = current;
  const again =
    onAct === null ? undefined : (
      <span className={styles.actions}>
        <Button onClick={onAct.map}>{t("imports.check.back")}</Button>
        <Button type="primary" loading={onAct.busy} onClick={onAct.start}>
          {t("imports.result.goOn")}
        </Button>
      </span>
    );
  return (
    <div className={styles.step}>
      {state === "failed" ? (
        <Alert
          type="error"
          showIcon
          title={t("imports.result.failed")}
          description={problem === null ? undefined : issueText(t, problem)}
          action={again}
        />
      ) : state === "cancelled" ? (
        <Alert
          type="warning"
          showIcon
          title={t("imports.result.cancelled")}
          description={t("imports.result.kept")}
          action={again}
        />
      ) : result === null ? null : (
        <div className={styles.lead}>
          <p>
            <strong>{t("imports.result.done")}</strong>{" "}
            <span className="quiet numbers">
              {t("imports.result.took", {
                seconds: exact(Math.max(0.1, Math.round(result.seconds * 10) / 10)),
              })}
              {result.read < 1000
                ? ""
                : ` · ${t("imports.result.rate", { rate: exact(Math.round(result.read / Math.max(0.1, result.seconds))) })}`}
            </span>
          </p>
          <div className={styles.actions}>
            {result.rejected > 0 ? (
              <a className={ui.button} href={apiUrl(`/imports/${id}/rejects`)} download>
                {t("imports.downloadRejects")}
              </a>
            ) : null}
            <Link className={`${ui.button} ${ui.primary}`} to={board}>
              {t("imports.result.board")}
            </Link>
          </div>
        </div>
      )}
      {result === null ? null : <Outcome outcome={result} importId={id} />}
    </div>
  );
}

/** The board over the last year of the imported orders, which may lie long back; the board as it is without orders. */
function useBoardHref({ id, state, result }: Import): string {
  const zone = useSession().company?.zone ?? "Asia/Shanghai";
  const newest = useQuery({
    queryKey: ["records", "order", "newest of", id],
    queryFn: () =>
      get<RecordPage>("/records/order", {
        filter: `import_id == ${id} && ordered_at != null`,
        sort: "-ordered_at",
        limit: 1,
      }),
    enabled: state === "done" && (result?.objects.order?.created ?? 0) > 0,
  });
  const at = newest.data?.items[0]?.values.ordered_at;
  if (typeof at !== "string") {
    return "/boards";
  }
  const to = addSteps("month", startOf("month", todayIn(zone, Date.parse(at))), 1);
  const period = { from: addSteps("month", to, -12), to };
  return `/boards?period=${writePeriod({ kind: "days", period })}`;
}
