import { readFile } from "node:fs/promises";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Application, startApplication } from "./application";
import {
  LANGUAGES,
  type Language,
  settled,
  signIn,
  startBrowser,
  type Visitor,
  visit,
  walk,
} from "./browser";
import { inspect, inspectKeyboard } from "./checks";
import { orderLines } from "./orderLines";

/** Names the definition files give, in the languages of the screens. */
const NAMES = {
  "zh-CN": {
    company: "清源茶业",
    customers: "客户",
    orders: "订单",
    order: "订单",
    products: "产品",
    items: "订单明细",
    lines: "订单行",
    name: "姓名",
    amount: "金额",
    revenue: "销售额",
    big: "大额订单",
    edited: "周芳（已更名）",
  },
  en: {
    company: "Clearwater Tea",
    customers: "Customers",
    orders: "Orders",
    order: "Order",
    products: "Products",
    items: "Order items",
    lines: "Order lines",
    name: "Name",
    amount: "Amount",
    revenue: "Revenue",
    big: "Big orders",
    edited: "Zhou Fang (renamed)",
  },
} as const satisfies Record<Language, unknown>;

const USER = "wang.fang";
const PASSWORD = "a-long-password";

describe.each(LANGUAGES)("from an empty directory to numbers, in %s", (language) => {
  const names = NAMES[language];
  const file = orderLines(language);
  let application: Application;
  let browser: Browser;
  let visitor: Visitor;
  let page: Page;
  let t: Visitor["t"];
  let imported: string;

  beforeAll(async () => {
    [application, browser] = await Promise.all([startApplication("serve"), startBrowser()]);
    visitor = await visit(browser, application.url, { language });
    ({ page, t } = visitor);
  });
  afterAll(async () => {
    await browser?.close();
    await application?.stop();
  });
  walk(() => visitor);

  const button = (name: string, within: Page | Locator = page) =>
    within.getByRole("button", { name, exact: true });
  const follow = (name: string) =>
    page
      .getByRole("navigation", { name: t("shell.menu") })
      .getByRole("link", { name, exact: true })
      .click();
  const heading = (name: string) => page.getByRole("heading", { level: 1, name, exact: true });
  const titled = (name: string) => heading(name).waitFor();

  test("the first visitor sets the company and its administrator up", async () => {
    await page.goto("/");
    await titled(t("session.welcome"));
    await inspect(visitor);
    await inspectKeyboard(visitor);
    await page.getByLabel(t("session.companyName"), { exact: true }).fill(names.company);
    await page.getByLabel(t("session.displayName"), { exact: true }).fill("王芳");
    await page.getByLabel(t("session.userName"), { exact: true }).fill(USER);
    await page.getByLabel(t("session.password"), { exact: true }).fill(PASSWORD);
    await button(t("session.begin")).click();
    await page.waitForURL("**/boards");
    await page.getByRole("link", { name: names.company }).waitFor();
  });

  test("empty pages teach what to do first", async () => {
    await follow(names.customers);
    await page.getByText(t("records.emptyAdvice", { objects: nounOf(names.customers) })).waitFor();
    await inspect(visitor);
    await follow(t("shell.nav.boards"));
    await page.getByRole("heading", { name: t("boards.empty.title") }).waitFor();
    await inspect(visitor);
    await button(t("boards.empty.import")).click();
    await titled(t("imports.title"));
    await page.getByText(t("imports.teach.safe")).waitFor();
    await inspect(visitor);
  });

  test("a file of order lines is understood by its headings", async () => {
    await upload();
    await page.getByText(t("imports.map.mapped", { n: file.columns, all: file.columns })).waitFor();
    await page.getByText(names.lines, { exact: true }).first().waitFor();
    imported = new URL(page.url()).pathname;
    await inspect(visitor);
  });

  test("the dry run tells what the import will do, and writes nothing", async () => {
    await button(t("imports.map.check")).click();
    await button(t("imports.check.start")).waitFor();
    expect(await tallies()).toEqual({
      read: file.read,
      created: file.customers.length + file.products + file.orders + file.items,
      updated: 0,
      unchanged: 0,
      rejected: file.rejected.length,
    });
    expect(await createdByObject()).toEqual({
      [names.customers]: file.customers.length,
      [names.products]: file.products,
      [names.orders]: file.orders,
      [names.items]: file.items,
    });
    expect(await countOf("customer")).toBe(0);
    await inspect(visitor);
  });

  test("the import does just that and gives the rejected rows back", async () => {
    const promised = await tallies();
    const made = await createdByObject();
    await button(t("imports.check.start")).click();
    await page.getByText(t("imports.result.done")).waitFor();
    expect(await tallies()).toEqual(promised);
    expect(await createdByObject()).toEqual(made);
    expect(await countOf("customer")).toBe(file.customers.length);
    expect(await countOf("order")).toBe(file.orders);
    await inspect(visitor);

    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: t("imports.downloadRejects") }).click();
    const rejects = await readFile(await (await download).path(), "utf8");
    const lines = rejects.trim().split(/\r?\n/);
    expect(lines).toHaveLength(1 + file.rejected.length);
    for (const [index, value] of file.rejected.entries()) {
      expect(lines[index + 1]).toContain(`X${index + 1},`);
      expect(lines[index + 1]).toContain(value);
    }
  });

  test("the same file again changes nothing", async () => {
    await follow(t("shell.nav.imports"));
    await upload();
    await button(t("imports.map.check")).click();
    await page.getByText(t("imports.check.nothing")).waitFor();
    expect(await tallies()).toMatchObject({ created: 0, updated: 0, rejected: file.rejected.length });
  });

  test("the board shows the imported numbers", async () => {
    await expect
      .poll(async () => (await (await visitor.api("GET", "/projection")).json()).state, { timeout: 20_000 })
      .toBe("current");
    await page.goto(imported);
    // The link knows the days of the imported orders, which may lie long back.
    await page.locator("a[href^='/boards?period=']", { hasText: t("imports.result.board") }).click();
    const tile = page.getByRole("region", { name: names.revenue }).first();
    const value = tile.locator('[class*="value"][title]').first();
    await expect.poll(async () => digits(await value.getAttribute("title"))).toBe(file.revenue / 100);
    await settled(visitor);
    await inspect(visitor);
    await inspectKeyboard(visitor);
  });

  test("a number opens its metric with interval, trend and rows", async () => {
    await page.getByRole("link", { name: names.revenue }).first().click();
    await titled(names.revenue);
    await page
      .locator(`[title^="${t("metrics.interval")}"]`)
      .first()
      .waitFor();
    const trend = page.getByRole("region", { name: t("metrics.trendOf", { metric: names.revenue }) });
    await trend.locator("svg, canvas").last().waitFor();
    await settled(visitor);
    await inspect(visitor);
    await inspectKeyboard(visitor);
    await button(t("metrics.asTable"), trend).click();
    await expect.poll(() => trend.getByRole("table").locator("tbody tr").count()).toBe(12);
    await page.getByRole("tab", { name: t("metrics.rows.title") }).click();
    const counted = page.getByRole("button", { name: new RegExp(`^${t("metrics.rows.counted")}`) });
    await expect.poll(async () => digits(await counted.textContent())).toBe(file.orders);
    await inspect(visitor);
    const row = page.getByRole("table").locator("tbody a").first();
    const label = (await row.textContent()) ?? "";
    await row.click();
    await page.waitForURL("**/records/order/*");
    await titled(label);
    await inspect(visitor);
  });

  test("the list filters, sorts, pages, and remembers views", async () => {
    await follow(names.orders);
    await titled(names.orders);
    const table = page.getByRole("table", { name: names.orders });
    await table.waitFor();
    await inspect(visitor);
    await inspectKeyboard(visitor);
    const firstRow = () => table.locator("tbody tr").first().textContent();

    const newest = await firstRow();
    await button(t("records.next")).click();
    await expect.poll(firstRow).not.toBe(newest);
    await button(t("records.previous")).click();
    await expect.poll(firstRow).toBe(newest);

    await table.getByRole("button", { name: names.amount }).click();
    await table.locator("th[aria-sort=ascending]").filter({ hasText: names.amount }).waitFor();
    await table.getByRole("button", { name: names.amount }).click();
    await table.locator("th[aria-sort=descending]").waitFor();
    const most = Math.max(...file.amounts) / 100;
    await expect
      .poll(async () => digits((await firstRow())?.split("¥")[1]?.match(/^[\d,.]+/)?.[0]))
      .toBe(most);

    await button(t("records.filter.title")).click();
    await page.getByLabel(t("records.filter.field"), { exact: true }).fill(names.amount);
    await page.getByRole("option", { name: names.amount }).first().waitFor({ state: "attached" });
    await page.keyboard.press("Enter");
    await page.getByLabel(t("records.filter.operator"), { exact: true }).click();
    await page.locator(".ant-select-dropdown:visible").getByTitle(t("records.operator.atLeast")).click();
    await page.getByLabel(t("records.filter.value"), { exact: true }).fill("200");
    const big = file.amounts.filter((amount) => amount >= 20_000).length;
    const total = heading(names.orders).locator("xpath=..").locator(".numbers");
    await expect.poll(async () => digits(await total.textContent())).toBe(big);
    await inspect(visitor);

    await button(t("records.views.saveAs")).click();
    await page.getByLabel(t("records.views.name"), { exact: true }).fill(names.big);
    await page.keyboard.press("Enter");
    await button(names.big).waitFor();
    await page.goto("/records/order");
    await expect.poll(async () => digits(await total.textContent())).toBe(file.orders);
    await button(t("records.views.all", { objects: nounOf(names.orders) })).click();
    await page.getByRole("menuitem", { name: names.big }).click();
    await expect.poll(async () => digits(await total.textContent())).toBe(big);
    expect(new URL(page.url()).searchParams.get("filter")).toContain("amount");
  });

  test("the palette finds a record by the keyboard alone", async () => {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: t("shell.search") }).fill("S17");
    await page.getByRole("option", { name: "S17" }).first().waitFor();
    await inspect(visitor);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: t("shell.search") }).fill("周芳");
    await page.getByRole("option", { name: "周芳" }).first().waitFor();
    await page.keyboard.press("Enter");
    await titled("周芳");
  });

  test("two people who change the same record learn of each other", async () => {
    const path = new URL(page.url()).pathname;
    const record = await (await visitor.api("GET", path)).json();
    await button(t("records.edit")).click();
    const drawer = page.getByRole("dialog");
    await drawer.getByLabel(names.name, { exact: true }).fill(names.edited);
    await inspect(visitor);
    const theirs = await visitor.api("PATCH", path, { version: record.version, values: { note: "VIP" } });
    expect(theirs.status()).toBe(200);
    visitor.expecting(409, `/api${path}`);
    await button(t("common.save"), drawer).click();
    const conflict = drawer.getByRole("alert");
    await conflict.getByText("VIP").waitFor();
    await conflict.getByText(t("records.conflict.untouched")).waitFor();
    await inspect(visitor);
    await button(t("records.conflict.overwrite"), conflict).click();
    await titled(names.edited);
    await drawer.waitFor({ state: "detached" });
    expect((await (await visitor.api("GET", path)).json()).values.note).toBe("VIP");
  });

  test("a record tells its history", async () => {
    await page.getByRole("tab", { name: t("records.history.title") }).click();
    const entry = page
      .getByRole("tabpanel")
      .getByRole("listitem")
      .filter({ hasText: t("records.history.updated", { by: USER }) })
      .first();
    await entry.getByText("周芳", { exact: true }).waitFor();
    await entry.getByText(names.edited, { exact: true }).waitFor();
    await inspect(visitor);
  });

  test("what was deleted can be brought back", async () => {
    const path = new URL(page.url()).pathname;
    await button(t("common.delete")).click();
    await page.getByText(t("records.deleted", { label: names.edited })).waitFor();
    expect((await visitor.api("GET", path)).status()).toBe(404);
    await inspect(visitor);
    await button(t("common.undo")).click();
    await titled(names.edited);
    expect((await visitor.api("GET", path)).status()).toBe(200);
  });

  test("signing out closes the door, and only the right password opens it", async () => {
    const before = page.url();
    await page.getByRole("button", { name: t("shell.userMenu", { name: "王芳" }) }).click();
    await page.getByRole("menuitem", { name: t("shell.signOut") }).click();
    await titled(t("session.signIn"));
    await inspect(visitor);
    await page.goto(before);
    await titled(t("session.signIn"));
    visitor.expecting(401, "/api/session");
    await signIn(visitor, USER, "not-the-password");
    await page.getByRole("alert").getByText(t("session.wrong")).waitFor();
    await signIn(visitor, USER, PASSWORD);
    await titled(names.edited);
    expect(page.url()).toBe(before);
  });

  async function upload(): Promise<void> {
    await page.locator("input[type=file]").setInputFiles({
      name: file.name,
      mimeType: "text/csv",
      buffer: Buffer.from(file.text),
    });
    await page.waitForURL(/\/imports\/\d+/);
    await titled(file.name);
  }

  /** The counts of a dry run or an import, by what they count. */
  async function tallies(): Promise<Record<string, number>> {
    const kinds = ["read", "created", "updated", "unchanged", "rejected"] as const;
    const counts = await Promise.all(
      kinds.map((kind) =>
        page
          .locator("dt", { hasText: new RegExp(`^${t(`imports.${kind}`)}$`) })
          .locator("xpath=following-sibling::dd")
          .textContent(),
      ),
    );
    return Object.fromEntries(kinds.map((kind, index) => [kind, digits(counts[index])]));
  }

  async function createdByObject(): Promise<Record<string, number>> {
    const rows = page.getByRole("table", { name: t("imports.byObject") }).locator("tbody tr");
    const cells = await rows.evaluateAll((all) =>
      all.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent ?? "")),
    );
    return Object.fromEntries(cells.map(([object, created]) => [object, digits(created)]));
  }

  async function countOf(object: string): Promise<number> {
    const answer = await visitor.api("GET", `/records/${object}?limit=1&count=exact`);
    return (await answer.json()).count.value;
  }

  function nounOf(name: string): string {
    return language === "en" ? name.charAt(0).toLowerCase() + name.slice(1) : name;
  }
});

/** The number in a text, without its currency and grouping. */
function digits(text: string | null | undefined): number {
  return Number((text ?? "").replaceAll(/[^\d.-]/g, ""));
}
