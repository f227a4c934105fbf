import { DownloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import {
  type CohortGrain,
  type CohortMeasure,
  type CohortStep,
  type CohortsAnswer,
  type CohortsPart,
  type CohortsQuery,
  useObjectType,
} from "@/shared/api";
import { stepText, useFormat } from "@/shared/format";
import { StateView } from "@/shared/ui";
import { grainOf, useScope } from "@/shared/ui/period";
import { Analysis } from "./Analysis";
import { ObjectPick, ownerOf, PerPick, Pick, useDimensionChoices, usualPer } from "./choices";
import styles from "./explore.module.css";
import { numberIn, rowsHref, save, useParameters } from "./parameters";
import { toCsv } from "./pivot";

const MEASURES: readonly CohortMeasure[] = ["retained", "repeat", "revenue"];
const GRAINS: readonly CohortGrain[] = ["week", "month", "quarter"];

/** Who comes back: a triangle of cohorts, each cell with its interval, and how long members last. */
export function CohortsPage() {
  const { t } = useTranslation();
  const { get, set } = useParameters();
  const scope = useScope({ kind: "last", grain: "month", steps: 12 });
  const object = get("object") ?? "order";
  const type = useObjectType(object);
  const per = get("per") ?? usualPer(type);
  const dimensions = useDimensionChoices(ownerOf(type, per));
  const grain = GRAINS.find((one) => one === grainOf(scope.scope)) ?? "month";
  const measure = MEASURES.find((one) => one === get("measure")) ?? "retained";
  const query: CohortsQuery = {
    object,
    time: null,
    where: scope.scope.filter,
    per,
    grain,
    steps: numberIn(get("steps"), 1, 60, 12),
    period: scope.scope.period,
    by: get("by"),
    measure,
    amount:
      measure === "revenue" ? (type?.fields.find((field) => field.type === "money")?.name ?? null) : null,
    currency: null,
  };
  return (
    <Analysis<CohortsQuery, CohortsAnswer>
      kind="cohorts"
      title={t("explore.cohorts.title")}
      hint={t("explore.cohorts.hint")}
      query={query}
      scope={scope}
      example={'kind == "sale"'}
      form={
        <>
          <ObjectPick
            value={object}
            onChange={(next) => set({ object: next, per: null, by: null, filter: null })}
          />
          <PerPick type={type} value={per} onChange={(next) => set({ per: next, by: null })} />
          <Pick
            label={t("explore.measure")}
            value={measure}
            options={MEASURES.map((value) => ({ value, label: t(`explore.cohorts.measures.${value}`) }))}
            onChange={(next) => set({ measure: next })}
          />
          <Pick
            label={t("explore.by")}
            value={query.by}
            none={t("explore.notBroken")}
            options={dimensions}
            onChange={(next) => set({ by: next })}
          />
        </>
      }
    >
      {(answer) =>
        answer.parts.map((part) => (
          <Triangle key={String(part.part?.value)} answer={answer} part={part} query={query} />
        ))
      }
    </Analysis>
  );
}

function Triangle({
  answer,
  part,
  query,
}: Readonly<{ answer: CohortsAnswer; part: CohortsPart; query: CohortsQuery }>) {
  const { t } = useTranslation();
  const { language, exact, metric } = useFormat();
  if (part.cohorts.length === 0) {
    return <StateView title={t("explore.nothing")}>{t("explore.nothingHint")}</StateView>;
  }
  const unit = answer.measure === "revenue" ? "money" : "percent";
  const text = (value: number | null) => (value === null ? "–" : metric(value, unit, answer.currency));
  const columns = Math.max(...part.cohorts.map(({ steps }) => steps.length));
  const most = Math.max(
    ...part.cohorts.flatMap(({ steps }) => steps.slice(1).map(({ value }) => value ?? 0)),
    1e-9,
  );
  const title = part.part?.label ?? t("explore.all");
  const open = (start: string, step: number | null) =>
    rowsHref("cohorts", query, { start, step, retained: true, part: part.part?.value ?? null });
  const range = (step: CohortStep) =>
    `${text(step.low)} – ${text(step.high)} · n = ${exact(step.n)}${step.complete ? "" : ` · ${t("explore.cohorts.running")}`}`;
  const download = () =>
    save(
      new Blob(
        [
          toCsv([
            ["cohort", "size", "step", "retained", "value", "low", "high", "complete"],
            ...part.cohorts.flatMap(({ start, size, steps }) =>
              steps.map((s) => [
                start,
                size,
                s.k,
                s.retained,
                s.value,
                s.low,
                s.high,
                s.complete ? "1" : "0",
              ]),
            ),
          ]),
        ],
        { type: "text/csv" },
      ),
      "zhike-cohorts.csv",
    );
  const { survival } = part;
  return (
    <section className={styles.part}>
      <div className={styles.partHead}>
        <h2>{title}</h2>
        <Button icon={<DownloadOutlined aria-hidden />} onClick={download}>
          {t("explore.csv")}
        </Button>
      </div>
      <div className={styles.scroll}>
        <table className={styles.pivot}>
          <caption className="visually-hidden">{t("explore.cohorts.title")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("explore.cohorts.cohort")}</th>
              <th scope="col" className={styles.number}>
                {t("explore.cohorts.size")}
              </th>
              {Array.from({ length: columns }, (_, k) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the index is the step
                <th key={k} scope="col" className={styles.number}>
                  {k}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {part.cohorts.map(({ start, size, steps }) => (
              <tr key={start}>
                <th scope="row">{stepText(answer.grain, start, language)}</th>
                <td className={styles.number}>
                  <Link to={open(start, null)}>{exact(size)}</Link>
                </td>
                {steps.map((step) => (
                  <td
                    key={step.k}
                    className={`${styles.number} ${styles.shaded} ${step.complete ? "" : styles.running}`}
                    style={{ "--shade": step.k === 0 ? 0 : (step.value ?? 0) / most } as React.CSSProperties}
                    title={range(step)}
                  >
                    <Link to={open(start, step.k)}>{text(step.value)}</Link>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t("explore.cohorts.overall")}</th>
              <td />
              {part.overall.map((step) => (
                <td
                  key={step.k}
                  className={styles.number}
                  title={`${text(step.low)} – ${text(step.high)} · n = ${exact(step.n)}`}
                >
                  {text(step.value)}
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
      <p className="quiet">
        {t("explore.cohorts.foot")}{" "}
        {survival.members === 0
          ? ""
          : survival.medianDays === null
            ? t("explore.cohorts.noMedian", {
                members: exact(survival.members),
                days: answer.churnWindowDays,
              })
            : t("explore.cohorts.median", {
                median: exact(survival.medianDays),
                members: exact(survival.members),
                days: answer.churnWindowDays,
              })}
      </p>
    </section>
  );
}
