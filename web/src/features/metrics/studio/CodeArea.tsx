import { useRef } from "react";
import type { DefinitionProblem } from "@/shared/api";
import styles from "./studio.module.css";

/** The text with numbered lines; those with problems are marked. Tab leaves it, as everywhere. */
export function CodeArea({
  label,
  text,
  problems,
  readOnly = false,
  onChange,
}: Readonly<{
  label: string;
  text: string;
  problems: readonly DefinitionProblem[];
  readOnly?: boolean;
  onChange: (text: string) => void;
}>) {
  const gutter = useRef<HTMLDivElement>(null);
  const wrong = new Set(problems.map(({ line }) => line));
  return (
    <div className={styles.code}>
      <div ref={gutter} className={styles.gutter} aria-hidden="true">
        {text.split("\n").map((_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
          <div key={index} className={wrong.has(index + 1) ? styles.wrongLine : ""}>
            {index + 1}
          </div>
        ))}
      </div>
      <textarea
        id="definition-text"
        aria-label={label}
        aria-invalid={problems.length > 0}
        aria-describedby="definition-problems"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        wrap="off"
        readOnly={readOnly}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onScroll={(event) => {
          if (gutter.current) {
            gutter.current.scrollTop = event.currentTarget.scrollTop;
          }
        }}
      />
    </div>
  );
}

/** Puts the cursor where a problem is. */
export function goTo(text: string, line: number, column: number): void {
  const area = document.querySelector<HTMLTextAreaElement>("#definition-text");
  if (area === null) {
    return;
  }
  const lines = text.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  // Columns count code points, a text area UTF-16 units.
  const within = [...(lines[line - 1] ?? "")].slice(0, column - 1).join("").length;
  area.focus();
  area.setSelectionRange(before + within, before + within);
  area.scrollTop = Math.max(0, (line - 4) * 20);
}
