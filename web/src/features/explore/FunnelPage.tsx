import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Input, Select } from "antd";
import { type CSSProperties, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import {
  type FunnelAnswer,
  type FunnelPart,
  type FunnelQuery,
  type FunnelStepQuery,
  type ObjectType,
  useObjects,
} from "@/shared/api";
import { useFormat } from "@/shared/format";
import { useScope } from "@/shared/ui/period";
import { Analysis } from "./Analysis";
import { ownerOf, Pick, references, useDimensionChoices } from "./choices";
import styles from "./explore.module.css";
import { numberIn, rowsHref, useParameters } from "./parameters";

const MOST_STEPS = 10;
const WINDOWS = [7, 14, 30, 60, 90, 180, 365];

/** How many get how far, step after step within a window. */
export function FunnelPage() {
  const { t } = useTranslation();
  const { get, set } = useParameters();
  const scope = useScope({ kind: "last", grain: "month", steps: 12 });
  const objects = useObjects();
  const steps = readSteps(get("steps")) ?? [
    { label: t("explore.funnel.joined"), object: "customer", time: null, where: null, per: "id" },
    {
      label: t("explore.funnel.firstOrder"),
      object: "order",
      time: null,
      where: 'kind == "sale"',
      per: "customer",
    },
    {
      label: t("explore.funnel.nextOrder"),
      object: "order",
      time: null,
      where: 'kind == "sale"',
      per: "customer",
    },
  ];
  const first = steps[0];
  const owner = ownerOf(
    objects.find(({ name }) => name === first?.object),
    first?.per ?? "id",
  );
  const dimensions = useDimensionChoices(owner);
  const { filter } = scope.scope;
  const query: FunnelQuery = {
    // What is filtered by is who enters.
    steps:
      filter === null
        ? steps
        : steps.with(0, { ...steps[0], where: both(steps[0]?.where, filter) } as FunnelStepQuery),
    order: get("order") === "any" ? "any" : "strict",
    windowDays: numberIn(get("window"), 0, 3660, 90),
    period: scope.scope.period,
    by: get("by"),
  };
  const change = (next: readonly FunnelStepQuery[]) => set({ steps: JSON.stringify(next), by: null });
  return (
    <Analysis<FunnelQuery, FunnelAnswer>
      kind="funnel"
      title={t("explore.funnel.title")}
      hint={t("explore.funnel.hint")}
      query={query}
      scope={scope}
      example={'level == "gold"'}
      form={
        <>
          <ol className={styles.steps}>
            {steps.map((step, index) => (
              <StepForm
                // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
                key={index}
                step={step}
                number={index + 1}
                objects={objects}
                owner={index === 0 ? undefined : owner}
                onChange={(next) => change(steps.with(index, next))}
                onRemove={steps.length > 2 ? () => change(steps.toSpliced(index, 1)) : undefined}
              />
            ))}
          </ol>
          <Button
            icon={<PlusOutlined aria-hidden />}
            disabled={steps.length >= MOST_STEPS}
            onClick={() => change([...steps, { ...(steps.at(-1) as FunnelStepQuery) }])}
          >
            {t("explore.funnel.add")}
          </Button>
          <Pick
            label={t("explore.funnel.window")}
            value={String(query.windowDays)}
            options={[...new Set([...WINDOWS, query.windowDays])].map((days) => ({
              value: String(days),
              label: t("explore.funnel.days", { count: days }),
            }))}
            onChange={(next) => set({ window: next })}
          />
          <Pick
            label={t("explore.funnel.order")}
            value={query.order}
            options={[
              { value: "strict", label: t("explore.funnel.strict") },
              { value: "any", label: t("explore.funnel.any") },
            ]}
            onChange={(next) => set({ order: next })}
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
        answer.parts.map((part) => <Steps key={String(part.part?.value)} part={part} query={query} />)
      }
    </Analysis>
  );
}

const both = (where: string | null | undefined, filter: string) =>
  where ? `(${where}) && (${filter})` : filter;

/** The steps an address describes; null for one that makes no sense. */
export function readSteps(text: string | null): readonly FunnelStepQuery[] | null {
  try {
    const steps: unknown = JSON.parse(text ?? "null");
    if (!Array.isArray(steps) || steps.length < 2) {
      return null;
    }
    return steps.map((step: Partial<FunnelStepQuery>) => ({
      label: String(step.label ?? ""),
      object: String(step.object ?? ""),
      time: step.time ?? null,
      where: step.where ?? null,
      per: String(step.per ?? "id"),
    }));
  } catch {
    return null;
  }
}

function StepForm({
  step,
  number,
  objects,
  owner,
  onChange,
  onRemove,
}: Readonly<{
  step: FunnelStepQuery;
  number: number;
  objects: readonly ObjectType[];
  /** Whom the records must belong to; undefined for the first step. */
  owner: string | undefined;
  onChange: (step: FunnelStepQuery) => void;
  onRemove: (() => void) | undefined;
}>) {
  const { t } = useTranslation();
  const { label } = useFormat();
  const [where, setWhere] = useState(step.where ?? "");
  const [name, setName] = useState(step.label);
  const perOf = (type: ObjectType | undefined) =>
    owner === undefined || type?.name === owner
      ? "id"
      : (references(type).find(({ target }) => target === owner)?.name ?? "id");
  return (
    <li className={styles.step}>
      <Input
        aria-label={t("explore.funnel.stepName", { number })}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onBlur={() => name !== step.label && onChange({ ...step, label: name })}
      />
      <Select<string>
        aria-label={t("explore.funnel.stepObject", { number })}
        value={step.object}
        popupMatchSelectWidth={false}
        options={objects.map((object) => ({ value: object.name, label: label(object.plural) }))}
        onChange={(object) =>
          onChange({
            ...step,
            object,
            time: null,
            where: null,
            per: perOf(objects.find((one) => one.name === object)),
          })
        }
      />
      <Input
        className={styles.code ?? ""}
        aria-label={t("explore.funnel.stepWhere", { number })}
        value={where}
        onChange={(event) => setWhere(event.target.value)}
        onPressEnter={() => onChange({ ...step, where: where.trim() || null })}
        onBlur={() =>
          (where.trim() || null) !== step.where && onChange({ ...step, where: where.trim() || null })
        }
      />
      {onRemove === undefined ? null : (
        <Button
          type="text"
          icon={<DeleteOutlined aria-hidden />}
          aria-label={t("explore.funnel.remove", { number })}
          onClick={onRemove}
        />
      )}
    </li>
  );
}

function Steps({ part, query }: Readonly<{ part: FunnelPart; query: FunnelQuery }>) {
  const { t } = useTranslation();
  const { exact, metric } = useFormat();
  const share = (value: number | null) => (value === null ? "–" : metric(value, "percent", null));
  const hours = (value: number | null) =>
    value === null ? "–" : value < 48 ? metric(value, "hours", null) : metric(value / 24, "days", null);
  const open = (step: number, side: string) =>
    rowsHref("funnel", query, { step, side, part: part.part?.value ?? null });
  return (
    <section className={styles.part}>
      <h2>{part.part?.label ?? t("explore.all")}</h2>
      <div className={styles.scroll}>
        <table className={styles.pivot}>
          <caption className="visually-hidden">{t("explore.funnel.title")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("explore.funnel.step")}</th>
              <th scope="col" className={styles.barColumn}>
                {t("explore.funnel.fromFirst")}
              </th>
              <th scope="col" className={styles.number}>
                n
              </th>
              <th scope="col" className={styles.number}>
                {t("explore.interval")}
              </th>
              <th scope="col" className={styles.number}>
                {t("explore.funnel.fromPrevious")}
              </th>
              <th scope="col" className={styles.number}>
                {t("explore.funnel.median")}
              </th>
              <th scope="col" className={styles.number}>
                {t("explore.funnel.dropped")}
              </th>
            </tr>
          </thead>
          <tbody>
            {part.steps.map((step, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
              <tr key={index}>
                <th scope="row">{step.label}</th>
                <td>
                  <Link className={styles.bar} to={open(index, "reached")}>
                    <span
                      className={styles.fill}
                      style={{ "--share": step.fromFirst ?? 0 } as CSSProperties}
                    />
                    <span className={styles.barText}>{share(step.fromFirst)}</span>
                  </Link>
                </td>
                <td className={styles.number}>
                  <Link to={open(index, "reached")}>{exact(step.n)}</Link>
                </td>
                <td className={styles.number}>
                  {share(step.low)} – {share(step.high)}
                </td>
                <td className={styles.number}>{share(step.fromPrevious)}</td>
                <td className={styles.number} title={`${hours(step.medianLow)} – ${hours(step.medianHigh)}`}>
                  {hours(step.medianHours)}
                </td>
                <td className={styles.number}>
                  {index === 0 ? "–" : <Link to={open(index, "dropped")}>{exact(step.dropped)}</Link>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {part.tooYoung === 0 ? null : (
        <p className="quiet">
          <Link to={open(0, "too_young")}>{t("explore.funnel.tooYoung", { n: exact(part.tooYoung) })}</Link>
        </p>
      )}
    </section>
  );
}
