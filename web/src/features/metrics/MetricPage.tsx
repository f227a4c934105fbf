import { useQuery } from "@tanstack/react-query";
import { Select, Tabs } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useParams, useSearchParams } from "react-router";
import {
  type Answers,
  answersQuery,
  type MetricDefinition,
  type MetricResult,
  metricsQuery,
  Problem,
} from "@/shared/api";
import { BreakdownCard, Change, Estimate, Goal, TrendCard } from "@/shared/charts";
import { periodText, useFormat } from "@/shared/format";
import { ErrorView, Page, PageSkeleton, Skeleton, StateView, Tag } from "@/shared/ui";
import { NotFound } from "@/shared/ui/NotFound";
import { grainOf, metricHref, type Scope, ScopeBar, useRowsOf, useScope } from "@/shared/ui/period";
import { Definition } from "./Definition";
import { Links } from "./Links";
import styles from "./metrics.module.css";
import { Ranking } from "./Ranking";
import { Rows } from "./Rows";
import { STANDARD_PERIOD } from "./stages";
import { Standing } from "./studio/Standing";
import { Targets } from "./Targets";
import { Why } from "./Why";

const TABS = ["overview", "why", "ranking", "links", "rows", "targets"] as const;

export function MetricPage() {
  const { id } = useParams();
  const metrics = useQuery(metricsQuery);
  if (metrics.error !== null) {
    return <ErrorView error={metrics.error} onRetry={() => void metrics.refetch()} />;
  }
  if (metrics.data === undefined) {
    return <PageSkeleton />;
  }
  const metric = metrics.data.find((candidate) => candidate.id === id);
  return metric === undefined ? <NotFound /> : <MetricView key={metric.id} metric={metric} />;
}

function MetricView({ metric }: Readonly<{ metric: MetricDefinition }>) {
  const { t } = useTranslation();
  const { label, dateTime } = useFormat();
  const { scope, change } = useScope(STANDARD_PERIOD);
  const [parameters, setParameters] = useSearchParams();
  const tab = TABS.find((name) => name === parameters.get("tab")) ?? "overview";
  const rows = tab === "rows";
  const asked = { metrics: [metric.id], period: scope.period, filter: scope.filter, currency: null };
  const total = useResult(metric, useQuery(answersQuery({ ...asked, by: [], grain: null, compare: true })));
  const problem =
    total.error instanceof Problem && total.error.issues.some(({ path }) => path.startsWith("filter"))
      ? total.error
      : null;
  const show = (tab: string) =>
    setParameters((before) => {
      const after = new URLSearchParams(before);
      for (const name of ["tab", "cell", "side", "reason", "with"]) {
        after.delete(name);
      }
      if (tab !== "overview") {
        after.set("tab", tab);
      }
      return after;
    });
  return (
    <Page
      title={label(metric.labels)}
      crumbs={[{ to: "/metrics", label: t("metrics.title") }]}
      note={total.asOf === undefined ? undefined : t("metrics.asOf", { time: dateTime(total.asOf) })}
      actions={
        <>
          <Tag>{t(`metrics.stages.${metric.stage}`, { defaultValue: metric.stage })}</Tag>
          <Tag>{t(`metrics.kinds.${metric.kind}`)}</Tag>
          <Tag>{t(`metrics.goodWhen.${metric.direction}`)}</Tag>
          <Link to={`/metrics/${metric.id}/edit`}>{t("studio.editAction")}</Link>
        </>
      }
    >
      <Standing id={metric.id} />
      <ScopeBar scope={scope} problem={problem} example={exampleOf(metric)} onChange={change} />
      {problem !== null ? null : total.error !== null && total.data === undefined ? (
        <ErrorView error={total.error} onRetry={total.refetch} />
      ) : (
        <>
          <Headline metric={metric} scope={scope} result={total.data} />
          <Tabs
            className={styles.tabs ?? ""}
            activeKey={tab}
            onChange={show}
            items={[
              { key: "overview", label: t("metrics.overview") },
              { key: "why", label: t("metrics.why.title") },
              { key: "ranking", label: t("findings.ranking.title") },
              { key: "links", label: t("findings.links.title") },
              { key: "rows", label: t("metrics.rows.title") },
              { key: "targets", label: t("metrics.targets.title") },
            ]}
          />
          {rows && metric.object === null ? (
            <StateView title={t("metrics.rows.composite")}>{label(metric.formula)}</StateView>
          ) : rows ? (
            <Rows metric={metric} scope={scope} />
          ) : tab === "targets" ? (
            <Targets metric={metric} currency={total.data?.currency ?? null} />
          ) : tab === "why" ? (
            <Why metric={metric} scope={scope} />
          ) : tab === "ranking" ? (
            <Ranking metric={metric} scope={scope} />
          ) : tab === "links" ? (
            <Links metric={metric} scope={scope} />
          ) : (
            <Overview metric={metric} scope={scope} total={total.data} />
          )}
        </>
      )}
    </Page>
  );
}

type ResultState = Readonly<{
  data: MetricResult | undefined;
  asOf: string | undefined;
  error: unknown;
  isFetching: boolean;
  refetch: () => void;
}>;

/** The one metric's part of an answer. */
function useResult(
  metric: MetricDefinition,
  {
    data,
    error,
    isFetching,
    refetch,
  }: Readonly<{ data: Answers | undefined; error: unknown; isFetching: boolean; refetch: () => unknown }>,
): ResultState {
  const result = data?.results.get(metric.id);
  return {
    data: result instanceof Problem ? undefined : result,
    asOf: data?.asOf,
    error: result instanceof Problem ? result : error,
    isFetching,
    refetch: () => void refetch(),
  };
}

function Headline({
  metric,
  scope,
  result,
}: Readonly<{ metric: MetricDefinition; scope: Scope; result: MetricResult | undefined }>) {
  const { t } = useTranslation();
  const { exact, language } = useFormat();
  const cell = result?.cells[0];
  if (result === undefined) {
    return <Skeleton lines={2} />;
  }
  if (cell === undefined) {
    return <p className="quiet">{t("metrics.nothing")}</p>;
  }
  return (
    <div className={styles.headline}>
      <Estimate cell={cell} result={result} minimum={metric.minimum} large />
      <Change cell={cell} result={result} direction={metric.direction} />
      <Goal cell={cell} result={result} />
      <span className="quiet numbers">
        {t("metrics.basis", { n: exact(cell.n), period: periodText(scope.period, language) })}
      </span>
    </div>
  );
}

function Overview({
  metric,
  scope,
  total,
}: Readonly<{ metric: MetricDefinition; scope: Scope; total: MetricResult | undefined }>) {
  const { t } = useTranslation();
  const { label } = useFormat();
  const [parameters, setParameters] = useSearchParams();
  const grain = grainOf(scope);
  const by =
    metric.dimensions.find(({ path }) => path === parameters.get("by"))?.path ??
    metric.dimensions[0]?.path ??
    null;
  const asked = { metrics: [metric.id], period: scope.period, filter: scope.filter, currency: null };
  const trend = useResult(metric, useQuery(answersQuery({ ...asked, by: [], grain, compare: true })));
  const parts = useResult(
    metric,
    useQuery({
      ...answersQuery({ ...asked, by: by === null ? [] : [by], grain: null, compare: false }),
      enabled: by !== null,
    }),
  );
  const trendRows = useRowsOf(metric.id, scope, by, grain);
  const partRows = useRowsOf(metric.id, scope, by, null);
  return (
    <div className={styles.columns}>
      <div className={styles.charts}>
        <TrendCard
          title={t("metrics.trendOf", { metric: label(metric.labels) })}
          state={trend}
          asOf={trend.asOf}
          metric={metric}
          rowsOf={trendRows}
          grain={grain}
          height={260}
        />
        {by === null ? null : (
          <BreakdownCard
            title={t("metrics.breakdown")}
            note={
              <Select<string>
                aria-label={t("metrics.by")}
                size="small"
                popupMatchSelectWidth={false}
                value={by}
                options={metric.dimensions.map(({ path, labels }) => ({ value: path, label: label(labels) }))}
                onChange={(path) =>
                  setParameters((before) => {
                    const after = new URLSearchParams(before);
                    after.set("by", path);
                    return after;
                  })
                }
              />
            }
            state={parts}
            asOf={parts.asOf}
            metric={metric}
            rowsOf={partRows}
            by={by}
          />
        )}
      </div>
      <Definition metric={metric} result={total} rowsHref={metricHref(metric.id, scope, { tab: "rows" })} />
    </div>
  );
}

/** An expression on the first choice the metric can be cut by. */
function exampleOf({ dimensions }: MetricDefinition): string {
  const path = dimensions.find(({ type }) => type === "select" || type === "text")?.path ?? "id";
  return `${path} != null`;
}
