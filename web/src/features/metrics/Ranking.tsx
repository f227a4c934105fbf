import { useQuery } from "@tanstack/react-query";
import { Segmented, Select } from "antd";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { type MetricDefinition, Problem, post } from "@/shared/api";
import { ChartCard, type ChartContext, useDimensionNames } from "@/shared/charts";
import { useFormat } from "@/shared/format";
import { Card, type Column, DataTable, ErrorView, Skeleton, StateView } from "@/shared/ui";
import { type Scope, useRowsOf } from "@/shared/ui/period";
import { issueText } from "@/shared/ui/problems";
import { inOrder, type RankedUnit, type RankingAnswer, type RankingQuery } from "./findings";
import styles from "./findings.module.css";
import { toFunnelOption } from "./funnel";

/** Which parts are truly better: values drawn towards all, ranks with their intervals, and the funnel of chance. */
export function Ranking({ metric, scope }: Readonly<{ metric: MetricDefinition; scope: Scope }>) {
  const { t } = useTranslation();
  const { label } = useFormat();
  const [parameters, setParameters] = useSearchParams();
  const by =
    metric.dimensions.find(({ path }) => path === parameters.get("by"))?.path ?? metric.dimensions[0]?.path;
  const query: RankingQuery = {
    metric: metric.id,
    by: by ?? "",
    period: scope.period,
    filter: scope.filter,
    currency: null,
  };
  const ranking = useQuery({
    queryKey: ["metrics", "ranking", query],
    queryFn: () => post<RankingAnswer>("/metrics/ranking", query),
    staleTime: 60_000,
    enabled: by !== undefined,
  });
  const set = (name: string, value: string) =>
    setParameters((before) => {
      const after = new URLSearchParams(before);
      after.set(name, value);
      return after;
    });
  if (by === undefined) {
    return <StateView title={t("findings.ranking.noDimension")} />;
  }
  if (ranking.error instanceof Problem && ranking.error.status === 422) {
    return (
      <StateView title={t("findings.ranking.cannot")}>
        {ranking.error.issues.map((issue) => issueText(t, issue)).join(" ")}
      </StateView>
    );
  }
  if (ranking.error !== null) {
    return <ErrorView error={ranking.error} onRetry={() => void ranking.refetch()} />;
  }
  const shrunk = parameters.get("values") !== "raw";
  return (
    <div className={styles.stack}>
      <div className={styles.tools}>
        <Select<string>
          aria-label={t("metrics.by")}
          popupMatchSelectWidth={false}
          value={by}
          options={metric.dimensions.map(({ path, labels }) => ({ value: path, label: label(labels) }))}
          onChange={(path) => set("by", path)}
        />
        <Segmented<string>
          aria-label={t("findings.ranking.values")}
          value={shrunk ? "shrunk" : "raw"}
          options={[
            { value: "shrunk", label: t("findings.ranking.shrunk") },
            { value: "raw", label: t("findings.ranking.raw") },
          ]}
          onChange={(value) => set("values", value)}
        />
      </div>
      {ranking.data === undefined ? (
        <Skeleton lines={10} />
      ) : (
        <Ranked metric={metric} scope={scope} answer={ranking.data} shrunk={shrunk} />
      )}
    </div>
  );
}

function Ranked({
  metric,
  scope,
  answer,
  shrunk,
}: Readonly<{ metric: MetricDefinition; scope: Scope; answer: RankingAnswer; shrunk: boolean }>) {
  const { t } = useTranslation();
  const format = useFormat();
  const rowsOf = useRowsOf(metric.id, scope, answer.by, null);
  const dimensionName = useDimensionNames(metric);
  const { unit, currency, by } = answer;
  const nameOf = ({ key, label }: Pick<RankedUnit, "key" | "label">) =>
    dimensionName({ dimensions: { [by]: key }, labels: label === null ? {} : { [by]: label } }, by);
  const write = (value: number) => format.metric(value, unit, currency);
  const range = (low: number | null, high: number | null) =>
    low === null || high === null ? "–" : `${write(low)} – ${write(high)}`;
  const hrefOf = ({ key }: Pick<RankedUnit, "key">) => rowsOf({ time: null, dimensions: { [by]: key } });
  const columns: readonly Column<RankedUnit>[] = [
    { key: "name", title: t("findings.ranking.part"), render: nameOf },
    {
      key: "rank",
      title: t("findings.ranking.rank"),
      align: "end",
      render: (row) => (shrunk ? row.rank : row.rawRank),
    },
    {
      key: "ranks",
      title: t("findings.ranking.ranks"),
      align: "end",
      render: (row) => `${row.rankLow} – ${row.rankHigh}`,
    },
    {
      key: "shrunk",
      title: t("findings.ranking.shrunk"),
      align: "end",
      render: (row) => write(row.shrunk),
    },
    {
      key: "shrunkRange",
      title: t("metrics.interval"),
      align: "end",
      render: (row) => range(row.shrunkLow, row.shrunkHigh),
    },
    { key: "raw", title: t("findings.ranking.raw"), align: "end", render: (row) => write(row.value) },
    { key: "n", title: t("metrics.n"), align: "end", render: (row) => format.exact(row.n) },
    {
      key: "place",
      title: t("findings.ranking.place"),
      render: ({ place }) => (
        <span className={place === "inside" ? "quiet" : place.endsWith("better") ? styles.good : styles.bad}>
          {t(`findings.ranking.places.${place}`)}
        </span>
      ),
    },
  ];
  const rows = inOrder(answer.units, shrunk);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names change with the answer only
  const draw = useCallback(
    (data: RankingAnswer, context: ChartContext) => toFunnelOption(data, nameOf, context),
    [answer, metric],
  );
  const table = () => ({ columns, rows, keyOf: (row: RankedUnit) => JSON.stringify(row.key), hrefOf });
  return (
    <>
      <p role="note">
        {t(`findings.ranking.verdicts.${answer.verdict}`)}{" "}
        {answer.verdict === "ranked"
          ? t("findings.ranking.spread", { spread: write(answer.spread), pooled: write(answer.pooled ?? 0) })
          : null}
        {answer.truncated ? ` ${t("metrics.truncated")}` : null}
      </p>
      {answer.units.length === 0 ? null : (
        <>
          <DataTable
            label={t("findings.ranking.title")}
            columns={columns}
            rows={rows}
            keyOf={(row) => JSON.stringify(row.key)}
            hrefOf={hrefOf}
          />
          <ChartCard<RankingAnswer, RankedUnit>
            title={t("findings.ranking.funnel")}
            note={<span className="quiet">{t("findings.ranking.funnelNote")}</span>}
            state={{ data: answer, error: null, isFetching: false, refetch: () => undefined }}
            isEmpty={(data) => data.units.length === 0}
            toOption={draw}
            height={300}
            table={table}
          />
        </>
      )}
      {answer.notRanked.length === 0 ? null : (
        <Card>
          <h3 className={styles.title}>{t("findings.ranking.notRanked")}</h3>
          <DataTable
            label={t("findings.ranking.notRanked")}
            columns={[
              { key: "name", title: t("findings.ranking.part"), render: nameOf },
              {
                key: "value",
                title: t("metrics.value"),
                align: "end",
                render: ({ value }) => (value === null ? "–" : write(value)),
              },
              { key: "n", title: t("metrics.n"), align: "end", render: ({ n }) => format.exact(n) },
              {
                key: "reason",
                title: t("findings.ranking.reason"),
                render: ({ reason }) => t(`findings.ranking.reasons.${reason}`),
              },
            ]}
            rows={answer.notRanked}
            keyOf={({ key }) => JSON.stringify(key)}
            hrefOf={hrefOf}
          />
        </Card>
      )}
    </>
  );
}
