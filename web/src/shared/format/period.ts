import type { Grain, Language, Period } from "../api/types";

/** Days from one to another, or the last so many whole steps that have ended. */
export type PeriodChoice =
  | Readonly<{ kind: "last"; grain: Grain; steps: number }>
  | Readonly<{ kind: "days"; period: Period }>;

export const GRAINS: readonly Grain[] = ["day", "week", "month", "quarter", "year"];

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MONTHS: Readonly<Partial<Record<Grain, number>>> = { month: 1, quarter: 3, year: 12 };

/** Reads a choice as addresses write it: `month:12`, or `2026-01-01..2026-04-01` without the last day. */
export function readPeriod(text: string | null): PeriodChoice | null {
  const [from = "", to = ""] = text?.split("..") ?? [];
  if (DAY.test(from) && DAY.test(to) && from < to) {
    return { kind: "days", period: { from, to } };
  }
  const [name, steps] = text?.split(":") ?? [];
  const grain = GRAINS.find((candidate) => candidate === name);
  return grain !== undefined && /^[1-9]\d{0,2}$/.test(steps ?? "")
    ? { kind: "last", grain, steps: Number(steps) }
    : null;
}

export function writePeriod(choice: PeriodChoice): string {
  return choice.kind === "last"
    ? `${choice.grain}:${choice.steps}`
    : `${choice.period.from}..${choice.period.to}`;
}

/** Returns the days a choice means on a day. */
export function periodOf(choice: PeriodChoice, today: string): Period {
  if (choice.kind === "days") {
    return choice.period;
  }
  const to = startOf(choice.grain, today);
  return { from: addSteps(choice.grain, to, -choice.steps), to };
}

/** The first day of the step the day is in; weeks begin on Monday. */
export function startOf(grain: Grain, day: string): string {
  const months = MONTHS[grain];
  if (months !== undefined) {
    const month = Number(day.slice(5, 7)) - 1;
    return `${day.slice(0, 4)}-${String(month - (month % months) + 1).padStart(2, "0")}-01`;
  }
  return grain === "day" ? day : addDays(day, -((new Date(day).getUTCDay() + 6) % 7));
}

/** The first day of the step so many steps after the one that begins on the day. */
export function addSteps(grain: Grain, day: string, steps: number): string {
  const months = MONTHS[grain];
  if (months === undefined) {
    return addDays(day, steps * (grain === "week" ? 7 : 1));
  }
  const date = new Date(day);
  date.setUTCMonth(date.getUTCMonth() + steps * months);
  return isoDay(date);
}

export function addDays(day: string, days: number): string {
  return isoDay(new Date(Date.parse(day) + days * 86_400_000));
}

/** The coarsest step that still cuts the period into ten parts or so. */
export function grainFor({ from, to }: Period): Grain {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  return days <= 31
    ? "day"
    : days <= 120
      ? "week"
      : days <= 1100
        ? "month"
        : days <= 3300
          ? "quarter"
          : "year";
}

/** The calendar day it is in a time zone. */
export function todayIn(zone: string, now = Date.now()): string {
  return new Intl.DateTimeFormat("en-CA", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    timeZone: zone,
  }).format(now);
}

/** A step by its name: 2026年6月, Q2 2026, 2026-06-22. */
export function stepText(grain: Grain, day: string, language: Language): string {
  switch (grain) {
    case "year":
      return language === "zh-CN" ? `${day.slice(0, 4)} 年` : day.slice(0, 4);
    case "quarter":
      return language === "zh-CN"
        ? `${day.slice(0, 4)} 年 ${quarter(day)} 季度`
        : `Q${quarter(day)} ${day.slice(0, 4)}`;
    case "month":
      return written(day, language, { year: "numeric", month: language === "zh-CN" ? "long" : "short" });
    case "week":
      return `${shortDay(day, language)} – ${shortDay(addDays(day, 6), language)}`;
    case "day":
      return shortDay(day, language);
  }
}

/** The same for an axis, where the steps before say the year. */
export function tickText(grain: Grain, day: string, language: Language): string {
  switch (grain) {
    case "year":
      return day.slice(0, 4);
    case "quarter":
      return quarter(day) === 1 ? `${day.slice(0, 4)}\nQ1` : `Q${quarter(day)}`;
    case "month": {
      const month = written(day, language, { month: "short" });
      return day.slice(5, 7) === "01" ? `${month}\n${day.slice(0, 4)}` : month;
    }
    case "week":
    case "day":
      return written(day, language, { month: "numeric", day: "numeric" });
  }
}

/** A period as people say it, the last day included: 2025年7月 – 2026年6月, 2026-01-03 – 2026-02-10. */
export function periodText({ from, to }: Period, language: Language): string {
  const wholeMonths = from.endsWith("-01") && to.endsWith("-01");
  const text = (day: string) => (wholeMonths ? stepText("month", day, language) : shortDay(day, language));
  const [first, last] = [text(from), text(addDays(to, -1))];
  return first === last ? first : `${first} – ${last}`;
}

function shortDay(day: string, language: Language): string {
  return language === "zh-CN"
    ? day
    : written(day, language, { year: "numeric", month: "short", day: "numeric" });
}

function written(day: string, language: Language, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language === "zh-CN" ? "zh-CN" : "en-GB", {
    ...options,
    timeZone: "UTC",
  }).format(new Date(`${day}T00:00:00Z`));
}

function quarter(day: string): number {
  return Math.ceil(Number(day.slice(5, 7)) / 3);
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}
