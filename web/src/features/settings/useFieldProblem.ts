import { useTranslation } from "react-i18next";
import { Problem } from "@/shared/api";
import { issueText } from "@/shared/ui";

/** Returns what is wrong with a field of the form that was sent, in words. */
export function useFieldProblem(error: Error | null): (path: string) => string | undefined {
  const { t } = useTranslation();
  return (path) => {
    const issues = error instanceof Problem ? error.issuesAt(path) : [];
    return issues.length === 0 ? undefined : issues.map((issue) => issueText(t, issue)).join(" ");
  };
}
