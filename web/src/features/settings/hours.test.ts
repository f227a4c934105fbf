import { describe, expect, test } from "vitest";
import { openingTimes, weekMinutes, withDays } from "./hours";

describe("business hours", () => {
  test("opening times stand apart by commas or spaces, dashes may have space around", () => {
    expect(openingTimes("09:00 - 12:00, 13:30-18:00")).toEqual(["09:00-12:00", "13:30-18:00"]);
    expect(openingTimes("9:00至12:00，13:30～18:00")).toEqual(["9:00至12:00", "13:30～18:00"]);
    expect(openingTimes("  ")).toEqual([]);
  });

  test("a day that comes again takes the place of the first, in order of days", () => {
    const first = { day: "2026-10-02", name: "a", hours: [] };
    const again = { day: "2026-10-02", name: "b", hours: ["09:00-12:00"] };
    const before = { day: "2026-10-01", name: "c", hours: [] };
    expect(withDays([first], [again, before])).toEqual([before, again]);
  });

  test("a week is as long as its opening times", () => {
    expect(weekMinutes({ monday: ["09:00-12:00", "13:30-18:00"], sunday: ["00:00-24:00", "soon"] })).toBe(
      450 + 1440,
    );
  });
});
