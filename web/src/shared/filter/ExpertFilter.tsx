import { Button } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Issue, ObjectType, Problem } from "@/shared/api";
import { useFormat } from "@/shared/format";
import { issueText } from "@/shared/ui";
import styles from "./filter.module.css";

/** The filter as CEL; the server's complaints stand under the words they are about. */
export function ExpertFilter({
  type,
  text,
  problem,
  onChange,
  onForm,
}: Readonly<{
  type: ObjectType;
  text: string;
  problem: Problem | null;
  onChange: (text: string | null) => void;
  /** Undefined when the form cannot show the text. */
  onForm: (() => void) | undefined;
}>) {
  const { t } = useTranslation();
  const { label } = useFormat();
  const id = useId();
  const [draft, setDraft] = useState(text);
  const [known, setKnown] = useState(text);
  if (text !== known) {
    setKnown(text);
    setDraft(text);
  }
  const issues = draft === text && problem !== null ? problem.issuesAt("filter") : [];
  const apply = () => {
    setDraft(draft.trim());
    onChange(draft.trim() === "" ? null : draft.trim());
  };
  const example = type.timeField ?? "created_at";
  return (
    <section className={styles.panel} aria-label={t("records.filter.title")}>
      <div className={styles.expert}>
        <div className={styles.under} aria-hidden>
          {underlined(draft, issues)}
        </div>
        <textarea
          aria-label={t("records.filter.expression")}
          aria-describedby={id}
          aria-invalid={issues.length > 0}
          spellCheck={false}
          value={draft}
          placeholder={`${example} >= today() - days(30)`}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
              event.preventDefault();
              apply();
            }
          }}
        />
      </div>
      <ul id={id} className={styles.problems} role={issues.length > 0 ? "alert" : undefined}>
        {issues.map((issue) => (
          <li key={`${issue.line}:${issue.column} ${issue.code}`}>
            {issue.line && issue.column ? `${issue.line}:${issue.column} ` : ""}
            {issueText(t, issue, (text) => (text === type.name ? label(type.labels) : text))}
          </li>
        ))}
      </ul>
      <div className={styles.foot}>
        <Button size="small" type="primary" onClick={apply}>
          {t("records.filter.apply")}
        </Button>
        <span className="quiet">{t("records.filter.expertHint")}</span>
        <span className={styles.grow} />
        <Button size="small" type="text" onClick={() => onChange(null)}>
          {t("records.filter.clear")}
        </Button>
        {onForm === undefined ? null : (
          <Button size="small" type="text" onClick={onForm}>
            {t("records.filter.asForm")}
          </Button>
        )}
      </div>
    </section>
  );
}

/** The text with each word an issue points at marked; lines and columns count code points from 1. */
function underlined(text: string, issues: readonly Issue[]) {
  const places = issues
    .flatMap(({ line, column }) => (line && column ? [offsetOf(text, line, column)] : []))
    .sort((a, b) => a - b);
  const parts = [];
  let done = 0;
  for (const place of places.filter((offset, index) => offset !== places[index - 1])) {
    const word = /^(?:[\w.]+|"[^"]*"?|\S)/u.exec(text.slice(place))?.[0] ?? " ";
    parts.push(text.slice(done, place), <mark key={place}>{word}</mark>);
    done = Math.min(text.length, place + word.length);
  }
  return [...parts, text.slice(done)];
}

function offsetOf(text: string, line: number, column: number): number {
  const before = text.split("\n").slice(0, line - 1);
  const start = before.reduce((sum, row) => sum + row.length + 1, 0);
  return start + [...text.slice(start)].slice(0, column - 1).join("").length;
}
