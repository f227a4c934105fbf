import type { TFunction } from "i18next";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../api/client";
import type { Issue } from "../api/types";

/** Returns the issue's sentence in the language spoken; the server's own where we have none. */
export function issueText(t: TFunction, issue: Issue): string {
  return t(`errors.${issue.code}`, { ...issue.arguments, defaultValue: issue.message });
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
