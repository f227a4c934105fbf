import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { openApp } from "./app";

// jsdom has no canvas: one that takes every stroke, so that the charts are really drawn.
HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement) {
  const strokes: Record<string | symbol, unknown> = { canvas: this, measureText: () => ({ width: 8 }) };
  return new Proxy(strokes, { get: (pen, name) => (name in pen ? pen[name] : () => undefined) });
} as unknown as HTMLCanvasElement["getContext"];

beforeEach(() =>
  vi.stubGlobal(
    "EventSource",
    class {
      close(): void {}
    },
  ),
);

/** A tile once it tells this; until then something else stands in its place. */
function tileWith(name: string, text: RegExp): Promise<HTMLElement> {
  return waitFor(
    () => {
      const tile = screen.getByRole("region", { name });
      expect(tile.textContent).toMatch(text);
      return tile;
    },
    // The first tile comes with the code that draws it.
    { timeout: 10_000 },
  );
}

describe("the board", () => {
  test("is the start page and asks for all its numbers in a few calls", async () => {
    const { calls } = await openApp("/");
    const tile = await tileWith("客户满意度", /%.*±/);
    expect(within(tile).getByRole("link", { name: "客户满意度" }).getAttribute("href")).toBe(
      "/metrics/csat?period=month%3A12",
    );
    expect(calls.filter((call) => call.startsWith("POST /api/boards/")).length).toBeLessThanOrEqual(8);
  });

  test("keeps the period on the way to a metric and says in English too how sure a number is", async () => {
    await openApp("/boards/service?period=month:3", { language: "en" });
    const tile = await tileWith("Net promoter score", /±.*noise/);
    expect(within(tile).getByRole("link", { name: "Net promoter score" }).getAttribute("href")).toBe(
      "/metrics/nps?period=month%3A3",
    );
  });

  test("has a table for each chart, whose rows open", async () => {
    const user = userEvent.setup();
    await openApp("/boards/customers");
    const card = await screen.findByRole("region", { name: "各渠道销售额" });
    await user.click(await within(card).findByRole("button", { name: "查看表格" }));
    const link = within(card).getByRole("link", { name: "网店" });
    expect(decodeURIComponent(link.getAttribute("href") ?? "")).toContain(
      '"dimensions":{"channel":"online"}',
    );
  });

  test("of a company without data says how to begin", async () => {
    await openApp("/boards", { records: emptyRecords() });
    expect(await screen.findByRole("button", { name: "导入订单" })).toBeTruthy();
  });
});

describe("a metric", () => {
  test("is explained with the company's own numbers", async () => {
    await openApp("/metrics/csat?period=month:12");
    expect(await screen.findByText(/= [\d,]+ ÷ [\d,]+/)).toBeTruthy();
  });

  test("shows where a filter is wrong", async () => {
    await openApp(`/metrics/csat?filter=${encodeURIComponent("colour == 1")}`);
    expect((await screen.findByRole("alert")).textContent).toContain("1:1 ");
  });

  test("opens the rows left out, with the reason", async () => {
    const user = userEvent.setup();
    const { router } = await openApp("/metrics/revenue?tab=rows");
    await user.click(await screen.findByRole("button", { name: /未付款或已取消的订单/ }));
    await waitFor(() => expect(router.state.location.search).toContain("reason=not_paid"));
    expect(await screen.findByRole("table", { name: "明细" })).toBeTruthy();
  });
});

describe("an import", () => {
  test("shows what is wrong with its mapping and waits for a better one", async () => {
    const user = userEvent.setup();
    const { router } = await openApp("/imports/4");
    await user.click(await screen.findByRole("button", { name: "试运行" }));
    expect((await screen.findByRole("alert")).textContent).toContain("必须有值");
    expect(router.state.location.pathname).toBe("/imports/4");
  });

  test("that is done leads to what it made and to the board", async () => {
    await openApp("/imports/1");
    const made = await screen.findByRole("link", { name: "25,900" });
    expect(decodeURIComponent(made.getAttribute("href") ?? "")).toBe("/records/order?filter=import_id == 1");
    expect(screen.getByRole("link", { name: "下载被拒绝的行" }).getAttribute("href")).toBe(
      "/api/imports/1/rejects",
    );
  });

  test("can be seen but not started by those who only read", async () => {
    await openApp("/imports/4", { signedIn: 3 });
    expect(await screen.findByText("您的角色可以查看导入，不能上传或开始导入。")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "试运行" })).toBeNull();
  });
});

function emptyRecords() {
  const objects = ["customer", "contact", "order", "order_item", "product", "ticket", "interaction"];
  return new Map([...objects, "survey_answer", "marketing_cost", "task"].map((name) => [name, new Map()]));
}
