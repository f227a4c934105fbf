import { CloseOutlined, FilterOutlined } from "@ant-design/icons";
import { Button, DatePicker, Select } from "antd";
import dayjs from "dayjs";
import { useCallback, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { type Cell, type Grain, type Period, type Problem, useSession } from "../api";
import {
  addDays,
  GRAINS,
  grainFor,
  type PeriodChoice,
  periodOf,
  periodText,
  readPeriod,
  todayIn,
  useFormat,
  writePeriod,
} from "../format";
import styles from "./period.module.css";
import { issueText } from "./problems";

/** What is looked at: which days, in which steps, of which records. All of it stands in the address. */
export type Scope = Readonly<{
  choice: PeriodChoice;
  period: Period;
  /** The step a person chose; null for each chart's own. */
  grain: Grain | null;
  filter: string | null;
}>;

type ScopeChange = Readonly<{ choice?: PeriodChoice; grain?: Grain | null; filter?: string | null }>;

/** The scope the address describes, and how to change it. */
export function useScope(standard: PeriodChoice) {
  const [parameters, setParameters] = useSearchParams();
  const zone = useSession().company?.zone ?? "Asia/Shanghai";
  const choice = readPeriod(parameters.get("period")) ?? standard;
  const scope: Scope = {
    choice,
    period: periodOf(choice, todayIn(zone)),
    grain: GRAINS.find((grain) => grain === parameters.get("grain")) ?? null,
    filter: parameters.get("filter"),
  };
  const change = (next: ScopeChange) =>
    setParameters((before) => {
      const after = new URLSearchParams(before);
      // What was opened inside the old scope is not there in the new one.
      after.delete("cell");
      const set = (name: string, value: string | null | undefined) => {
        if (value === null) {
          after.delete(name);
        } else if (value !== undefined) {
          after.set(name, value);
        }
      };
      set("period", next.choice && writePeriod(next.choice));
      set("grain", next.grain);
      set("filter", next.filter);
      return after;
    });
  return { scope, change };
}

/** The step of charts that have none of their own. */
export function grainOf({ grain, choice, period }: Scope): Grain {
  return grain ?? (choice.kind === "last" ? choice.grain : grainFor(period));
}

/** The address of a metric's page that looks at the same. */
export function metricHref(
  metric: string,
  { choice, filter }: Pick<Scope, "choice" | "filter">,
  more: Readonly<Record<string, string | null>> = {},
): string {
  const parameters = new URLSearchParams({ period: writePeriod(choice) });
  for (const [name, value] of Object.entries({ filter, ...more })) {
    if (value !== null) {
      parameters.set(name, value);
    }
  }
  return `/metrics/${metric}?${parameters}`;
}

/** The place of one number: which step, which parts. Part of an address. */
export type CellPlace = Readonly<{ time: string | null; dimensions: Cell["dimensions"] }>;

/** Returns the address of the rows behind a cell; the same function while the scope is the same. */
export function useRowsOf(
  metric: string,
  { choice, filter }: Scope,
  by: string | null,
  grain: Grain | null,
): (cell: CellPlace) => string {
  const period = writePeriod(choice);
  return useCallback(
    ({ time, dimensions }) =>
      metricHref(
        metric,
        { choice: readPeriod(period) as PeriodChoice, filter },
        {
          by,
          grain,
          tab: "rows",
          cell: JSON.stringify({ time, dimensions }),
        },
      ),
    [metric, period, filter, by, grain],
  );
}

const PRESETS: readonly PeriodChoice[] = [
  { kind: "last", grain: "day", steps: 30 },
  { kind: "last", grain: "month", steps: 3 },
  { kind: "last", grain: "month", steps: 6 },
  { kind: "last", grain: "month", steps: 12 },
  { kind: "last", grain: "month", steps: 24 },
  { kind: "last", grain: "quarter", steps: 4 },
  { kind: "last", grain: "quarter", steps: 8 },
];

/** Chooses the period, its steps and a filter; a filter the server refused is shown with its complaints. */
export function ScopeBar({
  scope,
  problem,
  example,
  onChange,
}: Readonly<{
  scope: Scope;
  problem: Problem | null;
  /** An expression that could stand in the filter. */
  example: string;
  onChange: (next: ScopeChange) => void;
}>) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const { choice, period, grain, filter } = scope;
  const [filtering, setFiltering] = useState(false);
  const custom = choice.kind === "days";
  const current = writePeriod(choice);
  const presets =
    PRESETS.some((preset) => writePeriod(preset) === current) || custom ? PRESETS : [choice, ...PRESETS];
  return (
    <div className={styles.bar}>
      <div className={styles.row}>
        <Select<string>
          aria-label={t("metrics.period")}
          className={styles.period}
          popupMatchSelectWidth={false}
          value={custom ? "custom" : current}
          options={[
            ...presets.map((preset) => ({
              value: writePeriod(preset),
              label: preset.kind === "last" ? t(`metrics.last.${preset.grain}`, { count: preset.steps }) : "",
            })),
            { value: "custom", label: t("metrics.custom") },
          ]}
          onChange={(value) => onChange({ choice: readPeriod(value) ?? { kind: "days", period } })}
        />
        {custom ? (
          <DatePicker.RangePicker
            aria-label={t("metrics.custom")}
            allowClear={false}
            value={[dayjs(period.from), dayjs(addDays(period.to, -1))]}
            onChange={(days) => {
              const [from, last] = days?.map((day) => day?.format("YYYY-MM-DD")) ?? [];
              if (from && last) {
                onChange({ choice: { kind: "days", period: { from, to: addDays(last, 1) } } });
              }
            }}
          />
        ) : (
          <span className="quiet numbers">{periodText(period, language)}</span>
        )}
        <Select<Grain | "own">
          aria-label={t("metrics.grain")}
          className={styles.grain}
          popupMatchSelectWidth={false}
          value={grain ?? "own"}
          options={[
            { value: "own", label: t("metrics.grains.own") },
            ...GRAINS.map((value) => ({ value, label: t(`metrics.grains.${value}`) })),
          ]}
          onChange={(value) => onChange({ grain: value === "own" ? null : value })}
        />
        {filter === null ? (
          <Button
            icon={<FilterOutlined aria-hidden />}
            aria-expanded={filtering}
            onClick={() => setFiltering(!filtering)}
          >
            {t("metrics.filter")}
          </Button>
        ) : (
          <span className={styles.chip}>
            <button type="button" aria-expanded={filtering} onClick={() => setFiltering(!filtering)}>
              <FilterOutlined aria-hidden /> <code>{filter}</code>
            </button>
            <button
              type="button"
              aria-label={t("metrics.noFilter")}
              onClick={() => onChange({ filter: null })}
            >
              <CloseOutlined aria-hidden />
            </button>
          </span>
        )}
      </div>
      {filtering || problem !== null ? (
        <FilterText
          text={filter ?? ""}
          problem={problem}
          example={example}
          onApply={(text) => {
            onChange({ filter: text });
            setFiltering(false);
          }}
        />
      ) : null}
    </div>
  );
}

/** A filter as an expression; the server's complaints stand below with their place, and the place is marked. */
function FilterText({
  text,
  problem,
  example,
  onApply,
}: Readonly<{
  text: string;
  problem: Problem | null;
  example: string;
  onApply: (text: string | null) => void;
}>) {
  const { t } = useTranslation();
  const id = useId();
  const [draft, setDraft] = useState(text);
  const issues = draft.trim() === text ? (problem?.issues ?? []) : [];
  return (
    <form
      className={styles.filter}
      onSubmit={(event) => {
        event.preventDefault();
        onApply(draft.trim() === "" ? null : draft.trim());
      }}
    >
      <div className={styles.row}>
        <input
          aria-label={t("metrics.filterText")}
          aria-describedby={id}
          aria-invalid={issues.length > 0}
          // biome-ignore lint/a11y/noAutofocus: it was opened to be written in
          autoFocus
          spellCheck={false}
          value={draft}
          placeholder={example}
          onChange={(event) => setDraft(event.target.value)}
        />
        <Button type="primary" htmlType="submit">
          {t("metrics.apply")}
        </Button>
      </div>
      <div id={id}>
        {issues.map((issue) => (
          <div key={`${issue.column} ${issue.code}`} className={styles.problem} role="alert">
            {issue.column ? (
              <pre aria-hidden>{`${draft}\n${" ".repeat(width(draft, issue.column - 1))}^`}</pre>
            ) : null}
            {issue.line && issue.column ? `${issue.line}:${issue.column} ` : ""}
            {issueText(t, issue)}
          </div>
        ))}
        {issues.length === 0 ? <span className="quiet">{t("metrics.filterHint", { example })}</span> : null}
      </div>
    </form>
  );
}

/** How many columns of a fixed-width font the first characters take; Chinese ones take two. */
function width(text: string, characters: number): number {
  return [...text]
    .slice(0, characters)
    .reduce((sum, sign) => sum + (/[\u2e80-\uffef]/.test(sign) ? 2 : 1), 0);
}
