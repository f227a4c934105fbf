import { WarningOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import {
  type MetricDefinition,
  type MetricWhy,
  type MetricWhyQuery,
  Problem,
  post,
  type WhyDimension,
  type WhyPart,
} from "@/shared/api";
import { useDimensionNames } from "@/shared/charts";
import { periodText, useFormat } from "@/shared/format";
import { Card, ErrorView, Skeleton, StateView } from "@/shared/ui";
import { metricHref, type Scope } from "@/shared/ui/period";
import { issueText } from "@/shared/ui/problems";
import styles from "./why.module.css";

/** The change since the period before, taken apart over each dimension; the parts add up to it. */
export function Why({ metric, scope }: Readonly<{ metric: MetricDefinition; scope: Scope }>) {
  const { t } = useTranslation();
  const { language, metric: write } = useFormat();
  const query: MetricWhyQuery = {
    metric: metric.id,
    by: [],
    period: scope.period,
    filter: scope.filter,
    currency: null,
  };
  const why = useQuery({
    queryKey: ["metrics", "why", query],
    queryFn: () => post<MetricWhy>("/metrics/why", query),
    staleTime: 60_000,
  });
  if (why.error instanceof Problem && why.error.status === 422) {
    return (
      <StateView title={t("metrics.why.cannot")}>
        {why.error.issues.map((issue) => issueText(t, issue)).join(" ")}
      </StateView>
    );
  }
  if (why.error !== null) {
    return <ErrorView error={why.error} onRetry={() => void why.refetch()} />;
  }
  if (why.data === undefined) {
    return <Skeleton lines={10} />;
  }
  const { before, after, unit, currency, previous, dimensions } = why.data;
  if (before === null || after === null) {
    return <StateView title={t("metrics.why.nothing")}>{t("metrics.why.nothingHint")}</StateView>;
  }
  return (
    <>
      <p className="numbers">
        {t("metrics.why.from", {
          before: write(before, unit, currency),
          after: write(after, unit, currency),
          period: periodText(previous, language),
        })}
      </p>
      <div className={styles.grid}>
        {dimensions.map((dimension) => (
          <DimensionCard
            key={dimension.path}
            dimension={dimension}
            metric={metric}
            why={why.data}
            scope={scope}
          />
        ))}
      </div>
    </>
  );
}

function DimensionCard({
  dimension,
  metric,
  why,
  scope,
}: Readonly<{ dimension: WhyDimension; metric: MetricDefinition; why: MetricWhy; scope: Scope }>) {
  const { t } = useTranslation();
  const { label, percent } = useFormat();
  const write = useSigned(why);
  const labels = metric.dimensions.find(({ path }) => path === dimension.path)?.labels;
  const largest = Math.max(...dimension.parts.map(({ effect }) => Math.abs(effect)), Number.MIN_VALUE);
  return (
    <Card>
      <header className={styles.head}>
        <h3>{labels === undefined ? dimension.path : label(labels)}</h3>
        <span className="quiet">{t("metrics.why.explained", { share: percent(dimension.explained) })}</span>
      </header>
      {dimension.reversal ? (
        <p className={styles.reversal} role="note">
          <WarningOutlined aria-hidden /> {t("metrics.why.reversal")}
        </p>
      ) : null}
      <table className={styles.parts}>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{labels === undefined ? dimension.path : label(labels)}</th>
            <th scope="col">{t("metrics.why.before")}</th>
            <th scope="col">{t("metrics.why.effect")}</th>
          </tr>
        </thead>
        <tbody>
          {dimension.parts.map((part) => (
            <Part
              key={JSON.stringify(part.value)}
              part={part}
              path={dimension.path}
              metric={metric}
              why={why}
              scope={scope}
              largest={largest}
            />
          ))}
          {dimension.rest === 0 ? null : (
            <tr className={styles.noise}>
              <th scope="row">{t("metrics.why.rest", { count: dimension.rest })}</th>
              <td />
              <td className={styles.effect}>{write(dimension.restEffect)}</td>
            </tr>
          )}
        </tbody>
      </table>
    </Card>
  );
}

function Part({
  part,
  path,
  metric,
  why,
  scope,
  largest,
}: Readonly<{
  part: WhyPart;
  path: string;
  metric: MetricDefinition;
  why: MetricWhy;
  scope: Scope;
  largest: number;
}>) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useDimensionNames(metric);
  const write = useSigned(why);
  const dimensions = { [path]: part.value };
  const name = nameOf({ dimensions, labels: part.label === null ? {} : { [path]: part.label } }, path);
  const text = (value: number | null) =>
    value === null ? "–" : format.metric(value, why.unit, why.currency);
  const pieces = (["rate", "mix", "entered", "left"] as const)
    .filter((piece) => part[piece] !== 0)
    .map((piece) => t(`metrics.why.${piece}`, { amount: write(part[piece]) }));
  const good = part.effect > 0 === (metric.direction === "up");
  const share = Math.abs(part.effect) / largest;
  return (
    <tr className={part.noise ? styles.noise : ""} title={pieces.join(" · ")}>
      <th scope="row">
        <Link
          to={metricHref(metric.id, scope, { tab: "rows", cell: JSON.stringify({ time: null, dimensions }) })}
        >
          {name}
        </Link>
      </th>
      <td className={styles.values}>
        {text(part.before)} → {text(part.after)}
      </td>
      <td className={styles.effect}>
        <span
          aria-hidden
          className={`${styles.bar} ${part.noise ? "" : good ? styles.good : styles.bad}`}
          style={{
            width: `${share * 40}%`,
            [part.effect >= 0 ? "left" : "right"]: "50%",
          }}
        />
        <span className={part.effect >= 0 ? styles.after : styles.before}>
          {write(part.effect)}
          {part.noise ? <span className="visually-hidden"> {t("metrics.why.noise")}</span> : null}
        </span>
      </td>
    </tr>
  );
}

/** Writes an effect with its sign in the metric's unit. */
function useSigned({ unit, currency }: MetricWhy): (value: number) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const write = (size: number) =>
    unit === "percent"
      ? t("metrics.shares", { amount: format.exact(size * 100, 1) })
      : format.metric(size, unit, currency);
  return (value) => `${value > 0 ? "+" : value < 0 ? "−" : ""}${write(Math.abs(value))}`;
}
