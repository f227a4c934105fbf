import { DownloadOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Segmented, Select } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { type Answers, answersQuery, type MetricDefinition, metricsQuery, Problem } from "@/shared/api";
import { BreakdownCard, TrendCard, useDimensionNames } from "@/shared/charts";
import { stepText, useFormat } from "@/shared/format";
import { ErrorView, Page, PageSkeleton, StateView } from "@/shared/ui";
import { grainOf, type Scope, ScopeBar, useRowsOf, useScope } from "@/shared/ui/period";
import { issueText } from "@/shared/ui/problems";
import styles from "./explore.module.css";
import { PivotTable } from "./PivotTable";
import { problemOf, resultOf, toCsv, toPivot } from "./pivot";
import { ExploreTabs } from "./Tabs";

const MOST_METRICS = 8;
const MOST_DIMENSIONS = 2;

/** Any metrics by any dimensions they share, as a table or a chart; the question stands in the address. */
export function ExplorePage() {
  const metrics = useQuery(metricsQuery);
  if (metrics.error !== null) {
    return <ErrorView error={metrics.error} onRetry={() => void metrics.refetch()} />;
  }
  return metrics.data === undefined ? <PageSkeleton /> : <Explore catalogue={metrics.data} />;
}

function Explore({ catalogue }: Readonly<{ catalogue: readonly MetricDefinition[] }>) {
  const { t } = useTranslation();
  const { label, dateTime } = useFormat();
  const { scope, change } = useScope({ kind: "last", grain: "month", steps: 12 });
  const [parameters, setParameters] = useSearchParams();
  const list = (name: string) => parameters.get(name)?.split(",").filter(Boolean) ?? [];
  const chosen = list("metrics").flatMap((id) => catalogue.find((metric) => metric.id === id) ?? []);
  const shared = sharedDimensions(chosen);
  const by = list("by").filter((path) => shared.some((dimension) => dimension.path === path));
  const across = parameters.get("across") === "time" ? "time" : "metrics";
  const view = parameters.get("view") === "chart" ? "chart" : "table";
  const set = (next: Readonly<Record<string, string | null>>) =>
    setParameters((before) => {
      const after = new URLSearchParams(before);
      for (const [name, value] of Object.entries(next)) {
        if (value === null || value === "") {
          after.delete(name);
        } else {
          after.set(name, value);
        }
      }
      return after;
    });
  const ids = chosen.map((metric) => metric.id);
  const question = {
    metrics: across === "time" ? ids.slice(0, 1) : ids,
    by,
    grain: across === "time" ? grainOf(scope) : scope.grain,
    period: scope.period,
    filter: scope.filter,
    currency: null,
    compare: false,
  };
  const answers = useQuery(answersQuery(question));
  const refused =
    answers.error instanceof Problem && answers.error.issues.some(({ path }) => path.startsWith("filter"))
      ? answers.error
      : null;
  return (
    <Page
      title={t("explore.title")}
      note={answers.data === undefined ? undefined : t("metrics.asOf", { time: dateTime(answers.data.asOf) })}
      actions={
        <Segmented<string>
          aria-label={t("explore.view")}
          value={view}
          options={[
            { value: "table", label: t("explore.table") },
            { value: "chart", label: t("explore.chart") },
          ]}
          onChange={(value) => set({ view: value === "table" ? null : value })}
        />
      }
    >
      <ExploreTabs />
      <div className={styles.question}>
        <Select<string[]>
          mode="multiple"
          aria-label={t("explore.metrics")}
          className={styles.metrics ?? ""}
          placeholder={t("explore.chooseMetrics")}
          value={ids}
          maxCount={MOST_METRICS}
          showSearch={{ optionFilterProp: "label" }}
          options={byStage(catalogue).map(([stage, metrics]) => ({
            label: t(`metrics.stages.${stage}`, { defaultValue: stage }),
            title: stage,
            options: metrics.map((metric) => ({ value: metric.id, label: label(metric.labels) })),
          }))}
          onChange={(value) => set({ metrics: value.join(",") })}
        />
        <Select<string[]>
          mode="multiple"
          aria-label={t("explore.by")}
          className={styles.by ?? ""}
          placeholder={t("explore.chooseBy")}
          notFoundContent={chosen.length === 0 ? t("explore.metricsFirst") : t("explore.nothingShared")}
          value={by}
          maxCount={MOST_DIMENSIONS}
          options={shared.map(({ path, labels }) => ({ value: path, label: label(labels) }))}
          onChange={(value) => set({ by: value.join(",") })}
        />
        <Select<string>
          aria-label={t("explore.across")}
          value={across}
          options={[
            { value: "metrics", label: t("explore.acrossMetrics") },
            { value: "time", label: t("explore.acrossTime") },
          ]}
          onChange={(value) => set({ across: value === "metrics" ? null : value })}
        />
      </div>
      <ScopeBar scope={scope} problem={refused} example={'customer.level == "gold"'} onChange={change} />
      {chosen.length === 0 ? (
        <StateView title={t("explore.empty")}>
          <p>{t("explore.emptyHint")}</p>
          <Button
            type="primary"
            onClick={() => set({ metrics: "revenue,orders,aov,repurchase_rate", by: "customer.level" })}
          >
            {t("explore.example")}
          </Button>
        </StateView>
      ) : refused !== null ? null : answers.error !== null && answers.data === undefined ? (
        <ErrorView error={answers.error} onRetry={() => void answers.refetch()} />
      ) : (
        <Answered
          metrics={across === "time" ? chosen.slice(0, 1) : chosen}
          ignored={across === "time" ? chosen.slice(1) : []}
          by={by}
          across={across}
          view={view}
          scope={scope}
          grain={question.grain}
          answers={answers.data}
          isFetching={answers.isFetching}
          refetch={() => void answers.refetch()}
        />
      )}
    </Page>
  );
}

type AnsweredProps = Readonly<{
  metrics: readonly MetricDefinition[];
  /** Metrics chosen that this layout has no room for. */
  ignored: readonly MetricDefinition[];
  by: readonly string[];
  across: "metrics" | "time";
  view: "table" | "chart";
  scope: Scope;
  grain: Scope["grain"];
  answers: Answers | undefined;
  isFetching: boolean;
  refetch: () => void;
}>;

function Answered(props: AnsweredProps) {
  const { t } = useTranslation();
  const { label } = useFormat();
  const { metrics, ignored, by, across, view, answers } = props;
  const pivot = useMemo(
    () =>
      toPivot(
        answers,
        metrics.map((metric) => metric.id),
        by,
        across,
      ),
    [answers, metrics, by, across],
  );
  const problems = metrics.flatMap((metric) => {
    const problem = problemOf(answers, metric.id);
    return problem === undefined ? [] : [{ metric, problem }];
  });
  return (
    <>
      {problems.map(({ metric, problem }) => (
        <p key={metric.id} className={styles.problem} role="alert">
          {label(metric.labels)}:{" "}
          {problem.issues.map((issue) => issueText(t, issue)).join(" ") || problem.message}
        </p>
      ))}
      {ignored.length === 0 ? null : (
        <p className="quiet">
          {t("explore.firstOnly", { metric: label((metrics[0] as MetricDefinition).labels) })}
        </p>
      )}
      {view === "chart" ? <Charts {...props} /> : <Table {...props} pivot={pivot} />}
    </>
  );
}

function Table({
  metrics,
  by,
  across,
  scope,
  grain,
  answers,
  pivot,
}: AnsweredProps & Readonly<{ pivot: ReturnType<typeof toPivot> }>) {
  const { t } = useTranslation();
  const { label, language } = useFormat();
  const nameOf = useDimensionNames(metrics[0]);
  const dimensions = by.map((path) => ({
    path,
    title: label(
      metrics[0]?.dimensions.find((dimension) => dimension.path === path)?.labels ?? { zh: path, en: path },
    ),
  }));
  const titleOf = (column: string) => {
    const metric = metrics.find(({ id }) => id === column);
    return metric === undefined
      ? grain === null
        ? column
        : stepText(grain, column, language)
      : label(metric.labels);
  };
  const download = () => {
    const heading = [
      ...dimensions.map(({ title }) => title),
      ...(across === "metrics" && grain !== null ? [t("metrics.time")] : []),
      ...pivot.columns.flatMap((column) => [titleOf(column), t("explore.low"), t("explore.high"), "n"]),
    ];
    const lines = pivot.rows.map((row) => [
      ...by.map((path) => nameOf(row, path)),
      ...(across === "metrics" && grain !== null ? [row.time] : []),
      ...pivot.columns.flatMap((column) => {
        const cell = row.cells.get(column);
        return [cell?.value ?? null, cell?.low ?? null, cell?.high ?? null, cell?.n ?? null];
      }),
    ]);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([toCsv([heading, ...lines])], { type: "text/csv" }));
    link.download = `zhike-${metrics.map(({ id }) => id).join("-")}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  if (answers !== undefined && pivot.rows.length === 0) {
    return <StateView title={t("explore.nothing")}>{t("explore.nothingHint")}</StateView>;
  }
  return (
    <>
      <PivotTable
        pivot={pivot}
        metrics={metrics}
        dimensions={dimensions}
        across={across}
        scope={scope}
        grain={grain}
        titleOf={titleOf}
        nameOf={nameOf}
        answers={answers}
      />
      <div className={styles.foot}>
        <span className="quiet">
          {t("explore.rows", { count: pivot.rows.length })}
          {metrics.some(({ id }) => resultOf(answers, id)?.truncated) ? ` ${t("metrics.truncated")}` : ""}
        </span>
        <Button icon={<DownloadOutlined aria-hidden />} disabled={pivot.rows.length === 0} onClick={download}>
          {t("explore.csv")}
        </Button>
      </div>
    </>
  );
}

/** One chart for each metric: by the first dimension, or over time. */
function Charts({ metrics, by, scope, grain, answers, isFetching, refetch }: AnsweredProps) {
  return (
    <div className={styles.charts}>
      {metrics.map((metric) => (
        <MetricChart
          key={metric.id}
          metric={metric}
          by={by[0] ?? null}
          scope={scope}
          grain={grain}
          state={{
            data: resultOf(answers, metric.id),
            error: problemOf(answers, metric.id) ?? null,
            isFetching,
            refetch,
          }}
          asOf={answers?.asOf}
        />
      ))}
    </div>
  );
}

function MetricChart({
  metric,
  by,
  scope,
  grain,
  state,
  asOf,
}: Readonly<{
  metric: MetricDefinition;
  by: string | null;
  scope: Scope;
  grain: Scope["grain"];
  state: Parameters<typeof TrendCard>[0]["state"];
  asOf: string | undefined;
}>) {
  const { t } = useTranslation();
  const { label } = useFormat();
  const title = label(metric.labels);
  const steps = grain ?? grainOf(scope);
  const rowsOf = useRowsOf(metric.id, scope, by, by === null ? steps : null);
  const asked = {
    metrics: [metric.id],
    period: scope.period,
    filter: scope.filter,
    currency: null,
    compare: false,
  };
  // The table's answer may have both parts and steps; a chart shows one of them.
  const needsOwn = by === null ? grain === null : grain !== null;
  const own = useQuery({
    ...answersQuery({ ...asked, by: by === null ? [] : [by], grain: by === null ? steps : null }),
    enabled: needsOwn,
  });
  const shown = needsOwn
    ? {
        data: resultOf(own.data, metric.id),
        error: problemOf(own.data, metric.id) ?? own.error,
        isFetching: own.isFetching,
        refetch: () => void own.refetch(),
      }
    : state;
  return by === null ? (
    <TrendCard title={title} state={shown} asOf={asOf} metric={metric} rowsOf={rowsOf} grain={steps} />
  ) : (
    <BreakdownCard
      title={t("explore.chartBy", { metric: title })}
      state={shown}
      asOf={asOf}
      metric={metric}
      rowsOf={rowsOf}
      by={by}
    />
  );
}

/** The dimensions that all metrics can be broken down by. */
function sharedDimensions(metrics: readonly MetricDefinition[]): MetricDefinition["dimensions"] {
  const [first, ...others] = metrics;
  return (first?.dimensions ?? []).filter(({ path }) =>
    others.every((metric) => metric.dimensions.some((dimension) => dimension.path === path)),
  );
}

function byStage(catalogue: readonly MetricDefinition[]): readonly (readonly [string, MetricDefinition[]])[] {
  const stages = new Map<string, MetricDefinition[]>();
  for (const metric of catalogue) {
    stages.set(metric.stage, [...(stages.get(metric.stage) ?? []), metric]);
  }
  return [...stages];
}
