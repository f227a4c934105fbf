import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Language } from "@/shared/api/types";
import { browserLanguage, rememberLanguage, storedLanguage } from "@/shared/preferences";

type Texts = Promise<{ default: object }>;

// Loaded when they are spoken: the few texts before sign-in, then all; keys are `room.name`, one file per room.
const start = {
  "zh-CN": () => import("@/locales/zh-CN/start"),
  en: () => import("@/locales/en/start"),
} satisfies Record<Language, () => Texts>;
const all = {
  "zh-CN": () => import("@/locales/zh-CN"),
  en: () => import("@/locales/en"),
} satisfies Record<Language, () => Texts>;

let load: Record<Language, () => Texts> = start;

export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: {},
    fallbackLng: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await switchTo(storedLanguage() ?? browserLanguage());
}

/** Learns every text; before this only those of the pages before sign-in are known. */
export async function learnAllTexts(): Promise<void> {
  load = all;
  await switchTo(i18next.language as Language);
}

/** Speaks another language from now on and remembers it on this device. */
export async function speak(language: Language): Promise<void> {
  rememberLanguage(language);
  await switchTo(language);
}

/** Speaks the company's language to a person who has not chosen one. */
export async function speakByDefault(language: Language | undefined): Promise<void> {
  if (language && storedLanguage() === null && language !== i18next.language) {
    await switchTo(language);
  }
}

async function switchTo(language: Language): Promise<void> {
  const texts = await load[language]();
  i18next.addResourceBundle(language, "translation", texts.default);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
