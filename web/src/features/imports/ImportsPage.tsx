import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { type Import, useRole } from "@/shared/api";
import { useFormat } from "@/shared/format";
import { type Column, DataTable, ErrorView, Page, StateView } from "@/shared/ui";
import { importsQuery } from "./api";
import styles from "./imports.module.css";
import { isAtWork } from "./progress";
import { SampleHeader } from "./SampleHeader";
import { StateTag } from "./StateTag";
import { Upload } from "./Upload";

/** All imports, the newest first, and the place to drop the next file. */
export function ImportsPage() {
  const { t } = useTranslation();
  const { bytes, dateTime, exact } = useFormat();
  const { mayWrite } = useRole();
  const [parameters] = useSearchParams();
  const target = parameters.get("target");
  const imports = useQuery({
    ...importsQuery,
    refetchInterval: ({ state }) => (state.data?.some((one) => isAtWork(one.state)) ? 3000 : false),
  });
  const columns: readonly Column<Import>[] = [
    { key: "file", title: t("imports.file"), render: ({ fileName }) => fileName },
    {
      key: "state",
      title: t("imports.stateTitle"),
      render: (one) => <StateTag import={one} />,
    },
    {
      key: "created",
      title: t("imports.created"),
      align: "end",
      render: ({ result }) => (result === null ? "–" : exact(result.created)),
    },
    {
      key: "updated",
      title: t("imports.updated"),
      align: "end",
      render: ({ result }) => (result === null ? "–" : exact(result.updated)),
    },
    {
      key: "rejected",
      title: t("imports.rejected"),
      align: "end",
      render: ({ result }) => (result === null ? "–" : exact(result.rejected)),
    },
    { key: "size", title: t("imports.size"), align: "end", render: ({ size }) => bytes(size) },
    { key: "at", title: t("imports.at"), render: ({ createdAt }) => dateTime(createdAt) },
    { key: "by", title: t("imports.by"), render: ({ createdBy }) => createdBy },
  ];
  return (
    <Page title={t("imports.title")}>
      {mayWrite ? <Upload target={target} /> : <p className={styles.note}>{t("imports.readOnly")}</p>}
      {imports.error !== null ? (
        <ErrorView error={imports.error} onRetry={() => void imports.refetch()} />
      ) : imports.data?.length === 0 ? (
        mayWrite ? (
          <SampleHeader />
        ) : (
          <StateView title={t("imports.none")} />
        )
      ) : (
        <>
          <DataTable
            label={t("imports.title")}
            columns={columns}
            rows={imports.data}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => `/imports/${id}`}
          />
          {mayWrite ? (
            <details className={styles.details}>
              <summary>{t("imports.teach.title")}</summary>
              <SampleHeader />
            </details>
          ) : null}
        </>
      )}
    </Page>
  );
}
