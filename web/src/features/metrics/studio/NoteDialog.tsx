import { Button, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemText } from "@/shared/ui";
import { Dialog } from "@/shared/ui/Dialog";
import { FormField } from "@/shared/ui/FormField";
import type { Action } from "./api";
import styles from "./studio.module.css";

/** Asks why before something changes for everybody. */
export function NoteDialog({
  action,
  metrics,
  onDone,
  onClose,
}: Readonly<{
  action: Action;
  /** What may take its place, for a metric that goes out of use. */
  metrics: readonly Readonly<{ value: string; label: string }>[];
  onDone: (note: string, successor: string | null) => Promise<unknown>;
  onClose: () => void;
}>) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const [note, setNote] = useState("");
  const [successor, setSuccessor] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const done = async () => {
    setBusy(true);
    try {
      await onDone(note, successor);
      onClose();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <Dialog label={t(`studio.actions.${action}`)} onClose={onClose}>
      <form
        className={styles.dialog}
        onSubmit={(event) => {
          event.preventDefault();
          void done();
        }}
      >
        <h2>{t(`studio.actions.${action}`)}</h2>
        <p className="quiet">{t(`studio.consequences.${action}`)}</p>
        <FormField
          label={t("studio.note")}
          required
          hint={t("studio.noteHint")}
          problem={error === null ? undefined : problemText(error)}
        >
          {(control) => (
            <Input.TextArea
              {...control}
              autoFocus
              rows={3}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </FormField>
        {action === "deprecate" ? (
          <FormField label={t("studio.successor")}>
            {(control) => (
              <Select<string | null>
                {...control}
                allowClear
                showSearch={{ optionFilterProp: "label" }}
                getPopupContainer={(trigger) => trigger.parentElement as HTMLElement}
                value={successor}
                options={[...metrics]}
                onChange={(value) => setSuccessor(value ?? null)}
              />
            )}
          </FormField>
        ) : null}
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="primary" htmlType="submit" loading={busy} disabled={note.trim() === ""}>
            {t(`studio.actions.${action}`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
