import { useState } from "react";
import { useTranslation } from "react-i18next";
import { get, type Language, Problem, post, type Session } from "@/shared/api";
import { CURRENCIES, ZONES } from "@/shared/format/choices";
import { speak } from "@/shared/i18n";
import { LANGUAGES } from "@/shared/preferences";
import { issueText } from "@/shared/ui";
import ui from "@/shared/ui/ui.module.css";
import { AuthField, AuthPage } from "./AuthPage";
import styles from "./AuthPage.module.css";
import { SignInProblem, useSignIn } from "./LoginPage";

const COMPANY = ["name", "zone", "currency", "language"] as const;
const USER = ["name", "displayName", "password"] as const;

export function SetupPage() {
  const { t, i18n } = useTranslation();
  const [localZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  const setup = useSignIn(async (form) => {
    const part = (prefix: string, names: readonly string[]) =>
      Object.fromEntries(names.map((name) => [name, form.get(`${prefix}.${name}`)]));
    const body = { company: part("company", COMPANY), user: part("user", USER) };
    return (await post<Session | undefined>("/setup", body)) ?? get<Session>("/session");
  });
  const problemAt = (path: string) => {
    const issues = setup.error instanceof Problem ? setup.error.issuesAt(path) : [];
    return issues.length === 0 ? undefined : issues.map((issue) => issueText(t, issue)).join(" ");
  };
  const named = (path: string) => ({ name: path, required: true });
  const elsewhere =
    setup.error instanceof Problem &&
    setup.error.issues.every((issue) => shown.has(issue.path)) &&
    setup.error.issues.length > 0;
  return (
    <AuthPage wide title={t("session.welcome")} note={t("session.setupNote")}>
      <form className={styles.form} onSubmit={setup.submit}>
        <fieldset>
          <legend>{t("session.company")}</legend>
          <AuthField label={t("session.companyName")} problem={problemAt("company.name")}>
            {(control) => <input {...control} {...named("company.name")} autoComplete="organization" />}
          </AuthField>
          <AuthField label={t("session.companyLanguage")} problem={problemAt("company.language")}>
            {(control) => (
              <select
                {...control}
                {...named("company.language")}
                value={i18n.language}
                onChange={(event) => void speak(event.target.value as Language)}
              >
                {LANGUAGES.map((language) => (
                  <option key={language} value={language}>
                    {t(`common.languages.${language}`)}
                  </option>
                ))}
              </select>
            )}
          </AuthField>
          <AuthField
            label={t("session.zone")}
            hint={t("session.zoneHint")}
            problem={problemAt("company.zone")}
          >
            {(control) => (
              <select
                {...control}
                {...named("company.zone")}
                defaultValue={ZONES.includes(localZone) ? localZone : "Asia/Shanghai"}
              >
                {ZONES.map((zone) => (
                  <option key={zone}>{zone}</option>
                ))}
              </select>
            )}
          </AuthField>
          <AuthField
            label={t("session.currency")}
            hint={t("session.currencyHint")}
            problem={problemAt("company.currency")}
          >
            {(control) => (
              <select {...control} {...named("company.currency")} defaultValue="CNY">
                {CURRENCIES.map((currency) => (
                  <option key={currency}>{currency}</option>
                ))}
              </select>
            )}
          </AuthField>
        </fieldset>
        <fieldset>
          <legend>{t("session.administrator")}</legend>
          <AuthField label={t("session.displayName")} problem={problemAt("user.displayName")}>
            {(control) => <input {...control} {...named("user.displayName")} autoComplete="name" />}
          </AuthField>
          <AuthField
            label={t("session.userName")}
            hint={t("session.userNameHint")}
            problem={problemAt("user.name")}
          >
            {(control) => <input {...control} {...named("user.name")} autoComplete="username" />}
          </AuthField>
          <AuthField
            label={t("session.password")}
            hint={t("session.passwordHint")}
            problem={problemAt("user.password")}
          >
            {(control) => (
              <input
                {...control}
                {...named("user.password")}
                type="password"
                autoComplete="new-password"
                minLength={10}
              />
            )}
          </AuthField>
        </fieldset>
        {elsewhere ? null : <SignInProblem error={setup.error} />}
        <button
          type="submit"
          className={`${ui.button} ${ui.primary} ${styles.submit}`}
          disabled={setup.isPending}
        >
          {t("session.begin")}
        </button>
      </form>
    </AuthPage>
  );
}

/** The paths whose problems stand beside their fields. */
const shown = new Set([...COMPANY.map((name) => `company.${name}`), ...USER.map((name) => `user.${name}`)]);
