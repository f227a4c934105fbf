import { describe, expect, test } from "vitest";
import { formatOf } from "./format";
import { fromWall, toWall } from "./zone";

const zh = formatOf("zh-CN", "Asia/Shanghai");
const en = formatOf("en", "Asia/Shanghai");

describe("numbers", () => {
  test.each([
    [0, "0", "0"],
    [9_999, "9,999", "9,999"],
    [12_345, "1.2万", "12.3K"],
    [1_234_567, "123.5万", "1.2M"],
    [987_654_321, "9.9亿", "987.7M"],
    [-45_600, "-4.6万", "-45.6K"],
  ])("%d is short", (value, chinese, english) => {
    expect(zh.short(value)).toBe(chinese);
    expect(en.short(value)).toBe(english);
  });

  test("every digit can be seen", () => {
    expect(en.exact(1_234_567.891)).toBe("1,234,567.891");
    expect(en.exact(2, 3)).toBe("2.000");
  });

  test("a percent has one decimal", () => {
    expect(zh.percent(0.1234)).toBe("12.3%");
    expect(en.percent(0)).toBe("0.0%");
  });
});

describe("money", () => {
  test("stands with its currency, every cent, and no digit lost to floating point", () => {
    expect(zh.money({ amount: "1234.5", currency: "CNY" })).toBe("¥1,234.50");
    expect(en.money({ amount: "99999999999999.99", currency: "USD" })).toBe("$99,999,999,999,999.99");
  });

  test("is short on boards", () => {
    expect(zh.shortMoney(9_747_747.93, "GBP")).toBe("£974.8万");
    expect(en.shortMoney(9_747_747.93, "GBP")).toBe("£9.7M");
    expect(en.shortMoney(12.5, "USD")).toBe("$12.5");
  });
});

describe("metrics carry their unit", () => {
  test.each([
    ["percent", 0.051, null, "5.1%", "5.1%"],
    ["points", 42.25, null, "42.3", "42.3"],
    ["days", 31.4, null, "31.4 天", "31.4 days"],
    ["per_year", 3.25, null, "3.3 次/年", "3.3 a year"],
    ["count", 25_900, null, "2.6万", "25.9K"],
    ["money", 1500, "CNY", "¥1,500", "CN¥1,500"],
  ] as const)("%s", (unit, value, currency, chinese, english) => {
    expect(zh.metric(value, unit, currency)).toBe(chinese);
    expect(en.metric(value, unit, currency)).toBe(english);
  });
});

describe("dates", () => {
  test("an instant falls on the day of the company's zone", () => {
    expect(zh.date("2026-01-31T16:30:00Z")).toBe("2026-02-01");
    expect(en.date("2026-01-31T16:30:00Z")).toBe("1 Feb 2026");
    expect(zh.dateTime("2026-01-31T16:30:00Z")).toBe("2026-02-01 00:30");
  });

  test("a day stays the day it is in every zone", () => {
    expect(formatOf("en", "America/Los_Angeles").date("2026-01-31")).toBe("31 Jan 2026");
  });

  test("a month is named in the language", () => {
    expect(zh.month("2026-06-30")).toBe("2026年6月");
    expect(en.month("2026-06-30T23:00:00Z")).toBe("July 2026");
  });

  test("a moment ago is told in words", () => {
    const now = Date.parse("2026-06-30T10:00:00Z");
    expect(zh.ago("2026-06-30T07:00:00Z", now)).toBe("3小时前");
    expect(en.ago("2026-06-27T10:00:00Z", now)).toBe("3 days ago");
    expect(en.ago("2026-06-30T09:59:50Z", now)).toBe("this minute");
  });
});

describe("words", () => {
  test("Chinese sorts by pinyin", () => {
    expect(["张", "白", "李"].sort(zh.compare)).toEqual(["白", "李", "张"]);
  });

  test("one of several", () => {
    expect(zh.either(["金卡", "钻石"])).toBe("金卡或钻石");
    expect(en.either(["gold", "diamond"])).toBe("gold or diamond");
  });

  test("English nouns lose their capital inside a sentence", () => {
    expect(en.noun({ zh: "客户", en: "Customers" })).toBe("customers");
  });

  test("file sizes", () => {
    expect(en.bytes(512)).toBe("512 B");
    expect(en.bytes(45_580_638)).toBe("43.47 MB");
  });
});

describe("the clock on the wall", () => {
  test.each([
    ["2026-01-31T16:30:00Z", "Asia/Shanghai", "2026-02-01T00:30:00"],
    ["2026-07-01T12:00:00Z", "Europe/London", "2026-07-01T13:00:00"],
    ["2026-01-01T12:00:00Z", "Asia/Kolkata", "2026-01-01T17:30:00"],
  ])("%s in %s", (instant, zone, wall) => {
    expect(toWall(instant, zone)).toBe(wall);
    expect(fromWall(wall, zone)).toBe(instant);
  });

  test("a time skipped by summer time is the one an hour later", () => {
    const instant = fromWall("2026-03-29T01:30:00", "Europe/London");
    expect(["2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z"]).toContain(instant);
  });

  test("a time just after the clocks change is exact", () => {
    expect(fromWall("2026-03-29T02:30:00", "Europe/London")).toBe("2026-03-29T01:30:00Z");
    expect(fromWall("2026-10-25T02:30:00", "Europe/London")).toBe("2026-10-25T02:30:00Z");
  });
});
