import { describe, expect, test } from "vitest";
import { changeText, estimateText } from "./estimate";
import { formatOf } from "./format";

const zh = formatOf("zh-CN", "Asia/Shanghai");
const en = formatOf("en", "Asia/Shanghai");

describe("an estimate", () => {
  test("shows no more digits than its interval supports", () => {
    expect(estimateText(zh, { value: 0.8234, low: 0.8084, high: 0.8384 }, "percent", null)).toEqual({
      value: "82.3%",
      margin: "±1.5%",
      range: "80.8% – 83.8%",
    });
    expect(estimateText(zh, { value: 0.7912, low: 0.69, high: 0.89 }, "percent", null)?.value).toBe("79%");
    expect(estimateText(zh, { value: 33.84, low: 25.1, high: 42.5 }, "points", null)?.value).toBe("34");
    expect(estimateText(en, { value: 2.6123, low: 2.5623, high: 2.6623 }, "years", null)).toEqual({
      value: "2.61 years",
      margin: "±0.05",
      range: "2.56 years – 2.66 years",
    });
  });

  test("of money is short, with 万 in Chinese and M in English", () => {
    const revenue = { value: 5_105_432, low: 5_035_432, high: 5_175_432 };
    expect(estimateText(zh, revenue, "money", "CNY")).toMatchObject({ value: "¥510.5万", margin: "±7万" });
    expect(estimateText(en, revenue, "money", "USD")).toMatchObject({ value: "$5.105M", margin: "±70K" });
  });

  test("without an interval is the value alone", () => {
    expect(estimateText(zh, { value: 4477, low: null, high: null }, "count", null)).toEqual({
      value: "4,477",
      margin: null,
      range: null,
    });
    expect(estimateText(zh, { value: 4477, low: 4477, high: 4477 }, "count", null)?.margin).toBeNull();
  });

  test("with a lopsided interval shows its ends instead of ±", () => {
    expect(estimateText(zh, { value: 0.99, low: 0.94, high: 0.998 }, "percent", null)?.margin).toBe(
      "94.0% – 99.8%",
    );
  });

  test("with nothing to count is nothing", () => {
    expect(estimateText(zh, { value: null, low: null, high: null }, "percent", null)).toBeNull();
  });
});

describe("a change", () => {
  const word = { shares: (a: string) => `${a} pp`, points: (a: string) => `${a} pt` };
  const previous = { value: 0.2, n: 500, low: 0.17, high: 0.23, state: "solid" } as const;
  const change = (value: number, beyondNoise: boolean) => ({ value, low: null, high: null, beyondNoise });

  test("within noise is neither good nor bad", () => {
    const text = changeText(zh, { previous, change: change(0.012, false) }, "percent", "up", word);
    expect(text).toEqual({ amount: "1.2 pp", direction: "up", beyondNoise: false, meaning: null });
  });

  test("beyond noise is good or bad by what is good for the metric", () => {
    const churn = { previous, change: change(0.05, true) };
    expect(changeText(zh, churn, "percent", "down", word)?.meaning).toBe("bad");
    expect(changeText(zh, churn, "percent", "up", word)?.meaning).toBe("good");
  });

  test("of a sum is told in percent of what it was", () => {
    const revenue = { previous: { ...previous, value: 2000 }, change: change(-100, true) };
    expect(changeText(en, revenue, "money", "up", word)).toMatchObject({ amount: "5.0%", direction: "down" });
    const fromNothing = { previous: { ...previous, value: 0 }, change: change(7, true) };
    expect(changeText(en, fromNothing, "count", "up", word)?.amount).toBe("7");
  });

  test("without a period before is not told", () => {
    expect(changeText(en, { previous: null, change: null }, "count", "up", word)).toBeNull();
  });
});
