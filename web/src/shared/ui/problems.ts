import type { TFunction } from "i18next";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../api/client";
import type { Issue } from "../api/types";

/**
 * Returns the issue's sentence in the language spoken; the server's own, which is English, where we have none. `rename` turns
 * what the server calls things, such as fields, into what people call them.
 */
export function issueText(t: TFunction, issue: Issue, rename = (text: string) => text): string {
  const places = Object.fromEntries(
    issue.arguments.map((text, index) => [index, argumentText(t, rename(text))]),
  );
  return t(`errors.${issue.code}`, { ...places, defaultValue: issue.message });
}

function argumentText(t: TFunction, text: string): string {
  const meant = /^Did you mean "(.+)"\?$/.exec(text)?.[1];
  if (meant !== undefined) {
    return t("common.didYouMean", { name: meant });
  }
  const known = /^There are: (.+)\.$/.exec(text)?.[1];
  if (known !== undefined) {
    return t("common.thereAre", { names: known });
  }
  const words = t("errors.words", { returnObjects: true, defaultValue: {} }) as Readonly<
    Record<string, string>
  >;
  if (Object.keys(words).length === 0) {
    return text;
  }
  return (
    wordFor(words, text) ??
    text
      .split(" and ")
      .map((part) => wordFor(words, part) ?? part)
      .join(" / ")
  );
}

/** The words the server fills its sentences with; `#` stands for any number. */
function wordFor(words: Readonly<Record<string, string>>, text: string): string | undefined {
  const numbers = text.match(/\d+/g) ?? [];
  return words[text.replace(/\d+/g, "#")]?.replace(/#/g, () => numbers.shift() ?? "");
}

/** Turns whatever was thrown into sentences for people. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation();
  return useCallback(
    (error) => {
      if (!(error instanceof Problem)) {
        return error instanceof Error ? error.message : String(error);
      }
      if (error.issues.length > 0) {
        return error.issues.map((issue) => issueText(t, issue)).join(" ");
      }
      return t(`errors.${error.code}`, { defaultValue: error.message });
    },
    [t],
  );
}
