import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Language } from "@/shared/api/types";
import { browserLanguage, rememberLanguage, storedLanguage } from "@/shared/preferences";

// One chunk per language, loaded when it is spoken; keys are `room.name`, one file per room.
const load = {
  "zh-CN": () => import("@/locales/zh-CN"),
  en: () => import("@/locales/en"),
} satisfies Record<Language, () => Promise<{ default: object }>>;

export async function startI18n(): Promise<void> {
  const language = storedLanguage() ?? browserLanguage();
  const texts = await load[language]();
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { translation: texts.default } },
    fallbackLng: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = language;
}

/** Speaks another language from now on and remembers it on this device. */
export async function speak(language: Language): Promise<void> {
  rememberLanguage(language);
  await switchTo(language);
}

/** Speaks the company's language to a person who has not chosen one. */
export async function speakByDefault(language: Language | undefined): Promise<void> {
  if (language && storedLanguage() === null) {
    await switchTo(language);
  }
}

async function switchTo(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, "translation")) {
    const texts = await load[language]();
    i18next.addResourceBundle(language, "translation", texts.default);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
