import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Drawer } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type Field,
  get,
  type ObjectType,
  Problem,
  patch,
  post,
  type RecordItem,
  type Value,
  type Values,
} from "@/shared/api";
import { useFormat } from "@/shared/format";
import { issueText, useProblemText } from "@/shared/ui";
import { FormField } from "@/shared/ui/FormField";
import ui from "@/shared/ui/ui.module.css";
import { FieldInput } from "../FieldInput";
import { Conflict } from "./Conflict";
import styles from "./record.module.css";

/**
 * Creates a record, or edits the one given, in a form made from the object's fields. Only what was changed is sent, so that
 * two people who change different fields do not undo each other.
 */
export function RecordDrawer({
  type,
  record,
  onClose,
  onSaved,
}: Readonly<{
  type: ObjectType;
  record?: RecordItem;
  onClose: () => void;
  onSaved: (record: RecordItem) => void;
}>) {
  const { t } = useTranslation();
  const { label, noun } = useFormat();
  const { message, modal } = App.useApp();
  const problemText = useProblemText();
  const queryClient = useQueryClient();
  /** What the person has typed over; the record below it may become a newer one. */
  const [draft, setDraft] = useState<Values>(() => (record === undefined ? defaultsOf(type) : {}));
  const form = useRef<HTMLFormElement>(null);
  const [base, setBase] = useState(record);
  /** What somebody else saved meanwhile; null while nobody did. */
  const [current, setCurrent] = useState<RecordItem | null>(null);
  const fields = type.fields.filter((field) => !field.system);
  const values: Values = { ...base?.values, ...draft };
  const changed = Object.fromEntries(
    Object.entries(draft).filter(([name, value]) => !same(value, base?.values[name] ?? null)),
  );
  const save = useMutation({
    mutationFn: (from: RecordItem | undefined) =>
      from === undefined
        ? post<RecordItem>(`/records/${type.name}`, { values: changed })
        : patch<RecordItem>(`/records/${type.name}/${from.id}`, { version: from.version, values: changed }),
    onSuccess: async (saved) => {
      void message.success(t("records.form.saved", { label: saved.label }));
      onSaved(saved);
      onClose();
      await queryClient.invalidateQueries({ queryKey: ["records"] });
    },
    onError: async (error, from) => {
      if (from !== undefined && isConflict(error)) {
        setCurrent(await get<RecordItem>(`/records/${type.name}/${from.id}`));
      }
    },
  });
  const problems = save.error instanceof Problem ? save.error.issues : [];
  const atFields = new Set(fields.map((field) => `values.${field.name}`));
  const elsewhere =
    save.error !== null &&
    !isConflict(save.error) &&
    !(problems.length > 0 && problems.every(({ path }) => atFields.has(fieldPath(path))));
  const rename = (text: string) => {
    const named = fields.find(({ name, labels }) => name === text || labels.en === text);
    return named ? label(named.labels) : text;
  };
  const dirty = !same(draft, record === undefined ? defaultsOf(type) : {}) && Object.keys(changed).length > 0;
  const close = () => {
    if (!dirty) {
      onClose();
      return;
    }
    modal.confirm({
      title: t("records.form.discard"),
      okText: t("records.form.discardOk"),
      cancelText: t("records.form.keep"),
      okButtonProps: { danger: true },
      onOk: onClose,
    });
  };
  const submit = () => {
    if (base !== undefined && !dirty) {
      onClose();
      return;
    }
    save.mutate(base);
  };
  const object = noun(type.labels);
  return (
    <Drawer
      open
      size={560}
      afterOpenChange={(open) => open && form.current?.querySelector<HTMLElement>("input, textarea")?.focus()}
      title={record ? t("records.form.edit", { label: record.label }) : t("records.create", { object })}
      onClose={close}
      footer={
        <div className={ui.actions} style={{ justifyContent: "flex-end" }}>
          <Button onClick={close}>{t("common.cancel")}</Button>
          <Button
            type="primary"
            loading={save.isPending}
            disabled={current !== null}
            htmlType="submit"
            form="record-form"
          >
            {t("common.save")}
          </Button>
        </div>
      }
    >
      {base !== undefined && current !== null ? (
        <Conflict
          type={type}
          base={base}
          mine={changed}
          current={current}
          onReload={() => {
            setDraft({});
            setBase(current);
            setCurrent(null);
            save.reset();
          }}
          onOverwrite={() => {
            setBase(current);
            setCurrent(null);
            save.mutate(current);
          }}
        />
      ) : null}
      {elsewhere ? (
        <div className={ui.alert} role="alert" style={{ marginBottom: 16 }}>
          {problemText(save.error)}
        </div>
      ) : null}
      <form
        ref={form}
        id="record-form"
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {fields.map((field) => (
          <div key={field.name} className={isWide(field) ? styles.wide : ""}>
            <FormField
              label={label(field.labels)}
              required={field.required}
              problem={
                problems
                  .filter((problem) => fieldPath(problem.path) === `values.${field.name}`)
                  .map((problem) => issueText(t, problem, rename))
                  .join(" ") || undefined
              }
            >
              {(control) => (
                <FieldInput
                  field={field}
                  value={values[field.name] ?? null}
                  link={base?.links[field.name]}
                  control={control}
                  onChange={(value) => setDraft((before) => ({ ...before, [field.name]: value }))}
                />
              )}
            </FormField>
          </div>
        ))}
        {/* Enter in a field saves, though the visible button stands in the footer. */}
        <button type="submit" hidden />
      </form>
    </Drawer>
  );
}

/** What the choices of a new record stand at. */
function defaultsOf(type: ObjectType): Values {
  return Object.fromEntries(
    type.fields.flatMap((field) =>
      field.type === "select" && field.defaultValue ? [[field.name, field.defaultValue]] : [],
    ),
  );
}

function isWide(field: Field): boolean {
  return (
    field.type === "long_text" ||
    field.type === "multi_select" ||
    field.name === "address" ||
    field.name === "title"
  );
}

/** The part of a path that names the field: `values.amount` of `values.amount.currency`. */
function fieldPath(path: string): string {
  return path.split(".").slice(0, 2).join(".");
}

function isConflict(error: Error): boolean {
  return error instanceof Problem && error.code === "CHANGED_MEANWHILE";
}

function same(a: Value | Values, b: Value | Values): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
