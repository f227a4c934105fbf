import { CloseOutlined } from "@ant-design/icons";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import {
  type Cell,
  type MetricDefinition,
  type MetricRow,
  type MetricRows,
  type MetricRowsQuery,
  post,
  useObjects,
  type Value,
} from "@/shared/api";
import { useDimensionNames } from "@/shared/charts";
import { stepText, useFormat } from "@/shared/format";
import { type Column, DataTable, ErrorView, Skeleton, StateView } from "@/shared/ui";
import { FieldValue, isNumeric } from "@/shared/ui/FieldValue";
import { type CellPlace, grainOf, type Scope } from "@/shared/ui/period";
import styles from "./metrics.module.css";

const PAGE = 50;
const MOST_COLUMNS = 7;

/** The records behind the number: those counted, and those left out with the reason. */
export function Rows({ metric, scope }: Readonly<{ metric: MetricDefinition; scope: Scope }>) {
  const { t } = useTranslation();
  const { label, exact, language } = useFormat();
  const [parameters, setParameters] = useSearchParams();
  const nameOf = useDimensionNames(metric);
  const objects = useObjects();
  const place = readPlace(parameters.get("cell"));
  const grain = grainOf(scope);
  const side = parameters.get("side") === "left_out" ? "left_out" : "counted";
  const reason = side === "left_out" ? parameters.get("reason") : null;
  const query: Omit<MetricRowsQuery, "cursor"> = {
    metric: metric.id,
    period: scope.period,
    filter: scope.filter,
    currency: null,
    time: place.time,
    grain: place.time === null ? null : grain,
    dimensions: place.dimensions,
    side,
    reason,
    limit: PAGE,
  };
  const rows = useInfiniteQuery({
    queryKey: ["metrics", "rows", query],
    queryFn: ({ pageParam }) => post<MetricRows>("/metrics/rows", { ...query, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const show = (next: Readonly<Record<string, string | null>>) =>
    setParameters((before) => {
      const after = new URLSearchParams(before);
      for (const [name, value] of Object.entries(next)) {
        if (value === null) {
          after.delete(name);
        } else {
          after.set(name, value);
        }
      }
      return after;
    });
  if (rows.error !== null) {
    return <ErrorView error={rows.error} onRetry={() => void rows.refetch()} />;
  }
  const first = rows.data?.pages[0];
  if (first === undefined) {
    return <Skeleton lines={10} />;
  }
  const items = rows.data?.pages.flatMap((page) => page.items) ?? [];
  const type = objects.find(({ name }) => name === first.object);
  const fields = (type?.listFields ?? Object.keys(items[0]?.values ?? {}))
    .flatMap((name) => type?.fields.find((field) => field.name === name) ?? [])
    .filter((field) => !type?.displayFields.includes(field.name))
    .slice(0, MOST_COLUMNS);
  const columns: readonly Column<(typeof items)[number]>[] = [
    {
      key: "label",
      title: type === undefined ? first.object : label(type.labels),
      render: (row) => row.label,
    },
    ...(items.some(({ numerator }) => numerator !== null)
      ? [
          {
            key: "numerator",
            title: t("metrics.rows.numerator"),
            render: ({ numerator }: MetricRow) => (numerator ? t("common.yes") : t("common.no")),
          },
        ]
      : []),
    ...(side === "left_out" && reason === null
      ? [
          {
            key: "reason",
            title: t("metrics.rows.reason"),
            render: (row: MetricRow) => {
              const left = first.leftOut.find((one) => one.reason === row.reason);
              return left === undefined ? "–" : label(left.text);
            },
          },
        ]
      : []),
    ...fields.map(
      (field): Column<(typeof items)[number]> => ({
        key: field.name,
        title: label(field.labels),
        align: isNumeric(field) ? "end" : "start",
        render: ({ values }) => (
          <FieldValue
            field={field}
            value={values[field.name] ?? null}
            link={linkOf(field.target, values[field.name])}
          />
        ),
      }),
    ),
  ];
  const leftOut = first.leftOut.reduce((sum, { n }) => sum + n, 0);
  const chip = (name: string, n: number, pressed: boolean, next: Readonly<Record<string, string | null>>) => (
    <button
      key={name}
      type="button"
      className={styles.side}
      aria-pressed={pressed}
      onClick={() => show(next)}
    >
      {name} <span className="numbers">{exact(n)}</span>
    </button>
  );
  const narrowed = place.time !== null || Object.keys(place.dimensions).length > 0;
  return (
    <div className={styles.rows}>
      <div className={styles.sides}>
        {narrowed ? (
          <span className={styles.place}>
            {[
              ...(place.time === null ? [] : [stepText(grain, place.time, language)]),
              ...Object.keys(place.dimensions).map((path) => nameOf({ ...place, labels: {} }, path)),
            ].join(" · ")}
            <button
              type="button"
              aria-label={t("metrics.rows.all")}
              title={t("metrics.rows.all")}
              onClick={() => show({ cell: null })}
            >
              <CloseOutlined aria-hidden />
            </button>
          </span>
        ) : null}
        {chip(t("metrics.rows.counted"), first.counted, side === "counted", { side: null, reason: null })}
        {chip(t("metrics.rows.leftOut"), leftOut, side === "left_out" && reason === null, {
          side: "left_out",
          reason: null,
        })}
        {first.leftOut.map((left) =>
          chip(label(left.text), left.n, reason === left.reason, { side: "left_out", reason: left.reason }),
        )}
      </div>
      {items.length === 0 ? (
        <StateView title={side === "counted" ? t("metrics.rows.none") : t("metrics.rows.noneLeftOut")} />
      ) : (
        <>
          <DataTable
            label={t("metrics.rows.title")}
            columns={columns}
            rows={items}
            keyOf={(row) => row.id}
            hrefOf={(row) => `/records/${first.object}/${row.id}`}
            fetching={rows.isFetching}
          />
          <div className={styles.more}>
            <span className="quiet numbers">{t("metrics.rows.shown", { n: exact(items.length) })}</span>
            {rows.hasNextPage ? (
              <Button loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>
                {t("metrics.rows.more")}
              </Button>
            ) : null}
          </div>
        </>
      )}
    </div>
  );
}

function linkOf(target: string | null, value: Value | undefined) {
  return target !== null && typeof value === "number"
    ? { object: target, id: value, label: `#${value}` }
    : undefined;
}

const EVERYWHERE: CellPlace = { time: null, dimensions: {} };

/** Reads the cell an address points at; an address that makes no sense means all. */
export function readPlace(text: string | null): CellPlace {
  if (text === null) {
    return EVERYWHERE;
  }
  try {
    const { time, dimensions } = JSON.parse(text) as Partial<CellPlace>;
    return {
      time: typeof time === "string" ? time : null,
      dimensions:
        typeof dimensions === "object" && dimensions !== null ? (dimensions as Cell["dimensions"]) : {},
    };
  } catch {
    return EVERYWHERE;
  }
}
