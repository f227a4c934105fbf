import { useMutation, useQuery } from "@tanstack/react-query";
import { AutoComplete, Button, Segmented, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type Import,
  type ImportMode,
  type ImportTarget,
  type Issue,
  type Mapping,
  Problem,
  post,
  useSession,
} from "@/shared/api";
import { CURRENCIES, useFormat, ZONES } from "@/shared/format";
import { ErrorView, issueText, Skeleton, useProblemText } from "@/shared/ui";
import { FormField } from "@/shared/ui/FormField";
import ui from "@/shared/ui/ui.module.css";
import { targetsQuery } from "./api";
import { ColumnTable } from "./ColumnTable";
import styles from "./imports.module.css";
import { type MappingProblems, mapColumn, mapTo, missingFields, problemsOf, type Setting } from "./mapping";

type Props = Readonly<{
  import: Import;
  /** The target the person came for. */
  wanted: string | null;
  readOnly: boolean;
  checking: boolean;
  onMapped: (mapped: Import) => void;
}>;

/** Which column fills which field, and how cells are meant. */
export function MappingStep(props: Props) {
  const targets = useQuery(targetsQuery);
  if (targets.error !== null) {
    return <ErrorView error={targets.error} onRetry={() => void targets.refetch()} />;
  }
  return targets.data === undefined ? (
    <Skeleton lines={10} />
  ) : (
    <MappingForm {...props} targets={targets.data} />
  );
}

const NO_PROBLEMS: MappingProblems = { columns: new Map(), settings: new Map(), others: [] };
const DATE_FORMATS = [
  "yyyy-MM-dd",
  "yyyy-MM-dd HH:mm",
  "yyyy/M/d",
  "yyyy/M/d H:mm",
  "d/M/yyyy",
  "M/d/yyyy",
  "M/d/yyyy H:mm",
  "yyyyMMdd",
];
const MODES: readonly ImportMode[] = ["upsert", "create", "update"];

function MappingForm({
  import: current,
  wanted,
  readOnly,
  checking,
  onMapped,
  targets,
}: Props & Readonly<{ targets: readonly ImportTarget[] }>) {
  const { t } = useTranslation();
  const { label, compare } = useFormat();
  const problemText = useProblemText();
  const company = useSession().company;
  const [mapping, setMapping] = useState(() => firstMapping(current, targets, wanted));
  const save = useMutation({
    mutationFn: (next: Mapping) => post<Import>(`/imports/${current.id}/mapping`, next),
    onSuccess: onMapped,
  });
  const target = targets.find(({ name }) => name === mapping.target);
  const issues = save.error instanceof Problem ? save.error.issues : [];
  const problems = save.variables === undefined ? NO_PROBLEMS : problemsOf(issues, save.variables);
  const rename = (text: string) => {
    const field = target?.fields.find(({ path }) => path === text);
    return field === undefined ? text : label(field.labels);
  };
  const say = (issue: Issue) => issueText(t, { ...issue, arguments: issue.arguments.map(rename) });
  const problemAt = (setting: Setting) => problems.settings.get(setting)?.map(say).join(" ") || undefined;
  const set = (change: Partial<Mapping>) => setMapping({ ...mapping, ...change });
  const missing = target === undefined ? [] : missingFields(target, mapping);
  const keys = target?.fields.filter(
    ({ path, keys: isKey }) => isKey && mapping.columns.some((column) => column.field === path),
  );
  const mapped = mapping.columns.filter(({ field }) => field !== null).length;
  const general = [
    ...problems.others.map(say),
    ...(issues.length === 0 && save.error !== null ? [problemText(save.error)] : []),
  ];
  return (
    <form
      className={styles.step}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(mapping);
      }}
    >
      <fieldset className={styles.settings} disabled={readOnly}>
        <FormField label={t("imports.map.target")} problem={problemAt("target")}>
          {({ status: _status, ...control }) => (
            <Select<string>
              {...control}
              disabled={readOnly}
              value={mapping.target}
              showSearch={{ optionFilterProp: "label" }}
              options={targets.map((one) => ({ value: one.name, label: label(one.labels) }))}
              onChange={(name) => {
                const next = targets.find((one) => one.name === name);
                if (next !== undefined) {
                  save.reset();
                  setMapping(
                    current.mapping?.target === name ? current.mapping : mapTo(next, current.header, mapping),
                  );
                }
              }}
            />
          )}
        </FormField>
        <FormField
          label={t("imports.map.mode")}
          hint={t(`imports.modeHints.${mapping.mode}`)}
          problem={problemAt("mode")}
        >
          {({ id }) => (
            <Segmented<ImportMode>
              id={id}
              block
              disabled={readOnly}
              value={mapping.mode}
              options={MODES.map((mode) => ({ value: mode, label: t(`imports.modes.${mode}`) }))}
              onChange={(mode) => set({ mode })}
            />
          )}
        </FormField>
        <FormField
          label={t("imports.map.match")}
          hint={t("imports.map.matchHint")}
          problem={problemAt("match")}
        >
          {({ status, ...control }) => (
            <Select<string[]>
              {...control}
              {...(status === "error" ? { status } : {})}
              mode="multiple"
              disabled={readOnly || mapping.mode === "create"}
              value={[...mapping.match]}
              placeholder={t("imports.map.auto")}
              options={(keys ?? []).map(({ path, labels }) => ({ value: path, label: label(labels) }))}
              onChange={(match) => set({ match })}
            />
          )}
        </FormField>
        <FormField label={t("imports.map.dateFormat")} problem={problemAt("dateFormat")}>
          {({ status, ...control }) => (
            <AutoComplete
              {...control}
              {...(status === "error" ? { status } : {})}
              disabled={readOnly}
              allowClear
              value={mapping.dateFormat ?? ""}
              placeholder={t("imports.map.auto")}
              options={DATE_FORMATS.map((value) => ({ value }))}
              onChange={(text?: string) => set({ dateFormat: text ? text : null })}
            />
          )}
        </FormField>
        <FormField label={t("imports.map.decimal")} problem={problemAt("decimal")}>
          {({ status: _status, ...control }) => (
            <Select<"auto" | "." | ",">
              {...control}
              disabled={readOnly}
              value={mapping.decimal ?? "auto"}
              options={[
                { value: "auto", label: t("imports.map.auto") },
                { value: ".", label: "1,234.50" },
                { value: ",", label: "1.234,50" },
              ]}
              onChange={(decimal) => set({ decimal: decimal === "auto" ? null : decimal })}
            />
          )}
        </FormField>
        <FormField label={t("imports.map.currency")} problem={problemAt("currency")}>
          {({ status: _status, ...control }) => (
            <Select<string>
              {...control}
              disabled={readOnly}
              showSearch
              value={mapping.currency ?? company?.currency ?? "CNY"}
              options={CURRENCIES.map((value) => ({ value, label: value }))}
              onChange={(currency) => set({ currency })}
            />
          )}
        </FormField>
        <FormField label={t("imports.map.zone")} problem={problemAt("zone")}>
          {({ status: _status, ...control }) => (
            <Select<string>
              {...control}
              disabled={readOnly}
              showSearch
              value={mapping.zone ?? company?.zone ?? "Asia/Shanghai"}
              options={ZONES.map((value) => ({ value, label: value }))}
              onChange={(zone) => set({ zone })}
            />
          )}
        </FormField>
      </fieldset>
      {general.length > 0 || issues.length > 0 ? (
        <div className={ui.alert} role="alert">
          {issues.length > 1 ? <strong>{t("imports.map.problems", { count: issues.length })}</strong> : null}
          <ul className={styles.problems}>
            {general.map((text) => (
              <li key={text}>{text}</li>
            ))}
            {[...problems.settings.values()].flat().map((issue) => (
              <li key={`${issue.path} ${issue.code} ${issue.message}`}>{say(issue)}</li>
            ))}
            {[...problems.columns].flatMap(([index, ofColumn]) =>
              ofColumn.map((issue) => (
                <li key={`${index} ${issue.code}`}>
                  <a href={`#column-${index}`}>{current.header[index] ?? index}</a> {say(issue)}
                </li>
              )),
            )}
          </ul>
        </div>
      ) : null}
      {missing.length > 0 ? (
        <p className={styles.missing} role="status">
          {t("imports.map.missing", {
            fields: missing
              .map(({ labels }) => label(labels))
              .toSorted(compare)
              .join("、"),
          })}
        </p>
      ) : null}
      <ColumnTable
        import={current}
        target={target}
        mapping={mapping}
        problems={problems.columns}
        say={say}
        readOnly={readOnly}
        onMap={(index, field) => setMapping(mapColumn(mapping, index, field))}
      />
      {readOnly ? (
        <p className={styles.note}>{t("imports.readOnly")}</p>
      ) : (
        <div className={styles.foot}>
          <span className="quiet numbers">
            {t("imports.map.mapped", { n: mapped, all: mapping.columns.length })}
          </span>
          <Button type="primary" htmlType="submit" loading={save.isPending || checking}>
            {t("imports.map.check")}
          </Button>
        </div>
      )}
    </form>
  );
}

/** The server's suggestion, unless the person came to import something else. */
function firstMapping(current: Import, targets: readonly ImportTarget[], wanted: string | null): Mapping {
  const suggested: Mapping = current.mapping ?? {
    target: targets[0]?.name ?? "",
    mode: "upsert",
    match: [],
    columns: current.header.map((column, index) => ({ column, index, field: null })),
    dateFormat: null,
    decimal: null,
    zone: null,
    currency: null,
  };
  const other = targets.find(({ name }) => name === wanted && name !== suggested.target);
  return other === undefined || current.check !== null ? suggested : mapTo(other, current.header, suggested);
}
