import { DeleteOutlined, EditOutlined, PlusOutlined, UndoOutlined } from "@ant-design/icons";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { get, type HistoryEntry, type ObjectType, type Page, type RecordItem } from "@/shared/api";
import { useFormat } from "@/shared/format";
import { ErrorView, Skeleton } from "@/shared/ui";
import { FieldValue } from "@/shared/ui/FieldValue";
import styles from "./record.module.css";

const ICONS = {
  created: PlusOutlined,
  updated: EditOutlined,
  deleted: DeleteOutlined,
  restored: UndoOutlined,
} as const;

/** Who changed what, newest first. */
export function History({ type, record }: Readonly<{ type: ObjectType; record: RecordItem }>) {
  const { t } = useTranslation();
  const { label, dateTime } = useFormat();
  const query = useInfiniteQuery({
    queryKey: ["records", type.name, "history", record.id, record.version],
    queryFn: ({ pageParam, signal }) =>
      get<Page<HistoryEntry>>(
        `/records/${type.name}/${record.id}/history`,
        { limit: 30, cursor: pageParam },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
  if (query.error !== null) {
    return <ErrorView error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (query.data === undefined) {
    return <Skeleton />;
  }
  return (
    <>
      <ol className={styles.line}>
        {query.data.pages
          .flatMap((page) => page.items)
          .map((entry) => {
            const Icon = ICONS[entry.kind];
            return (
              <li key={`${entry.at} ${entry.kind}`} className={styles.entry}>
                <span className={styles.dot}>
                  <Icon aria-hidden />
                </span>
                <div className={styles.what}>
                  {t(`records.history.${entry.kind}`, { by: entry.by })}
                  {entry.importId === null ? null : (
                    <>
                      {" · "}
                      <Link to={`/imports/${entry.importId}`}>
                        {t("records.history.import", { id: entry.importId })}
                      </Link>
                    </>
                  )}
                  <dl className={styles.changes}>
                    {entry.changes.map((change) => {
                      const field = type.fields.find((candidate) => candidate.name === change.field);
                      return field === undefined ? null : (
                        <div key={change.field}>
                          <dt>{label(field.labels)}</dt>
                          <dd>
                            <del>
                              <FieldValue field={field} value={change.from} />
                            </del>
                            <span aria-hidden> → </span>
                            <ins>
                              <FieldValue field={field} value={change.to} />
                            </ins>
                          </dd>
                        </div>
                      );
                    })}
                  </dl>
                </div>
                <time className={styles.when} dateTime={entry.at}>
                  {dateTime(entry.at)}
                </time>
              </li>
            );
          })}
      </ol>
      {query.hasNextPage ? (
        <div className={styles.more}>
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t("records.more")}
          </Button>
        </div>
      ) : null}
    </>
  );
}
