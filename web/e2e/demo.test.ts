import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Application, ARTIFACTS, startApplication } from "./application";
import {
  LANGUAGES,
  type Language,
  type Sight,
  settled,
  signIn,
  startBrowser,
  type Visitor,
  visit,
  walk,
} from "./browser";
import { inspect, inspectKeyboard } from "./checks";

const NAMES = {
  "zh-CN": {
    board: "客户经营总览",
    satisfaction: "客户满意度",
    csat: "客户满意度",
    active: "活跃客户",
    customers: "客户",
  },
  en: {
    board: "Customer board",
    satisfaction: "Customer satisfaction",
    csat: "CSAT",
    active: "Active customers",
    customers: "Customers",
  },
} as const satisfies Record<Language, unknown>;

const ADMINISTRATOR = ["admin", "zhike-demo"] as const;
const READER = ["li.lei", "only-looking-around"] as const;

let application: Application;
let browser: Browser;

beforeAll(async () => {
  [application, browser] = await Promise.all([startApplication("demo"), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await application?.stop();
});

/** Opens a window and signs in. */
async function enter(sight: Sight, [name, password]: readonly [string, string]): Promise<Visitor> {
  const visitor = await visit(browser, application.url, { ...sight, chosen: true });
  await visitor.page.goto("/");
  await signIn(visitor, name, password);
  await visitor.page.waitForURL("**/boards");
  return visitor;
}

/** Keeps a picture to look at, and the ones of the README when ZHIKE_PICTURES is set. */
async function picture(page: Page, name: string, forReadme: string | null = null): Promise<void> {
  await page.screenshot({ path: join(ARTIFACTS, `${name}.png`) });
  if (forReadme !== null && process.env.ZHIKE_PICTURES) {
    const images = resolve(import.meta.dirname, "../../docs/images");
    mkdirSync(images, { recursive: true });
    await page.screenshot({ path: join(images, `${forReadme}.png`) });
  }
}

describe.each(
  LANGUAGES.flatMap((language) => (["light", "dark"] as const).map((theme) => ({ language, theme }))),
)("the demo company in $language, $theme", ({ language, theme }) => {
  const names = NAMES[language];
  let visitor: Visitor;
  let page: Page;
  let t: Visitor["t"];

  beforeAll(async () => {
    visitor = await enter({ language, theme }, ADMINISTRATOR);
    ({ page, t } = visitor);
  });
  walk(() => visitor);
  const titled = (name: string) => page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
  const look = async (name: string, forReadme: string | null = null) => {
    await settled(visitor);
    await picture(page, `${name}-${language}-${theme}`, forReadme);
    await inspect(visitor);
  };

  test("the board shows every number with how sure it is", async () => {
    await titled(names.board);
    await settled(visitor);
    const tiles = page.locator("main section[aria-label]:has(h2):has(a)");
    expect(await tiles.count()).toBeGreaterThanOrEqual(8);
    for (const text of await tiles.allInnerTexts()) {
      expect(text).toMatch(/\d/);
    }
    expect(await page.locator("main svg, main canvas").count()).toBeGreaterThanOrEqual(8);
    await look("board", theme === "light" ? (language === "en" ? "board-en" : "board") : null);
  });

  test("a number leads to its metric, the rows behind it and the customer", async () => {
    await page.getByRole("link", { name: names.satisfaction }).first().click();
    await titled(names.csat);
    await page.getByText(t("metrics.means")).waitFor();
    await page
      .locator(`[title^="${t("metrics.interval")}"]`)
      .first()
      .waitFor();
    await look("metric");
    await page.getByRole("tab", { name: t("metrics.rows.title") }).click();
    const rows = page.getByRole("table", { name: t("metrics.rows.title") });
    await rows.waitFor();
    await look("rows");
    await rows.locator("tbody a[href^='/records/survey_answer/']").first().click();
    await page.locator("main a[href^='/records/customer/']").first().click();
    await page.waitForURL("**/records/customer/*");
    await page.locator("main time, main ol li a").first().waitFor();
    await look("customer");
  });

  test("why a number moved is told by its parts, which open to their rows", async () => {
    await page.goto("/metrics/csat?tab=why");
    await page.getByText("→").first().waitFor();
    const part = page.locator("table th[scope=row] a").first();
    await part.waitFor();
    await look("why");
    await part.click();
    await page.getByRole("table", { name: t("metrics.rows.title") }).waitFor();
  });

  test("the parts of a metric are ranked fairly and open to their rows", async () => {
    await page.goto("/metrics/csat?tab=ranking");
    const ranking = page.getByRole("table", { name: t("findings.ranking.title") });
    await ranking.waitFor();
    await look("ranking");
    await ranking.getByRole("link").first().click();
    await page.getByRole("table", { name: t("metrics.rows.title") }).waitFor();
  });

  test("the metrics that move with one are told, or that there is too little history", async () => {
    await page.goto("/metrics/revenue?tab=links");
    await page.getByRole("note").waitFor();
    await look("links");
  });

  test("any metrics are put side by side and open to their rows", async () => {
    await page.goto("/explore");
    await page.getByRole("button", { name: t("explore.example") }).click();
    const table = page.getByRole("table", { name: t("explore.title") });
    await expect.poll(() => table.locator("tbody tr").count()).toBeGreaterThan(3);
    await look("explore");
    await page.getByText(t("explore.chart"), { exact: true }).click();
    await page.locator("main canvas, main svg").first().waitFor();
    await look("explore-chart");
    await page.getByText(t("explore.table"), { exact: true }).click();
    await table.locator("tbody td a").first().click();
    await page.getByRole("table", { name: t("metrics.rows.title") }).waitFor();
  });

  if (theme === "light") {
    test("an analyst defines a metric without touching code, and it answers at once", async () => {
      const id = `e2e_share_${language === "en" ? "en" : "zh"}`;
      await page.goto("/metrics");
      await page.getByRole("button", { name: t("studio.new") }).click();
      await page.getByRole("button", { name: t("studio.templates.share.name") }).click();
      await page.getByLabel(t("studio.id"), { exact: true }).fill(id);
      const value = page.getByLabel(t("studio.value"), { exact: true });
      await page.getByTestId("preview-number").waitFor();
      await value.fill('share(chanel == "online")');
      await page.getByText(t("studio.problems", { count: 1 })).waitFor();
      await look("studio-problem");
      await value.fill('share(channel == "online" || amount > 500)');
      await page.getByText(t("studio.noProblems")).waitFor();
      await settled(visitor);
      await look("studio");
      await page.getByRole("tab", { name: t("studio.asText") }).click();
      expect(await page.getByRole("textbox", { name: t("studio.text") }).inputValue()).toContain(
        "'share(channel == \"online\" || amount > 500)'",
      );
      await look("studio-text");
      await page.getByRole("button", { name: t("studio.actions.publish") }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("textbox").fill("e2e");
      await dialog.getByRole("button", { name: t("studio.actions.publish") }).click();
      await page.waitForURL(`**/metrics/${id}`);
      await page
        .locator(`[title^="${t("metrics.interval")}"]`)
        .first()
        .waitFor();
      await page.goto(`/explore?metrics=${id}&by=channel`);
      await page
        .getByRole("table", { name: t("explore.title") })
        .locator("tbody tr")
        .first()
        .waitFor();
      await page.goto(`/metrics/${id}/edit`);
      await page.getByRole("button", { name: t("studio.actions.deprecate") }).click();
      await dialog.getByRole("textbox").fill("e2e");
      await dialog.getByRole("button", { name: t("studio.actions.deprecate") }).click();
      await page.waitForURL(`**/metrics/${id}`);
      await page.getByText(t("studio.deprecatedBecause", { note: "e2e" })).waitFor();
      await page.goto(`/metrics/${id}/edit?side=history`);
      await page
        .getByRole("table", { name: t("studio.history") })
        .locator("tbody tr")
        .nth(1)
        .waitFor();
      await look("studio-history");
    });
  }

  test("cohorts and a funnel open to their rows, and SQL refuses to write", async () => {
    await page.goto("/explore/cohorts");
    const triangle = page.getByRole("table", { name: t("explore.cohorts.title") });
    await expect.poll(() => triangle.locator("tbody tr").count()).toBeGreaterThan(3);
    await look("explore-cohorts");
    await page.goto("/explore/funnel");
    const funnel = page.getByRole("table", { name: t("explore.funnel.title") });
    await expect.poll(() => funnel.locator("tbody tr").count()).toBe(3);
    await look("explore-funnel");
    await funnel.locator("tbody td a").last().click();
    await page.getByRole("table", { name: t("explore.rowsTitle") }).waitFor();
    await page.goto("/explore/sql");
    await page.getByRole("button", { name: t("explore.sql.run") }).click();
    await expect
      .poll(() =>
        page
          .getByRole("table", { name: t("explore.sql.title") })
          .locator("tbody tr")
          .count(),
      )
      .toBeGreaterThan(1);
    await look("explore-sql");
    visitor.expecting(422, "/api/explore/sql");
    await page.getByRole("textbox", { name: t("explore.sql.statement") }).fill("delete from customer");
    await page.getByRole("button", { name: t("explore.sql.run") }).click();
    await page.getByRole("alert").waitFor();
  });

  test("a board is built from nothing, shared, and put into another page until its key ends", async () => {
    await page.goto("/boards/mine");
    await page.getByRole("button", { name: t("boards.create") }).click();
    await page.getByLabel(t("boards.name"), { exact: true }).fill(`My board ${language} ${theme}`);
    await page.getByRole("button", { name: t("boards.begin") }).click();
    await page.waitForURL("**/edit");
    for (const metric of ["orders", "nps"]) {
      await page
        .getByRole("button", { name: t("boards.builder.add"), exact: true })
        .first()
        .click();
      const panel = page.getByRole("dialog");
      const metrics = panel.getByLabel(t("boards.builder.metrics"), { exact: true });
      await metrics.fill(metric);
      await metrics.press("Enter");
      await metrics.press("Escape");
      await look("builder-panel");
      await panel.getByRole("button", { name: t("boards.builder.place") }).click();
      await panel.waitFor({ state: "detached" });
    }
    const moved = page.locator('[data-tile="nps"]');
    await moved.focus();
    await moved.press("ArrowRight");
    await moved.press("Shift+ArrowRight");
    await look("builder");
    await page.getByRole("button", { name: t("common.save"), exact: true }).click();
    await page.getByText(t("boards.builder.saved")).waitFor();
    await page.getByRole("button", { name: t("boards.builder.done") }).click();
    await page.waitForURL((url) => /^\/boards\/\d+$/.test(url.pathname));
    await page.reload();
    await titled(`My board ${language} ${theme}`);
    await settled(visitor);
    expect(await page.locator("main section[aria-label]:has(h2)").count()).toBe(2);
    const id = new URL(page.url()).pathname.split("/").at(-1);
    const { definition } = await (await visitor.api("GET", `/boards/${id}`)).json();
    expect(definition.tiles.find((tile: { id: string }) => tile.id === "nps").layout).toMatchObject({
      x: 1,
      w: 4,
    });

    const more = () => page.getByRole("button", { name: t("boards.more") }).click();
    await more();
    await page.getByRole("menuitem", { name: t("boards.share.title") }).click();
    await page.getByText(t("boards.share.view")).first().click();
    await look("share");
    await page.getByRole("button", { name: t("common.save"), exact: true }).click();
    await page.getByText(t("boards.share.saved")).waitFor();

    await more();
    await page.getByRole("menuitem", { name: t("boards.embed.title") }).click();
    await page.getByLabel(t("boards.embed.label"), { exact: true }).fill("Website");
    await page.getByRole("button", { name: t("boards.embed.create") }).click();
    const snippet = await page.getByLabel(t("boards.embed.snippet")).inputValue();
    const address = /src="([^"]+)"/.exec(snippet)?.[1] as string;
    const outside = await visit(browser, application.url, { language, theme });
    await outside.page.goto(address);
    await outside.page.getByRole("heading", { level: 1, name: `My board ${language} ${theme}` }).waitFor();
    await settled(outside);
    expect(await outside.page.locator("main section[aria-label]:has(h2)").count()).toBe(2);
    await picture(outside.page, `embedded-${language}-${theme}`);
    await page.getByRole("button", { name: t("boards.embed.revoke"), exact: true }).click();
    await page
      .getByRole("tooltip")
      .getByRole("button", { name: t("boards.embed.revoke"), exact: true })
      .click();
    await page.getByText(t("boards.embed.none")).waitFor();
    await outside.page.reload();
    await outside.page.getByText(t("boards.embed.gone")).waitFor();
    await outside.page.context().close();
    await page.goto("/boards");
    await titled(names.board);
  });

  // Each language and each theme once.
  if ((language === "en") === (theme === "light")) {
    test("every place of the navigation opens", async () => {
      const menu = page.getByRole("navigation", { name: t("shell.menu") });
      for (const link of await menu.getByRole("link").all()) {
        await link.click();
        await page.waitForURL(`**${await link.getAttribute("href")}`);
        await look((await link.getAttribute("href"))?.replaceAll("/", "_").slice(1) ?? "page");
      }
    });
  }

  if (language === "en" && theme === "light") {
    test("Tab reaches every control", async () => {
      for (const path of [
        "/boards",
        "/metrics",
        "/metrics/csat",
        "/metrics/csat?tab=why",
        "/metrics/new",
        "/metrics/csat/edit",
        "/explore?metrics=revenue,orders&by=channel",
        "/records/customer",
        "/imports",
        "/settings",
      ]) {
        await page.goto(path);
        await settled(visitor);
        await inspectKeyboard(visitor);
      }
    });
  }
});

describe.each(LANGUAGES)("on a phone, in %s", (language) => {
  let visitor: Visitor;
  let page: Page;

  beforeAll(async () => {
    visitor = await enter({ language, width: 390, height: 844 }, ADMINISTRATOR);
    page = visitor.page;
  });
  walk(() => visitor);

  test("the menu unfolds over the page and leads to the list", async () => {
    const { t } = visitor;
    await page.getByRole("button", { name: t("shell.menu"), exact: true }).click();
    const menu = page.getByRole("dialog", { name: t("shell.menu") });
    await picture(page, `phone-menu-${language}`);
    await menu.getByRole("link", { name: NAMES[language].customers, exact: true }).click();
    await page.waitForURL("**/records/customer");
    await menu.waitFor({ state: "detached" });
  });

  test("nothing is wider than the phone", async () => {
    const customer = (await (await visitor.api("GET", "/records/customer?limit=1")).json()).items[0].id;
    const paths = [
      "/boards",
      "/metrics",
      "/metrics/csat?tab=why",
      "/explore?metrics=revenue,orders&by=channel",
      "/metrics/csat",
      "/metrics/csat?tab=rows",
      "/records/customer",
      `/records/customer/${customer}`,
      "/records/customer?new=1",
      "/imports",
      "/settings",
    ];
    for (const path of paths) {
      await page.goto(path);
      await settled(visitor);
      await picture(page, `phone${path.replaceAll(/\W+/g, "-")}-${language}`);
      await inspect(visitor);
    }
  });
});

describe.each(LANGUAGES)("who may only read, in %s", (language) => {
  const reader = [`${READER[0]}.${language.toLowerCase()}`, READER[1]] as const;
  let administrator: Visitor;
  let visitor: Visitor | undefined;

  beforeAll(async () => {
    administrator = await enter({ language }, ADMINISTRATOR);
  });
  walk(() => visitor ?? administrator);
  afterAll(() => administrator.page.context().close());

  test("an administrator lets them in", async () => {
    const { page, t } = administrator;
    await page.goto("/settings?tab=users");
    await page.getByRole("tab", { name: t("settings.tabs.users") }).click();
    await page.getByRole("button", { name: t("settings.users.add") }).click();
    const drawer = page.getByRole("dialog");
    await drawer.getByLabel(t("settings.users.displayName"), { exact: true }).fill("李雷");
    await drawer.getByLabel(t("settings.users.name"), { exact: true }).fill(reader[0]);
    const role = drawer.getByLabel(t("settings.users.role"), { exact: true });
    await role.press("ArrowDown");
    await page.getByRole("option", { name: t("settings.role.member") }).waitFor({ state: "attached" });
    await role.press("ArrowDown");
    await role.press("Enter");
    await drawer.getByText(t("settings.roleHint.read_only")).waitFor();
    await drawer.getByLabel(t("settings.users.password"), { exact: true }).fill(reader[1]);
    await picture(page, `user-${language}`);
    await inspect(administrator);
    await drawer.getByRole("button", { name: t("common.save") }).click();
    await page.getByRole("cell", { name: reader[0], exact: true }).waitFor();
  });

  test("an administrator pastes holidays into the business hours", async () => {
    const { page, t } = administrator;
    await page.goto("/settings?tab=hours");
    const monday = page.getByLabel(t("settings.hours.days.monday"), { exact: true });
    await monday.waitFor();
    expect(await monday.inputValue()).toBe("09:00-12:00, 13:30-18:00");
    await page
      .getByLabel(t("settings.hours.paste"), { exact: true })
      .fill("2026-10-01~2026-10-03, 休, 国庆节");
    await page.getByRole("button", { name: t("settings.hours.add") }).click();
    await page.getByRole("cell", { name: "国庆节" }).nth(2).waitFor();
    await picture(page, `hours-${language}`);
    await inspect(administrator);
  });

  test("they see the numbers and the records, and nothing to change them with", async () => {
    visitor = await enter({ language }, reader);
    const { page, t } = visitor;
    await settled(visitor);
    await page.getByRole("link", { name: NAMES[language].active }).first().waitFor();
    const customer = (await (await visitor.api("GET", "/records/customer?limit=1")).json()).items[0].id;
    const words = [t("records.edit"), t("common.delete"), t("records.import"), t("imports.upload.choose")];
    for (const path of [
      "/records/customer",
      `/records/customer/${customer}`,
      "/imports",
      "/records/customer?new=1",
    ]) {
      await page.goto(path);
      await settled(visitor);
      for (const word of words) {
        expect(await page.getByRole("button", { name: word, exact: true }).count(), `${path}: ${word}`).toBe(
          0,
        );
      }
      expect(await page.locator("main .ant-btn-primary, .ant-drawer").count(), path).toBe(0);
      await inspect(visitor);
    }
  });

  test("the server refuses what the screens do not offer", async () => {
    const reading = visitor as Visitor;
    const { items } = await (await reading.api("GET", "/records/customer?limit=1")).json();
    const [{ id, version }] = items;
    const tries: [string, string, unknown?][] = [
      ["POST", "/records/customer", { values: { name: "x" } }],
      ["PATCH", `/records/customer/${id}`, { version, values: { name: "x" } }],
      ["DELETE", `/records/customer/${id}?version=${version}`],
      ["POST", "/records/customer/bulk", { mode: "create", match: [], items: [{ name: "x" }] }],
      ["POST", "/imports/1/start"],
      ["POST", "/projection/rebuild"],
      ["POST", "/users", { name: "x", displayName: "x", role: "administrator", password: "0123456789" }],
      ["PATCH", "/settings", { name: "x" }],
    ];
    for (const [method, path, body] of tries) {
      expect((await reading.api(method, path, body)).status(), `${method} ${path}`).toBe(403);
    }
  });
});
