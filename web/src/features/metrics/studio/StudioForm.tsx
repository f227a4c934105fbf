import { Input, InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import { type DefinitionProblem, useObjects } from "@/shared/api";
import { useFormat } from "@/shared/format";
import { issueText } from "@/shared/ui";
import { FormField } from "@/shared/ui/FormField";
import type { Checked } from "./api";
import { addItem, listAt, type Path, setList, setValue, sizeAt, valueAt } from "./edit";
import styles from "./studio.module.css";

const UNITS = [
  "count",
  "money",
  "percent",
  "points",
  "hours",
  "days",
  "months",
  "years",
  "ratio",
  "per_year",
];
const STAGES = ["acquisition", "activation", "growth", "retention", "conversion"];
const FORMS = ["rows", "groups", "gaps", "followed", "states", "lifetimes", "composite"];
const ALL_INTERVALS = [
  "none",
  "wilson",
  "nps",
  "delta",
  "total",
  "poisson",
  "order_statistics",
  "kaplan_meier",
  "composite",
];

type FormProps = Readonly<{
  text: string;
  checked: Checked | undefined;
  /** Whether the id can still be chosen. */
  isNew: boolean;
  onChange: (text: string) => void;
}>;

/** The definition as a form over its text: each field reads and writes its one place there. */
export function StudioForm({ text, checked, isNew, onChange }: FormProps) {
  const { t } = useTranslation();
  const { label } = useFormat();
  const objects = useObjects();
  const problems = checked?.problems ?? [];
  const at = (path: Path) => valueAt(text, path);
  const set = (path: Path, value: string) => onChange(setValue(text, path, value));
  const problemAt = (name: string) => sentence(t, problems, name);
  const form = at(["form"]);
  const object = objects.find(({ name }) => name === at(["counts"]));
  const times = object?.fields.filter(({ type }) => type === "date" || type === "datetime") ?? [];
  const dimensions = (object?.fields ?? []).flatMap((field) => {
    const target = objects.find(({ name }) => name === field.target);
    return [
      ...(isDimension(field.type) ? [{ value: field.name, label: label(field.labels) }] : []),
      ...(target?.fields ?? [])
        .filter(({ type }) => isDimension(type))
        .map((next) => ({
          value: `${field.name}.${next.name}`,
          label: `${label(field.labels)} › ${label(next.labels)}`,
        })),
    ];
  });
  const references = (object?.fields ?? []).filter(({ target }) => target != null);
  const text_ = (name: string, path: Path, title: string, hint?: string, mono = false) => (
    <FormField label={title} problem={problemAt(name)} hint={hint}>
      {(control) => (
        <Input
          {...control}
          className={mono ? (styles.mono ?? "") : ""}
          value={at(path)}
          onChange={(event) => set(path, event.target.value)}
        />
      )}
    </FormField>
  );
  const area = (name: string, path: Path, title: string, hint?: string) => (
    <FormField label={title} problem={problemAt(name)} hint={hint}>
      {(control) => (
        <Input.TextArea
          {...control}
          className={styles.mono ?? ""}
          autoSize={{ minRows: 1, maxRows: 6 }}
          value={at(path)}
          onChange={(event) => set(path, event.target.value)}
        />
      )}
    </FormField>
  );
  const choice = (
    name: string,
    title: string,
    options: readonly Readonly<{ value: string; label: string }>[],
    hint?: string,
  ) => (
    <FormField label={title} problem={problemAt(name)} hint={hint}>
      {(control) => (
        <Select<string>
          {...control}
          showSearch={{ optionFilterProp: "label" }}
          value={at([name]) === "" ? null : at([name])}
          options={[...options]}
          onChange={(value) => set([name], value)}
        />
      )}
    </FormField>
  );
  const intervals = checked !== undefined && checked.intervals.length > 0 ? checked.intervals : ALL_INTERVALS;
  return (
    <div className={styles.form}>
      <div className={styles.pair}>
        {text_("labels.zh", ["labels", "zh"], t("studio.nameZh"))}
        {text_("labels.en", ["labels", "en"], t("studio.nameEn"))}
      </div>
      {isNew ? text_("metric", ["metric"], t("studio.id"), t("studio.idHint"), true) : null}
      {choice(
        "form",
        t("studio.form"),
        FORMS.map((value) => ({ value, label: t(`studio.forms.${value}`) })),
        FORMS.includes(form) ? t(`studio.formHints.${form}`) : undefined,
      )}
      {form === "composite" ? null : (
        <>
          <div className={styles.pair}>
            {choice(
              "counts",
              t("studio.counts"),
              objects.map((one) => ({ value: one.name, label: label(one.labels) })),
            )}
            {choice(
              "time",
              t("studio.time"),
              times.map((field) => ({ value: field.name, label: label(field.labels) })),
            )}
          </div>
          {["groups", "gaps", "states", "lifetimes"].includes(form)
            ? choice(
                "per",
                t("studio.per"),
                references.map((field) => ({ value: field.name, label: label(field.labels) })),
              )
            : null}
          {area("where", ["where"], t("studio.where"), t("studio.whereHint"))}
          <LeaveOut text={text} problems={problems} onChange={onChange} />
        </>
      )}
      {form === "lifetimes"
        ? null
        : area(
            "value",
            ["value"],
            t("studio.value"),
            form === "composite" ? t("studio.valueHintComposite") : t("studio.valueHint"),
          )}
      <div className={styles.pair}>
        {choice(
          "unit",
          t("studio.unit"),
          UNITS.map((value) => ({ value, label: t(`studio.units.${value}`) })),
        )}
        {choice(
          "interval",
          t("studio.interval"),
          intervals.map((value) => ({
            value,
            label: t(`metrics.methods.${value}`, { defaultValue: value }),
          })),
          t("studio.intervalHint"),
        )}
      </div>
      <div className={styles.pair}>
        {choice("direction", t("studio.direction"), [
          { value: "up", label: t("metrics.goodWhen.up") },
          { value: "down", label: t("metrics.goodWhen.down") },
        ])}
        <FormField label={t("metrics.minimum")} problem={problemAt("minimum")}>
          {({ id, ...control }) => (
            <InputNumber
              controls={false}
              id={id}
              {...control}
              min={1}
              precision={0}
              value={Number(at(["minimum"])) || null}
              onChange={(value) => set(["minimum"], String(value ?? 1))}
            />
          )}
        </FormField>
      </div>
      <FormField label={t("studio.dimensions")} problem={problemAt("dimensions")}>
        {(control) => (
          <Select<string[]>
            {...control}
            mode="multiple"
            value={[...listAt(text, ["dimensions"])]}
            options={dimensions}
            onChange={(paths) => onChange(setList(text, ["dimensions"], paths))}
          />
        )}
      </FormField>
      <div className={styles.pair}>
        {choice(
          "stage",
          t("studio.stage"),
          STAGES.map((value) => ({ value, label: t(`metrics.stages.${value}`, { defaultValue: value }) })),
        )}
        {choice("kind", t("studio.kind"), [
          { value: "result", label: t("metrics.kinds.result") },
          { value: "process", label: t("metrics.kinds.process") },
        ])}
      </div>
      <details className={styles.words}>
        <summary>{t("studio.words")}</summary>
        {(["description", "falls", "formula"] as const).map((part) => (
          <div key={part} className={styles.pair}>
            {text_(`${part}.zh`, [part, "zh"], `${t(`studio.parts.${part}`)} · 中文`)}
            {text_(`${part}.en`, [part, "en"], `${t(`studio.parts.${part}`)} · English`)}
          </div>
        ))}
      </details>
    </div>
  );
}

function LeaveOut({
  text,
  problems,
  onChange,
}: Readonly<{ text: string; problems: readonly DefinitionProblem[]; onChange: (text: string) => void }>) {
  const { t } = useTranslation();
  const rules = Array.from({ length: sizeAt(text, ["leave_out"]) }, (_, index) => index);
  const set = (index: number, part: string, value: string) =>
    onChange(setValue(text, ["leave_out", index, part], value));
  return (
    <fieldset className={styles.rules}>
      <legend>{t("studio.leaveOut")}</legend>
      <p className="quiet">{t("studio.leaveOutHint")}</p>
      {rules.map((index) => {
        const at = (part: string) => valueAt(text, ["leave_out", index, part]);
        const wrong = sentence(t, problems, `leave_out[${index}]`);
        return (
          <div key={index} className={styles.rule}>
            <Input
              aria-label={t("studio.leaveOutWhen", { n: index + 1 })}
              className={styles.mono ?? ""}
              status={wrong === undefined ? "" : "error"}
              value={at("when")}
              onChange={(event) => set(index, "when", event.target.value)}
            />
            <Input
              aria-label={t("studio.leaveOutZh", { n: index + 1 })}
              value={at("zh")}
              onChange={(event) => set(index, "zh", event.target.value)}
            />
            <Input
              aria-label={t("studio.leaveOutEn", { n: index + 1 })}
              value={at("en")}
              onChange={(event) => set(index, "en", event.target.value)}
            />
            {wrong === undefined ? null : <span className={styles.bad}>{wrong}</span>}
          </div>
        );
      })}
      <button
        type="button"
        className={styles.link}
        onClick={() =>
          onChange(
            addItem(
              text,
              "leave_out",
              `{ reason: reason_${rules.length + 1}, when: 'id == 0', zh: 原因, en: Reason }`,
            ),
          )
        }
      >
        {t("studio.addReason")}
      </button>
    </fieldset>
  );
}

function sentence(
  t: Parameters<typeof issueText>[0],
  problems: readonly DefinitionProblem[],
  name: string,
): string | undefined {
  const found = problems.filter(
    ({ path }) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`),
  );
  return found.length === 0 ? undefined : found.map((problem) => issueText(t, problem)).join(" ");
}

/** What records can be grouped by; the server decides in the end. */
function isDimension(type: string): boolean {
  return !["long_text", "money", "percent", "datetime", "multi_select"].includes(type);
}
