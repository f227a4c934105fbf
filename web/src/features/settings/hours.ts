/** A day that differs from its day of the week; closed without opening times such as 09:00-12:00. */
export type SpecialDay = Readonly<{ day: string; name: string; hours: readonly string[] }>;

export type BusinessHours = Readonly<{
  version: number;
  week: Readonly<Record<string, readonly string[]>>;
  special: readonly SpecialDay[];
}>;

export const WEEKDAYS = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;

/** What somebody typed for a day: opening times apart by commas or spaces. The server reads them. */
export function openingTimes(written: string): string[] {
  return written
    .replace(/\s*([-–—~～至])\s*/g, "$1")
    .split(/[\s,，;；、]+/)
    .filter((part) => part !== "");
}

/** The days of both by date; one of `added` takes the place of the same day before. */
export function withDays(days: readonly SpecialDay[], added: readonly SpecialDay[]): SpecialDay[] {
  const byDay = new Map([...days, ...added].map((day) => [day.day, day]));
  return [...byDay.values()].sort((a, b) => a.day.localeCompare(b.day));
}

/** The hours a week is open, in minutes; what cannot be read counts for nothing. */
export function weekMinutes(week: Readonly<Record<string, readonly string[]>>): number {
  return Object.values(week)
    .flat()
    .map(minutes)
    .reduce((sum, each) => sum + each, 0);
}

function minutes(stretch: string): number {
  const match = /^(\d{1,2})[:：](\d{2})[-–—~～至](\d{1,2})[:：](\d{2})$/.exec(stretch);
  if (match === null) {
    return 0;
  }
  const [from, to] = [Number(match[1]) * 60 + Number(match[2]), Number(match[3]) * 60 + Number(match[4])];
  return Math.max(0, to - from);
}
