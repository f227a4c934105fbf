import { CaretRightOutlined, DownloadOutlined, StopOutlined } from "@ant-design/icons";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  apiUrl,
  call,
  csrfToken,
  del,
  Problem,
  type SqlAnswer,
  sqlSchemaQuery,
  toProblem,
} from "@/shared/api";
import { useFormat } from "@/shared/format";
import { ErrorView, Page, StateView } from "@/shared/ui";
import { issueText } from "@/shared/ui/problems";
import styles from "./explore.module.css";
import { save, useParameters } from "./parameters";
import { history, remember } from "./sqlHistory";
import { ExploreTabs } from "./Tabs";

const EXAMPLE = `select c.level, count(*) as orders, sum(o.amount) as revenue
from orders o join customer c on c.id = o.customer
where o.kind = 'sale'
group by c.level
order by revenue desc`;

/** One read-only statement over the views of the objects. */
export function SqlPage() {
  const { t } = useTranslation();
  const { exact, dateTime } = useFormat();
  const { get, set } = useParameters();
  const [text, setText] = useState(get("sql") ?? EXAMPLE);
  const running = useRef<string | null>(null);
  const editor = useRef<HTMLTextAreaElement>(null);
  const run = useMutation({
    mutationFn: (sql: string) => {
      running.current = crypto.randomUUID();
      return call<SqlAnswer>("POST", "/explore/sql", { body: { id: running.current, sql, limit: 1000 } });
    },
    onSettled: () => {
      running.current = null;
    },
  });
  const file = useMutation({ mutationFn: download });
  const start = () => {
    remember(text);
    set({ sql: text });
    file.reset();
    run.mutate(text);
  };
  const stop = () =>
    running.current !== null && void del(`/explore/sql/${running.current}`).catch(() => undefined);
  const error = file.error ?? run.error;
  const issues = error instanceof Problem ? error.issues : [];
  const insert = (name: string) => {
    const area = editor.current;
    const from = area?.selectionStart ?? text.length;
    const to = area?.selectionEnd ?? text.length;
    setText(text.slice(0, from) + name + text.slice(to));
    requestAnimationFrame(() => {
      area?.focus();
      area?.setSelectionRange(from + name.length, from + name.length);
    });
  };
  return (
    <Page
      title={t("explore.sql.title")}
      note={run.data === undefined ? undefined : t("metrics.asOf", { time: dateTime(run.data.asOf) })}
    >
      <ExploreTabs />
      <p className={`quiet ${styles.hint}`}>{t("explore.sql.hint")}</p>
      <div className={styles.sql}>
        <Schema onInsert={insert} />
        <div className={styles.sqlMain}>
          <Editor
            text={text}
            area={editor}
            lines={issues.flatMap(({ line }) => (line ? [line] : []))}
            onChange={setText}
            onRun={start}
          />
          <div className={styles.foot}>
            <span className={styles.buttons}>
              {run.isPending ? (
                <Button icon={<StopOutlined aria-hidden />} danger onClick={stop}>
                  {t("explore.sql.stop")}
                </Button>
              ) : (
                <Button type="primary" icon={<CaretRightOutlined aria-hidden />} onClick={start}>
                  {t("explore.sql.run")}
                </Button>
              )}
              <Button
                icon={<DownloadOutlined aria-hidden />}
                loading={file.isPending}
                onClick={() => file.mutate(text)}
              >
                {t("explore.csv")}
              </Button>
              <span className="quiet">Ctrl + Enter</span>
            </span>
            <Select<string>
              aria-label={t("explore.sql.history")}
              className={styles.history ?? ""}
              popupMatchSelectWidth={480}
              value={t("explore.sql.history")}
              options={history().map((statement) => ({
                value: statement,
                label: statement.replace(/\s+/g, " "),
              }))}
              onChange={setText}
            />
          </div>
          {error === null ? null : issues.length > 0 ? (
            <ul role="alert" className={styles.issues}>
              {issues.map((issue, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: issues have no names
                <li key={index}>
                  {issue.line ? (
                    <span className="numbers">
                      {t("explore.sql.place", { line: issue.line, column: issue.column })}
                    </span>
                  ) : null}{" "}
                  {issueText(t, issue)}
                </li>
              ))}
            </ul>
          ) : (
            <ErrorView error={error} onRetry={start} />
          )}
          {run.data === undefined || error !== null ? null : (
            <>
              <p className="quiet numbers">
                {t("explore.sql.rows", { n: exact(run.data.rows.length), millis: exact(run.data.millis) })}{" "}
                {run.data.truncated ? t("explore.sql.cut") : ""}
              </p>
              <Result answer={run.data} />
            </>
          )}
        </div>
      </div>
    </Page>
  );
}

async function download(sql: string): Promise<void> {
  const response = await fetch(apiUrl("/explore/sql/csv"), {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", "X-XSRF-TOKEN": csrfToken() ?? "" },
    body: JSON.stringify({ sql }),
  });
  if (!response.ok) {
    throw await toProblem(response);
  }
  save(await response.blob(), "zhike-sql.csv");
}

/** A text with numbered lines; those with an error are marked. */
function Editor({
  text,
  area,
  lines,
  onChange,
  onRun,
}: Readonly<{
  text: string;
  area: React.RefObject<HTMLTextAreaElement | null>;
  lines: readonly number[];
  onChange: (text: string) => void;
  onRun: () => void;
}>) {
  const { t } = useTranslation();
  const gutter = useRef<HTMLDivElement>(null);
  const count = text.split("\n").length;
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onRun();
    }
  };
  return (
    <div className={styles.editor}>
      <div ref={gutter} className={styles.gutter} aria-hidden>
        {Array.from({ length: count }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the index is the line
          <span key={index} className={lines.includes(index + 1) ? styles.wrong : ""}>
            {index + 1}
          </span>
        ))}
      </div>
      <textarea
        ref={area}
        aria-label={t("explore.sql.statement")}
        spellCheck={false}
        autoCapitalize="off"
        wrap="off"
        rows={Math.min(20, Math.max(8, count))}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKey}
        onScroll={(event) => {
          if (gutter.current !== null) {
            gutter.current.scrollTop = event.currentTarget.scrollTop;
          }
        }}
      />
    </div>
  );
}

/** The views and their columns; a click writes the name into the statement. */
function Schema({ onInsert }: Readonly<{ onInsert: (name: string) => void }>) {
  const { t } = useTranslation();
  const { label } = useFormat();
  const views = useQuery(sqlSchemaQuery).data ?? [];
  return (
    <section className={styles.schema} aria-label={t("explore.sql.schema")}>
      <h2>{t("explore.sql.schema")}</h2>
      {views.map((view) => (
        <details key={view.name}>
          <summary>
            <code>{view.name}</code> <span className="quiet">{label(view.labels)}</span>
          </summary>
          <ul>
            <li>
              <button type="button" onClick={() => onInsert(view.name)}>
                <code>{view.name}</code>
              </button>
            </li>
            {view.columns.map((column) => (
              <li key={column.name}>
                <button type="button" title={column.type} onClick={() => onInsert(column.name)}>
                  <code>{column.name}</code> <span className="quiet">{label(column.labels)}</span>
                </button>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}

function Result({ answer }: Readonly<{ answer: SqlAnswer }>) {
  const { t } = useTranslation();
  if (answer.rows.length === 0) {
    return <StateView title={t("explore.nothing")} />;
  }
  const isNumber = answer.columns.map((_, index) =>
    answer.rows.every((row) => row[index] === null || typeof row[index] === "number"),
  );
  return (
    <div className={styles.scroll}>
      <table className={styles.pivot}>
        <caption className="visually-hidden">{t("explore.sql.title")}</caption>
        <thead>
          <tr>
            {answer.columns.map(({ name, type }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns may share a name
              <th key={index} scope="col" title={type} className={isNumber[index] ? styles.number : ""}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {answer.rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no names
            <tr key={index}>
              {row.map((value, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the index is the column
                <td key={column} className={isNumber[column] ? styles.number : ""}>
                  {value === null ? <span className="quiet">null</span> : String(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
