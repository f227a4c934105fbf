import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { type MetricDefinition, metricsQuery, Problem, post } from "@/shared/api";
import { ChartCard, type ChartContext } from "@/shared/charts";
import { addSteps, startOf, stepText, useFormat } from "@/shared/format";
import { type Column, DataTable, ErrorView, Skeleton, StateView, Tag } from "@/shared/ui";
import { metricHref, type Scope } from "@/shared/ui/period";
import { issueText } from "@/shared/ui/problems";
import { chanceText, type LinksAnswer, type LinksQuery, type MetricLink } from "./findings";
import styles from "./findings.module.css";
import { toPairOption } from "./pair";

/** Links need many steps: so many are looked at, ending with the period. */
const STEPS = { month: 60, week: 104 } as const;
const LAGS = [0, 1, 2, 3, 4, 6] as const;
const USUAL_LAG = 3;

/** The metrics that move with this one, and by how much time they run ahead. */
export function Links({ metric, scope }: Readonly<{ metric: MetricDefinition; scope: Scope }>) {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const grain = parameters.get("step") === "week" ? "week" : "month";
  const maxLag = LAGS.find((lag) => String(lag) === parameters.get("lag")) ?? USUAL_LAG;
  const { to } = scope.period;
  const query: LinksQuery = {
    outcome: metric.id,
    candidates: [],
    period: { from: addSteps(grain, startOf(grain, to), -STEPS[grain]), to },
    grain,
    maxLag,
    filter: scope.filter,
    currency: null,
  };
  const links = useQuery({
    queryKey: ["metrics", "links", query],
    queryFn: () => post<LinksAnswer>("/metrics/links", query),
    staleTime: 5 * 60_000,
  });
  const set = (name: string, value: string) =>
    setParameters((before) => {
      const after = new URLSearchParams(before);
      after.set(name, value);
      return after;
    });
  return (
    <div className={styles.stack}>
      <div className={styles.tools}>
        <Select<string>
          aria-label={t("findings.links.step")}
          value={grain}
          options={[
            { value: "month", label: t("findings.links.steps.month") },
            { value: "week", label: t("findings.links.steps.week") },
          ]}
          onChange={(value) => set("step", value)}
        />
        <Select<number>
          aria-label={t("findings.links.maxLag")}
          popupMatchSelectWidth={false}
          value={maxLag}
          options={LAGS.map((lag) => ({
            value: lag,
            label: t(`findings.links.upTo.${grain}`, { count: lag }),
          }))}
          onChange={(value) => set("lag", String(value))}
        />
        <span className="quiet">{t(`findings.links.looked.${grain}`, { count: STEPS[grain] })}</span>
      </div>
      {links.error instanceof Problem && links.error.status === 422 ? (
        <StateView title={t("findings.links.cannot")}>
          {links.error.issues.map((issue) => issueText(t, issue)).join(" ")}
        </StateView>
      ) : links.error !== null ? (
        <ErrorView error={links.error} onRetry={() => void links.refetch()} />
      ) : links.data === undefined ? (
        <Skeleton lines={10} />
      ) : (
        <Found metric={metric} scope={scope} answer={links.data} />
      )}
    </div>
  );
}

function Found({
  metric,
  scope,
  answer,
}: Readonly<{ metric: MetricDefinition; scope: Scope; answer: LinksAnswer }>) {
  const { t } = useTranslation();
  const { label, exact, percent } = useFormat();
  const [parameters, setParameters] = useSearchParams();
  const metrics = useQuery(metricsQuery).data ?? [];
  const nameOf = (id: string) => {
    const found = metrics.find((one) => one.id === id);
    return found === undefined ? id : label(found.labels);
  };
  const direction = ({ lag }: MetricLink) =>
    lag === 0
      ? t("findings.links.together")
      : t(`findings.links.${lag > 0 ? "ahead" : "behind"}.${answer.grain === "week" ? "week" : "month"}`, {
          count: Math.abs(lag),
        });
  const linked = answer.links.filter((link) => link.linked).length;
  const shown = answer.links.find((link) => link.metric === parameters.get("with")) ?? answer.links[0];
  const columns: readonly Column<MetricLink>[] = [
    {
      key: "metric",
      title: t("findings.links.metric"),
      render: (link) => (
        <Link to={metricHref(link.metric, scope)} className={link.linked ? "" : styles.noise}>
          {nameOf(link.metric)}
        </Link>
      ),
    },
    { key: "direction", title: t("findings.links.direction"), render: direction },
    {
      key: "correlation",
      title: t("findings.links.correlation"),
      align: "end",
      render: ({ correlation }) => exact(correlation, 2),
    },
    {
      key: "interval",
      title: t("metrics.interval"),
      align: "end",
      render: ({ low, high }) => `${exact(low, 2)} – ${exact(high, 2)}`,
    },
    { key: "q", title: t("findings.links.q"), align: "end", render: ({ q }) => chanceText(q) },
    { key: "steps", title: t("findings.links.n"), align: "end", render: ({ steps }) => exact(steps) },
    {
      key: "notes",
      title: t("findings.links.verdict"),
      render: (link) => (
        <>
          {link.linked ? t("findings.links.linked") : t("findings.links.notLinked")}{" "}
          {link.sameRecords ? <Tag>{t("findings.links.sameRecords")}</Tag> : null}
        </>
      ),
    },
    {
      key: "draw",
      title: t("findings.links.draw"),
      render: (link) => (
        <button
          type="button"
          className={styles.draw}
          aria-pressed={link === shown}
          aria-label={t("findings.links.drawOf", { metric: nameOf(link.metric) })}
          onClick={() =>
            setParameters((before) => {
              const after = new URLSearchParams(before);
              after.set("with", link.metric);
              return after;
            })
          }
        >
          {t("findings.links.draw")}
        </button>
      ),
    },
  ];
  return (
    <>
      <p role="note">
        {t("findings.links.found", { count: linked, tests: answer.tests, rate: percent(1 - answer.level) })}{" "}
        {t("findings.links.caution")}
      </p>
      {shown === undefined ? (
        <StateView title={t("findings.links.none")}>{t("findings.links.noneHint")}</StateView>
      ) : (
        <>
          <PairCard
            title={t("findings.links.pair", { one: label(metric.labels), other: nameOf(shown.metric) })}
            names={[label(metric.labels), nameOf(shown.metric)]}
            note={direction(shown)}
            answer={answer}
            link={shown}
          />
          <DataTable
            label={t("findings.links.title")}
            columns={columns}
            rows={answer.links}
            keyOf={(link) => link.metric}
          />
        </>
      )}
      {answer.unlinkable.length === 0 ? null : (
        <details>
          <summary>{t("findings.links.unlinkable", { count: answer.unlinkable.length })}</summary>
          <ul>
            {answer.unlinkable.map((one) => (
              <li key={one.metric}>
                {nameOf(one.metric)}:{" "}
                {one.reason === "never_moves"
                  ? t("findings.links.neverMoves")
                  : t("findings.links.tooFew", { steps: one.steps, needed: one.needed })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

type Point = MetricLink["series"][number];

function PairCard({
  title,
  names,
  note,
  answer,
  link,
}: Readonly<{
  title: string;
  names: readonly [string, string];
  note: string;
  answer: LinksAnswer;
  link: MetricLink;
}>) {
  const { t } = useTranslation();
  const { language, metric: write } = useFormat();
  const [one, other] = names;
  const draw = useCallback(
    (data: MetricLink, context: ChartContext) => toPairOption(data, answer, [one, other], context),
    [answer, one, other],
  );
  return (
    <ChartCard<MetricLink, Point>
      title={title}
      note={<span className="quiet">{note}</span>}
      state={{ data: link, error: null, isFetching: false, refetch: () => undefined }}
      isEmpty={({ series }) => series.length === 0}
      toOption={draw}
      height={240}
      table={({ series }) => ({
        columns: [
          {
            key: "time",
            title: t("metrics.time"),
            render: ({ time }) => stepText(answer.grain, time, language),
          },
          {
            key: "outcome",
            title: one,
            align: "end",
            render: ({ outcome }) => write(outcome, answer.unit, answer.currency),
          },
          {
            key: "candidateTime",
            title: t("findings.links.heldAgainst"),
            render: ({ candidateTime }) => stepText(answer.grain, candidateTime, language),
          },
          {
            key: "candidate",
            title: other,
            align: "end",
            render: ({ candidate }) => write(candidate, link.unit, link.currency),
          },
        ],
        rows: series,
        keyOf: ({ time }) => time,
      })}
    />
  );
}
