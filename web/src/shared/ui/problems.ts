import type { TFunction } from "i18next";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../api/client";
import type { Issue } from "../api/types";

/** The words for kinds of values that the server's English sentences are filled with. */
const CHINESE: Readonly<Record<string, string>> = {
  "a condition": "条件",
  "The condition": "条件",
  "a number": "数字",
  "a text": "文本",
  "a text in quotes": "带引号的文本",
  "a list of choices": "多个选项",
  "a date": "日期",
  "a time": "时间",
  "a date or a time": "日期或时间",
  "a reference": "引用",
  "a field": "字段",
  "two values of one kind": "两个同类的值",
  "two numbers, dates or times": "两个数字、日期或时间",
};

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
  return text
    .split(" and ")
    .map((part) => CHINESE[part] ?? part)
    .join("、");
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
