import { expect, test } from "vitest";
import {
  addSteps,
  grainFor,
  periodOf,
  periodText,
  readPeriod,
  startOf,
  stepText,
  todayIn,
  writePeriod,
} from "./period";

test("a period survives the address", () => {
  for (const text of ["month:12", "quarter:4", "2026-01-01..2026-04-01"]) {
    const choice = readPeriod(text);
    expect(choice && writePeriod(choice)).toBe(text);
  }
});

test("an address that makes no sense is no period", () => {
  for (const text of [
    null,
    "",
    "month:0",
    "month:x",
    "moon:3",
    "2026-04-01..2026-01-01",
    "2026-1-1..2026-2-1",
  ]) {
    expect(readPeriod(text)).toBeNull();
  }
});

test("the last months are whole and have ended", () => {
  expect(periodOf({ kind: "last", grain: "month", steps: 12 }, "2026-06-15")).toEqual({
    from: "2025-06-01",
    to: "2026-06-01",
  });
  expect(periodOf({ kind: "last", grain: "quarter", steps: 2 }, "2026-02-15")).toEqual({
    from: "2025-07-01",
    to: "2026-01-01",
  });
  expect(periodOf({ kind: "last", grain: "week", steps: 1 }, "2026-06-28")).toEqual({
    from: "2026-06-15",
    to: "2026-06-22",
  });
});

test("steps begin where people say they do", () => {
  expect(startOf("week", "2026-06-28")).toBe("2026-06-22");
  expect(startOf("quarter", "2026-06-28")).toBe("2026-04-01");
  expect(startOf("year", "2026-06-28")).toBe("2026-01-01");
  expect(addSteps("month", "2026-01-01", -1)).toBe("2025-12-01");
});

test("a period is told with its last day", () => {
  expect(periodText({ from: "2025-07-01", to: "2026-07-01" }, "zh-CN")).toBe("2025年7月 – 2026年6月");
  expect(periodText({ from: "2026-01-03", to: "2026-02-11" }, "zh-CN")).toBe("2026-01-03 – 2026-02-10");
  expect(periodText({ from: "2026-06-01", to: "2026-07-01" }, "en")).toBe("Jun 2026");
  expect(stepText("quarter", "2026-04-01", "zh-CN")).toBe("2026 年 2 季度");
});

test("the day is the company's", () => {
  expect(todayIn("Asia/Shanghai", Date.parse("2026-06-30T17:00:00Z"))).toBe("2026-07-01");
});

test("a period of any length has steps that can be seen", () => {
  expect(grainFor({ from: "2026-01-01", to: "2026-01-15" })).toBe("day");
  expect(grainFor({ from: "2025-01-01", to: "2026-01-01" })).toBe("month");
  expect(grainFor({ from: "2010-01-01", to: "2026-01-01" })).toBe("year");
});
