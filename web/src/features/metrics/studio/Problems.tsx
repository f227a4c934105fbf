import { useTranslation } from "react-i18next";
import type { DefinitionProblem } from "@/shared/api";
import { issueText } from "@/shared/ui";
import styles from "./studio.module.css";

/** Everything wrong with a text, each with its place; a click goes there. */
export function Problems({
  problems,
  checking,
  onOpen,
}: Readonly<{
  problems: readonly DefinitionProblem[] | undefined;
  checking: boolean;
  onOpen: (problem: DefinitionProblem) => void;
}>) {
  const { t } = useTranslation();
  return (
    <section id="definition-problems" className={styles.problems} aria-live="polite" aria-busy={checking}>
      {problems === undefined ? (
        <p className="quiet">{t("studio.checking")}</p>
      ) : problems.length === 0 ? (
        <p className={styles.right}>{t("studio.noProblems")}</p>
      ) : (
        <>
          <h2>{t("studio.problems", { count: problems.length })}</h2>
          <ul>
            {problems.map((problem) => (
              <li key={`${problem.path} ${problem.line} ${problem.column} ${problem.code}`}>
                <button type="button" onClick={() => onOpen(problem)}>
                  {problem.line === undefined ? null : (
                    <span className="numbers">
                      {t("studio.place", { line: problem.line, column: problem.column })}
                    </span>
                  )}{" "}
                  {problem.path === "" ? null : <code>{problem.path}</code>} {issueText(t, problem)}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
