import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
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
import { suggestionQuery, targetsQuery } from "./api";
import { ColumnTable } from "./ColumnTable";
import styles from "./imports.module.css";
import { type MappingProblems, mapColumn, missingFields, problemsOf, type Setting } from "./mapping";

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
  const { import: current, wanted } = props;
  const targets = useQuery(targetsQuery);
  const asked =
    current.check === null && wanted !== null ? wanted : (current.mapping?.target ?? "order_lines");
  const other = useQuery({
    ...suggestionQuery(current.id, asked),
    enabled: asked !== current.mapping?.target,
  });
  const first = asked === current.mapping?.target ? current.mapping : other.data;
  const failed = targets.error ?? other.error;
  if (failed !== null) {
    return (
      <ErrorView
        error={failed}
        onRetry={() => {
          void targets.refetch();
          void other.refetch();
        }}
      />
    );
  }
  return targets.data === undefined || first === undefined ? (
    <Skeleton lines={10} />
  ) : (
    <MappingForm {...props} targets={targets.data} first={first} />
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
  readOnly,
  checking,
  onMapped,
  targets,
  first,
}: Props & Readonly<{ targets: readonly ImportTarget[]; first: Mapping }>) {
  const { t } = useTranslation();
  const { label, compare, language } = useFormat();
  const problemText = useProblemText();
  const company = useSession().company;
  const [mapping, setMapping] = useState(first);
  const queryClient = useQueryClient();
  const retarget = useMutation({
    mutationFn: (name: string) => queryClient.fetchQuery(suggestionQuery(current.id, name)),
    onSuccess: (suggested) => {
      save.reset();
      setMapping(suggested);
    },
  });
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
  const say = (issue: Issue) => issueText(t, issue, rename);
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
        <FormField
          label={t("imports.map.target")}
          problem={problemAt("target") ?? (retarget.error === null ? undefined : problemText(retarget.error))}
        >
          {({ status: _status, ...control }) => (
            <Select<string>
              {...control}
              disabled={readOnly}
              value={retarget.isPending ? retarget.variables : mapping.target}
              showSearch={{ optionFilterProp: "label" }}
              options={targets.map((one) => ({ value: one.name, label: label(one.labels) }))}
              loading={retarget.isPending}
              onChange={(name) => retarget.mutate(name)}
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
      {missing.length > 0 && save.error === null ? (
        <p className={styles.missing} role="status">
          {t("imports.map.missing", {
            fields: missing
              .map(({ labels }) => label(labels))
              .toSorted(compare)
              .join(language === "zh-CN" ? "、" : ", "),
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
