import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import {
  answersQuery,
  definitionsQuery,
  type MetricDefinition,
  type MetricResult,
  metricsQuery,
  Problem,
  useRole,
} from "@/shared/api";
import { Change, Estimate, Sparkline } from "@/shared/charts";
import { useFormat } from "@/shared/format";
import { type Column, DataTable, ErrorView, Page, PageSkeleton, Skeleton, StateView, Tag } from "@/shared/ui";
import { grainOf, metricHref, ScopeBar, useScope } from "@/shared/ui/period";
import styles from "./metrics.module.css";
import { STANDARD_PERIOD, toStages } from "./stages";
import { Unfinished } from "./studio/Standing";

/** Every metric by the stage of a customer's life it tells about, each with its value now. */
export function CataloguePage() {
  const { t } = useTranslation();
  const { label } = useFormat();
  const { scope, change } = useScope(STANDARD_PERIOD);
  const metrics = useQuery(metricsQuery);
  const definitions = useQuery(definitionsQuery);
  const { mayWrite } = useRole();
  const ids = metrics.data?.map(({ id }) => id) ?? [];
  const asked = { metrics: ids, by: [], period: scope.period, filter: scope.filter, currency: null };
  const values = useQuery(answersQuery({ ...asked, grain: null, compare: true }));
  const trends = useQuery(answersQuery({ ...asked, grain: grainOf(scope), compare: false }));
  if (metrics.error !== null) {
    return <ErrorView error={metrics.error} onRetry={() => void metrics.refetch()} />;
  }
  if (metrics.data === undefined) {
    return <PageSkeleton />;
  }
  const problem =
    values.error instanceof Problem && values.error.issues.some(({ path }) => path.startsWith("filter"))
      ? values.error
      : null;
  const resultOf = (from: typeof values, id: string): MetricResult | Problem | undefined =>
    from.data?.results.get(id);
  const isDeprecated = (id: string) =>
    definitions.data?.some((entry) => entry.id === id && entry.state === "deprecated") ?? false;
  const columns: readonly Column<MetricDefinition>[] = [
    {
      key: "name",
      title: t("metrics.metric"),
      width: 200,
      render: (metric) => (
        <>
          {label(metric.labels)} {isDeprecated(metric.id) ? <Tag>{t("studio.states.deprecated")}</Tag> : null}
        </>
      ),
    },
    {
      key: "value",
      title: t("metrics.value"),
      width: 200,
      render: (metric) => {
        const result = resultOf(values, metric.id);
        const cell = result instanceof Problem ? undefined : result?.cells[0];
        if (result instanceof Problem) {
          return <span className="quiet">{t("metrics.cannot")}</span>;
        }
        return result !== undefined && cell !== undefined ? (
          <Estimate cell={cell} result={result} minimum={metric.minimum} />
        ) : values.isFetching ? (
          <Skeleton lines={1} />
        ) : (
          "–"
        );
      },
    },
    {
      key: "change",
      title: t("metrics.change"),
      width: 200,
      render: (metric) => {
        const result = resultOf(values, metric.id);
        const cell = result === undefined || result instanceof Problem ? undefined : result.cells[0];
        return cell === undefined ? (
          ""
        ) : (
          <Change cell={cell} result={result as MetricResult} direction={metric.direction} />
        );
      },
    },
    {
      key: "trend",
      title: t("metrics.trend"),
      width: 112,
      render: (metric) => {
        const result = resultOf(trends, metric.id);
        return result === undefined || result instanceof Problem ? "" : <Sparkline cells={result.cells} />;
      },
    },
    {
      key: "formula",
      title: t("metrics.formula"),
      width: 220,
      render: (metric) => (
        <span className="quiet" title={label(metric.formula)}>
          {label(metric.formula)}
        </span>
      ),
    },
  ];
  return (
    <Page
      title={t("metrics.title")}
      note={t("metrics.total", { count: metrics.data.length })}
      actions={mayWrite ? <NewMetric /> : undefined}
    >
      <Unfinished entries={definitions.data ?? []} />
      <ScopeBar scope={scope} problem={problem} example={'customer.level == "gold"'} onChange={change} />
      {values.error !== null && problem === null ? (
        <ErrorView error={values.error} onRetry={() => void values.refetch()} />
      ) : null}
      {metrics.data.length === 0 ? (
        <StateView title={t("metrics.none")} />
      ) : (
        toStages(metrics.data).map(({ stage, metrics: ofStage }) => (
          <section key={stage} className={styles.stage}>
            <h2>{t(`metrics.stages.${stage}`, { defaultValue: stage })}</h2>
            <DataTable
              label={t(`metrics.stages.${stage}`, { defaultValue: stage })}
              columns={columns}
              rows={ofStage}
              keyOf={(metric) => metric.id}
              hrefOf={(metric) => metricHref(metric.id, scope)}
              fetching={values.isFetching && values.data !== undefined}
            />
          </section>
        ))
      )}
    </Page>
  );
}

function NewMetric() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return <Button onClick={() => void navigate("/metrics/new")}>{t("studio.new")}</Button>;
}
