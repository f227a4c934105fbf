import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { put, type Session, sessionQuery } from "@/shared/api";
import { useProblemText } from "@/shared/ui";
import { FormField } from "@/shared/ui/FormField";
import styles from "./settings.module.css";
import { useFieldProblem } from "./useFieldProblem";

const EMPTY = { present: "", password: "" };

/** Changes one's own password. */
export function OwnPassword() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const problemText = useProblemText();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(EMPTY);
  const save = useMutation({
    mutationFn: () => put<Session>("/session/password", draft),
    onSuccess: (session) => {
      void message.success(t("settings.password.saved"));
      setDraft(EMPTY);
      queryClient.setQueryData(sessionQuery.queryKey, session);
    },
    onError: (error) => message.error(problemText(error)),
  });
  const problemAt = useFieldProblem(save.error);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <FormField label={t("settings.password.present")} required problem={problemAt("present")}>
        {(control) => (
          <Input.Password
            {...control}
            required
            autoComplete="current-password"
            value={draft.present}
            onChange={(event) => setDraft({ ...draft, present: event.target.value })}
          />
        )}
      </FormField>
      <FormField
        label={t("settings.password.new")}
        required
        hint={t("settings.password.hint")}
        problem={problemAt("password")}
      >
        {(control) => (
          <Input.Password
            {...control}
            required
            autoComplete="new-password"
            value={draft.password}
            onChange={(event) => setDraft({ ...draft, password: event.target.value })}
          />
        )}
      </FormField>
      <div>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t("settings.password.change")}
        </Button>
      </div>
    </form>
  );
}
