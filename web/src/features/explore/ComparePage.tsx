import { useQuery } from "@tanstack/react-query";
import { Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type CompareAnswer,
  type CompareCell,
  type CompareQuery,
  type CompareSide,
  metricsQuery,
  type Period,
  type Unit,
} from "@/shared/api";
import { addSteps, periodText, useFormat } from "@/shared/format";
import { StateView } from "@/shared/ui";
import { ScopeBar, useScope } from "@/shared/ui/period";
import { Analysis } from "./Analysis";
import { Pick } from "./choices";
import styles from "./explore.module.css";
import { useParameters } from "./parameters";

const WAYS = ["periods", "segments"] as const;

/** Two periods or two segments side by side, with what the difference can bear. */
export function ComparePage() {
  const { t } = useTranslation();
  const { label, language } = useFormat();
  const { get, set } = useParameters();
  const scope = useScope({ kind: "last", grain: "month", steps: 6 });
  const metrics = useQuery(metricsQuery).data ?? [];
  const ids = (get("metrics") ?? "aov,repurchase_rate,csat").split(",").filter(Boolean);
  const chosen = ids.flatMap((id) => metrics.find((metric) => metric.id === id) ?? []);
  const way = WAYS.find((one) => one === get("way")) ?? "periods";
  const { period, filter } = scope.scope;
  const before = previous(period);
  const a = way === "periods" ? { filter, period: before } : { filter: get("a"), period };
  const b = way === "periods" ? { filter, period } : { filter: get("b"), period };
  const query: CompareQuery = {
    metrics: ids,
    by: (get("by") ?? "").split(",").filter(Boolean),
    a,
    b,
    currency: null,
  };
  const [first, ...others] = chosen;
  const shared = (first?.dimensions ?? []).filter(({ path }) =>
    others.every((metric) => metric.dimensions.some((dimension) => dimension.path === path)),
  );
  const names: readonly [string, string] =
    way === "periods"
      ? [periodText(before, language), periodText(period, language)]
      : [a.filter ?? t("explore.all"), b.filter ?? t("explore.all")];
  return (
    <Analysis<CompareQuery, CompareAnswer>
      kind="compare"
      title={t("explore.compare.title")}
      hint={t("explore.compare.hint")}
      query={query}
      scope={null}
      example=""
      form={
        <>
          <Select<string[]>
            mode="multiple"
            aria-label={t("explore.metrics")}
            className={styles.metrics ?? ""}
            value={ids}
            maxCount={8}
            showSearch={{ optionFilterProp: "label" }}
            options={metrics.map((metric) => ({ value: metric.id, label: label(metric.labels) }))}
            onChange={(next) => set({ metrics: next.join(","), by: null })}
          />
          <Pick
            label={t("explore.compare.way")}
            value={way}
            options={WAYS.map((value) => ({ value, label: t(`explore.compare.ways.${value}`) }))}
            onChange={(next) => set({ way: next })}
          />
          <Pick
            label={t("explore.by")}
            value={query.by[0] ?? null}
            none={t("explore.notBroken")}
            options={shared.map(({ path, labels }) => ({ value: path, label: label(labels) }))}
            onChange={(next) => set({ by: next })}
          />
          {way === "segments" ? (
            <>
              <Segment key={`a${a.filter}`} name="A" value={a.filter} onChange={(next) => set({ a: next })} />
              <Segment key={`b${b.filter}`} name="B" value={b.filter} onChange={(next) => set({ b: next })} />
            </>
          ) : null}
          <div className={styles.wide}>
            <ScopeBar
              scope={scope.scope}
              problem={null}
              example={'customer.level == "gold"'}
              onChange={scope.change}
            />
          </div>
        </>
      }
    >
      {(answer) => <Sides answer={answer} names={names} by={query.by} />}
    </Analysis>
  );
}

/** The period of the same length before. */
function previous({ from, to }: Period): Period {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
  if (from.endsWith("-01") && to.endsWith("-01")) {
    const months =
      (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
      Number(to.slice(5, 7)) -
      Number(from.slice(5, 7));
    return { from: addSteps("month", from, -months), to: from };
  }
  return { from: addSteps("day", from, -days), to: from };
}

function Segment({
  name,
  value,
  onChange,
}: Readonly<{ name: string; value: string | null; onChange: (value: string | null) => void }>) {
  const { t } = useTranslation();
  const [text, setText] = useState(value ?? "");
  const done = () => (text.trim() || null) !== value && onChange(text.trim() || null);
  return (
    <div className={styles.pick}>
      <span aria-hidden>{name}</span>
      <Input
        className={styles.code ?? ""}
        aria-label={t("explore.compare.segment", { name })}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={done}
        onPressEnter={done}
      />
    </div>
  );
}

function Sides({
  answer,
  names,
  by,
}: Readonly<{ answer: CompareAnswer; names: readonly [string, string]; by: readonly string[] }>) {
  const { t } = useTranslation();
  const { label, exact, metric } = useFormat();
  const metrics = useQuery(metricsQuery).data ?? [];
  if (answer.results.every(({ cells }) => cells.length === 0)) {
    return <StateView title={t("explore.nothing")}>{t("explore.nothingHint")}</StateView>;
  }
  return (
    <>
      {answer.apart ? null : <p className={styles.problem}>{t("explore.compare.notApart")}</p>}
      {answer.results.map((result) => {
        const text = (value: number | null) =>
          value === null ? "–" : metric(value, result.unit as Unit, result.currency);
        const side = (one: CompareSide) => (
          <td className={styles.number} title={`${text(one.low)} – ${text(one.high)} · n = ${exact(one.n)}`}>
            {text(one.value)}
          </td>
        );
        const definition = metrics.find(({ id }) => id === result.metric);
        return (
          <section key={result.metric} className={styles.part}>
            <h2>{definition === undefined ? result.metric : label(definition.labels)}</h2>
            <div className={styles.scroll}>
              <table className={styles.pivot}>
                <caption className="visually-hidden">{t("explore.compare.title")}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t("explore.whole")}</th>
                    <th scope="col" className={styles.number}>
                      A · {names[0]}
                    </th>
                    <th scope="col" className={styles.number}>
                      B · {names[1]}
                    </th>
                    <th scope="col" className={styles.number}>
                      {t("explore.compare.difference")}
                    </th>
                    <th scope="col" className={styles.number}>
                      {t("explore.interval")}
                    </th>
                    <th scope="col">{t("explore.compare.judged")}</th>
                  </tr>
                </thead>
                <tbody>
                  {result.cells.map((cell) => (
                    <tr key={JSON.stringify(cell.dimensions)}>
                      <th scope="row">{nameOf(cell, by, t("explore.all"))}</th>
                      {side(cell.a)}
                      {side(cell.b)}
                      <td className={styles.number}>
                        {cell.difference === null ? "–" : text(cell.difference.value)}
                      </td>
                      <td className={styles.number}>
                        {cell.difference === null
                          ? "–"
                          : `${text(cell.difference.low)} – ${text(cell.difference.high)}`}
                      </td>
                      <td>
                        {cell.difference === null ? (
                          <span className="quiet">{t("explore.compare.unknown")}</span>
                        ) : cell.difference.beyondNoise ? (
                          <strong>
                            {cell.difference.value > 0 ? "▲" : "▼"} {t("explore.compare.beyond")}
                          </strong>
                        ) : (
                          <span className="quiet">{t("explore.compare.noise")}</span>
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </section>
        );
      })}
    </>
  );
}

function nameOf(cell: CompareCell, by: readonly string[], all: string): string {
  return by.length === 0
    ? all
    : by.map((path) => cell.labels[path] ?? String(cell.dimensions[path] ?? "–")).join(" · ");
}
