import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { Problem, post, type Session, sessionQuery, useSession } from "@/shared/api";
import { learnAllTexts } from "@/shared/i18n";
import { useProblemText } from "@/shared/ui";
import ui from "@/shared/ui/ui.module.css";
import { AuthField, AuthPage } from "./AuthPage";
import styles from "./AuthPage.module.css";
import { nextPage } from "./nextPage";

export function LoginPage() {
  const { t } = useTranslation();
  const company = useSession().company;
  const signIn = useSignIn((form) => post<Session>("/session", Object.fromEntries(form)));
  return (
    <AuthPage title={t("session.signIn")} note={company?.name ?? t("session.tagline")}>
      <form className={styles.form} onSubmit={signIn.submit}>
        <AuthField label={t("session.userName")}>
          {(control) => (
            // biome-ignore lint/a11y/noAutofocus: the page has this one purpose
            <input {...control} name="name" autoComplete="username" required autoFocus />
          )}
        </AuthField>
        <AuthField label={t("session.password")}>
          {(control) => (
            <input {...control} name="password" type="password" autoComplete="current-password" required />
          )}
        </AuthField>
        <SignInProblem error={signIn.error} />
        <button
          type="submit"
          className={`${ui.button} ${ui.primary} ${styles.submit}`}
          disabled={signIn.isPending}
        >
          {t("session.signIn")}
        </button>
      </form>
    </AuthPage>
  );
}

/** Sends the form and, once signed in, goes on to the page that was wanted. */
export function useSignIn(send: (form: FormData) => Promise<Session>) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [parameters] = useSearchParams();
  const mutation = useMutation({
    mutationFn: send,
    onSuccess: (session) => {
      queryClient.clear();
      queryClient.setQueryData(sessionQuery.queryKey, session);
      void navigate(nextPage(parameters.get("next")), { replace: true });
    },
    // The server's sentences are not among the few texts known before sign-in.
    onError: learnAllTexts,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    mutation.mutate(new FormData(event.currentTarget));
  };
  return { submit, error: mutation.error, isPending: mutation.isPending };
}

export function SignInProblem({ error }: Readonly<{ error: Error | null }>) {
  const { t } = useTranslation();
  const text = useProblemText();
  if (error === null) {
    return null;
  }
  const status = error instanceof Problem ? error.status : null;
  return (
    <div className={styles.alert} role="alert">
      {status === 401 ? t("session.wrong") : status === 429 ? t("session.tooOften") : text(error)}
    </div>
  );
}
