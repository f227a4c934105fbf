import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import {
  type CohortGrain,
  type FlowAnswer,
  type FlowNode,
  type FlowQuery,
  useObjectType,
} from "@/shared/api";
import { stepText, useFormat } from "@/shared/format";
import { StateView } from "@/shared/ui";
import { grainOf, useScope } from "@/shared/ui/period";
import { Analysis } from "./Analysis";
import { ObjectPick, PerPick, Pick, usualPer } from "./choices";
import styles from "./explore.module.css";
import { rowsHref, useParameters } from "./parameters";

const GRAINS: readonly CohortGrain[] = ["week", "month", "quarter"];

/** Who goes from which state to which, period by period. */
export function FlowPage() {
  const { t } = useTranslation();
  const { label } = useFormat();
  const { get, set } = useParameters();
  const scope = useScope({ kind: "last", grain: "month", steps: 6 });
  const object = get("object") ?? "order";
  const type = useObjectType(object);
  const per = get("per") ?? usualPer(type);
  const query: FlowQuery = {
    object,
    time: null,
    where: scope.scope.filter,
    per,
    state: get("state"),
    grain: GRAINS.find((one) => one === grainOf(scope.scope)) ?? "month",
    period: scope.scope.period,
  };
  return (
    <Analysis<FlowQuery, FlowAnswer>
      kind="flow"
      title={t("explore.flow.title")}
      hint={t("explore.flow.hint")}
      query={query}
      scope={scope}
      example={'kind == "sale"'}
      form={
        <>
          <ObjectPick
            value={object}
            onChange={(next) => set({ object: next, per: null, state: null, filter: null })}
          />
          <PerPick type={type} value={per} onChange={(next) => set({ per: next })} />
          <Pick
            label={t("explore.flow.state")}
            value={query.state}
            none={t("explore.flow.activity")}
            options={(type?.fields ?? [])
              .filter((field) => field.type === "select" || field.type === "boolean")
              .map((field) => ({ value: field.name, label: label(field.labels) }))}
            onChange={(next) => set({ state: next })}
          />
        </>
      }
    >
      {(answer) => <Flow answer={answer} query={query} />}
    </Analysis>
  );
}

function Flow({ answer, query }: Readonly<{ answer: FlowAnswer; query: FlowQuery }>) {
  const { t } = useTranslation();
  const { exact, language } = useFormat();
  if (answer.nodes.length === 0) {
    return <StateView title={t("explore.nothing")}>{t("explore.nothingHint")}</StateView>;
  }
  const nodes = new Map(answer.nodes.map((node) => [node.id, node]));
  const name = ({ label, state }: FlowNode) =>
    label ?? t(`explore.flow.states.${state}`, { defaultValue: state });
  const columnName = (index: number) =>
    index === 0
      ? t("explore.flow.start")
      : stepText(query.grain, answer.columns[index]?.from ?? "", language);
  const open = (column: number, from: string | null, to: string) =>
    rowsHref("flow", query, { column, from, to });
  const steps = answer.columns.slice(1).map((column, index) => ({
    column: index + 1,
    complete: column.complete,
    links: answer.links
      .filter((link) => nodes.get(link.to)?.column === index + 1)
      .toSorted((a, b) => b.n - a.n),
    balance: answer.balances[index],
  }));
  return (
    <>
      {answer.balances.length === 0 ? null : (
        <section className={styles.part}>
          <h2>{t("explore.flow.balance")}</h2>
          <div className={styles.scroll}>
            <table className={styles.pivot}>
              <caption className="visually-hidden">{t("explore.flow.balance")}</caption>
              <thead>
                <tr>
                  <th scope="col">{t("metrics.time")}</th>
                  {(["start", "new", "returned", "lost", "end"] as const).map((key) => (
                    <th key={key} scope="col" className={styles.number}>
                      {t(`explore.flow.balances.${key}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {answer.balances.map((balance, index) => (
                  <tr key={balance.period} className={balance.complete ? "" : (styles.running ?? "")}>
                    <th scope="row">{columnName(index + 1)}</th>
                    <td className={styles.number}>{exact(balance.start)}</td>
                    <td className={styles.number}>
                      <Link to={open(index + 1, null, "new")}>+{exact(balance.new)}</Link>
                    </td>
                    <td className={styles.number}>
                      <Link to={open(index + 1, "lost", "returned")}>+{exact(balance.returned)}</Link>
                    </td>
                    <td className={styles.number}>−{exact(balance.lost)}</td>
                    <td className={styles.number}>{exact(balance.end)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
      <div className={styles.flow}>
        {steps.map(({ column, complete, links }) => {
          const most = Math.max(...links.map(({ n }) => n), 1);
          return (
            <section key={column} className={`${styles.part} ${complete ? "" : styles.running}`}>
              <h2>{columnName(column)}</h2>
              <table className={styles.pivot}>
                <caption className="visually-hidden">{t("explore.flow.title")}</caption>
                <tbody>
                  {links.map((link) => {
                    const from = nodes.get(link.from) as FlowNode;
                    const to = nodes.get(link.to) as FlowNode;
                    return (
                      <tr key={`${link.from} ${link.to}`}>
                        <th scope="row">
                          {name(from)} → {name(to)}
                        </th>
                        <td className={styles.barColumn}>
                          <Link className={styles.bar} to={open(column, from.state, to.state)}>
                            <span
                              className={styles.fill}
                              style={{ "--share": link.n / most } as CSSProperties}
                            />
                            <span className={styles.barText}>{exact(link.n)}</span>
                          </Link>
                        </td>
                      </tr>
                    );
                  })}
                </tbody>
              </table>
            </section>
          );
        })}
      </div>
    </>
  );
}
