import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import type { Language } from "@/shared/api";
import { speak } from "@/shared/i18n";
import { chooseTheme, LANGUAGES, THEME_CHOICES, type ThemeChoice, useTheme } from "@/shared/preferences";
import { useTitle } from "@/shared/ui";
import styles from "./AuthPage.module.css";

/** The frame of the pages before sign-in: plain elements, so that they open at once. */
export function AuthPage({
  title,
  note,
  wide = false,
  children,
}: Readonly<{ title: string; note: string; wide?: boolean; children: ReactNode }>) {
  const { t, i18n } = useTranslation();
  const { choice } = useTheme();
  useTitle(title);
  return (
    <div className={styles.page}>
      <div className={styles.bar}>
        <select
          className={styles.select}
          aria-label={t("common.language")}
          value={i18n.language}
          onChange={(event) => void speak(event.target.value as Language)}
        >
          {LANGUAGES.map((language) => (
            <option key={language} value={language}>
              {t(`common.languages.${language}`)}
            </option>
          ))}
        </select>
        <select
          className={styles.select}
          aria-label={t("common.theme")}
          value={choice}
          onChange={(event) => chooseTheme(event.target.value as ThemeChoice)}
        >
          {THEME_CHOICES.map((theme) => (
            <option key={theme} value={theme}>
              {t(`common.themes.${theme}`)}
            </option>
          ))}
        </select>
      </div>
      <main className={`${styles.main} ${wide ? styles.wide : ""}`}>
        <header className={styles.brand}>
          <img src="/favicon.svg" alt="" />
          <div>
            <h1>{title}</h1>
            <p className="quiet">{note}</p>
          </div>
        </header>
        {children}
      </main>
      <div />
    </div>
  );
}

/** One labelled control; `children` gets the ids that tie label, hint and problem to it. */
export function AuthField({
  label,
  hint,
  problem,
  children,
}: Readonly<{
  label: string;
  hint?: string;
  problem?: string | undefined;
  children: (
    control: Readonly<{ id: string; className: string; "aria-describedby": string; "aria-invalid": boolean }>,
  ) => ReactNode;
}>) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        className: styles.input ?? "",
        "aria-describedby": `${id}-note`,
        "aria-invalid": problem !== undefined,
      })}
      <span id={`${id}-note`} className={problem === undefined ? styles.hint : styles.problem}>
        {problem ?? hint}
      </span>
    </div>
  );
}
