import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { type ExploreRows, post, useObjects, type Value } from "@/shared/api";
import { useFormat } from "@/shared/format";
import { type Column, DataTable, ErrorView, Page, Skeleton, StateView } from "@/shared/ui";
import { FieldValue, isNumeric } from "@/shared/ui/FieldValue";
import styles from "./explore.module.css";

const KINDS = ["cohorts", "funnel", "distribution", "flow"];
const MOST_COLUMNS = 7;

/** The records behind a mark of an analysis; the question stands in the address. */
export function RowsPage() {
  const { t } = useTranslation();
  const { label, exact } = useFormat();
  const [parameters] = useSearchParams();
  const objects = useObjects();
  const kind = KINDS.find((one) => one === parameters.get("kind")) ?? "cohorts";
  const ask = readAsk(parameters.get("ask"));
  const rows = useInfiniteQuery({
    queryKey: ["explore", "rows", kind, ask],
    queryFn: ({ pageParam }) => post<ExploreRows>(`/explore/${kind}/rows`, { ...ask, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const first = rows.data?.pages[0];
  const items = rows.data?.pages.flatMap((page) => page.items) ?? [];
  const type = objects.find(({ name }) => name === first?.object);
  const fields = (type?.listFields ?? [])
    .flatMap((name) => type?.fields.find((field) => field.name === name) ?? [])
    .filter((field) => !type?.displayFields.includes(field.name))
    .slice(0, MOST_COLUMNS);
  const columns: readonly Column<(typeof items)[number]>[] = [
    { key: "label", title: type === undefined ? "" : label(type.labels), render: (row) => row.label },
    ...fields.map(
      (field): Column<(typeof items)[number]> => ({
        key: field.name,
        title: label(field.labels),
        align: isNumeric(field) ? "end" : "start",
        render: ({ values }) => {
          const value = (values[field.name] ?? null) as Value;
          return (
            <FieldValue
              field={field}
              value={value}
              link={
                field.target !== null && typeof value === "number"
                  ? { object: field.target, id: value, label: `#${value}` }
                  : undefined
              }
            />
          );
        },
      }),
    ),
  ];
  return (
    <Page
      title={t("explore.rowsTitle")}
      crumbs={[{ to: `/explore/${kind}`, label: t(`explore.tabs.${kind}`) }]}
      note={first === undefined ? undefined : t("explore.rowsCount", { n: exact(first.counted) })}
    >
      {rows.error !== null ? (
        <ErrorView error={rows.error} onRetry={() => void rows.refetch()} />
      ) : first === undefined ? (
        <Skeleton lines={10} />
      ) : items.length === 0 ? (
        <StateView title={t("explore.nothing")} />
      ) : (
        <>
          <DataTable
            label={t("explore.rowsTitle")}
            columns={columns}
            rows={items}
            keyOf={(row) => row.id}
            hrefOf={(row) => `/records/${first.object}/${row.id}`}
            fetching={rows.isFetching}
          />
          <div className={styles.foot}>
            <span className="quiet numbers">{t("metrics.rows.shown", { n: exact(items.length) })}</span>
            {rows.hasNextPage ? (
              <Button loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>
                {t("metrics.rows.more")}
              </Button>
            ) : null}
          </div>
        </>
      )}
    </Page>
  );
}

function readAsk(text: string | null): object {
  try {
    const ask: unknown = JSON.parse(text ?? "{}");
    return typeof ask === "object" && ask !== null ? ask : {};
  } catch {
    return {};
  }
}
