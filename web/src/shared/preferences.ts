import { useSyncExternalStore } from "react";
import type { Language } from "./api/types";

/** How a person wants the screens on this device. */
export type ThemeChoice = "system" | "light" | "dark";

export const LANGUAGES: readonly Language[] = ["zh-CN", "en"];
export const THEME_CHOICES: readonly ThemeChoice[] = ["system", "light", "dark"];

const listeners = new Set<() => void>();
const systemDark = window.matchMedia("(prefers-color-scheme: dark)");
systemDark.addEventListener("change", announce);

export function storedLanguage(): Language | null {
  const stored = recall("zhike.language");
  return LANGUAGES.find((language) => language === stored) ?? null;
}

export function browserLanguage(): Language {
  return navigator.language.startsWith("zh") ? "zh-CN" : "en";
}

export function rememberLanguage(language: Language): void {
  remember("zhike.language", language);
}

export function themeChoice(): ThemeChoice {
  const stored = recall("zhike.theme");
  return THEME_CHOICES.find((choice) => choice === stored) ?? "system";
}

export function chooseTheme(choice: ThemeChoice): void {
  remember("zhike.theme", choice);
  announce();
}

function isDark(): boolean {
  const choice = themeChoice();
  return choice === "dark" || (choice === "system" && systemDark.matches);
}

/** What is chosen, and whether that means dark now. */
export function useTheme(): Readonly<{ choice: ThemeChoice; dark: boolean }> {
  const choice = useSyncExternalStore(subscribe, themeChoice);
  const dark = useSyncExternalStore(subscribe, isDark);
  return { choice, dark };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function announce(): void {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  for (const listener of listeners) {
    listener();
  }
}

/** A remembered choice of this device, or null; storage may be forbidden, then nothing is remembered. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // The choice holds until the page is closed.
  }
}
