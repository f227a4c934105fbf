import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInstance, type TFunction } from "i18next";
import { type APIResponse, type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeEach, expect } from "vitest";
import en from "@/locales/en";
import zh from "@/locales/zh-CN";
import { ARTIFACTS } from "./application";

export type Language = "zh-CN" | "en";
export const LANGUAGES: readonly Language[] = ["zh-CN", "en"];

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts Chromium: the one ZHIKE_BROWSER names, or the system's. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = process.env.ZHIKE_BROWSER ?? PLACES.find(existsSync);
  if (executablePath === undefined) {
    throw new Error(
      "The browser tests need Chromium (apt install chromium); ZHIKE_BROWSER may say where it is.",
    );
  }
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

/** The texts of the screens in a language, as the screens say them. */
export const textsOf = (language: Language): TFunction => {
  const i18n = createInstance({
    lng: language,
    fallbackLng: false,
    interpolation: { escapeValue: false },
    resources: { "zh-CN": { translation: zh }, en: { translation: en } },
    parseMissingKeyHandler: (key) => {
      throw new Error(`There is no text ${key}.`);
    },
  });
  void i18n.init();
  return i18n.t;
};

/** Somebody who sits in front of the screens: a page, the language they read, and what went wrong before their eyes. */
export type Visitor = Readonly<{
  page: Page;
  t: TFunction;
  language: Language;
  /** Calls the API as this person, as a script beside the screens would. */
  api: (method: string, path: string, body?: unknown) => Promise<APIResponse>;
  /** Says that an answer of this status to this path belongs to the test. */
  expecting: (status: number, path: string) => void;
  /** Takes down what is wrong on the page in sight. */
  note: (kind: string, places: readonly string[]) => void;
  /** Errors on the console, failed requests, unexpected refusals and notes since the last call. */
  troubles: () => readonly string[];
}>;

export type Sight = Readonly<{
  language: Language;
  theme?: "light" | "dark";
  width?: number;
  height?: number;
  /** Makes the choice of language one of this device, stronger than the company's. */
  chosen?: boolean;
}>;

/** Opens a browser window with nothing remembered. */
export async function visit(
  browser: Browser,
  url: string,
  { language, theme = "light", width = 1440, height = 900, chosen = false }: Sight,
): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL: url,
    locale: language,
    timezoneId: "Asia/Shanghai",
    colorScheme: theme,
    reducedMotion: "reduce",
    viewport: { width, height },
  });
  context.setDefaultTimeout(15_000);
  if (chosen) {
    await context.addInitScript(`localStorage.setItem("zhike.language", "${language}")`);
  }
  const page = await context.newPage();
  let troubles: string[] = [];
  const expected: { status: number; path: string }[] = [];
  page.on("pageerror", (error) => troubles.push(`error: ${error.stack ?? error.message}`));
  page.on("console", (message) => {
    // The browser's own notes on refused requests say less than the answers themselves, which are looked at below.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
      troubles.push(`console: ${message.text()}`);
    }
  });
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText;
    // Pages give up what they no longer need.
    if (reason !== "net::ERR_ABORTED") {
      troubles.push(`${request.method()} ${request.url()}: ${reason}`);
    }
  });
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    const status = response.status();
    const known = expected.some((one) => one.status === status && pathname.startsWith(one.path));
    if (status >= 400 && !known) {
      troubles.push(`${response.request().method()} ${pathname}: ${status}`);
    }
  });
  return {
    page,
    language,
    t: textsOf(language),
    api: async (method, path, body) => {
      const cookies = await context.cookies();
      const token = cookies.find(({ name }) => name === "XSRF-TOKEN")?.value ?? "";
      return context.request.fetch(`/api${path}`, {
        method,
        headers: { "X-XSRF-TOKEN": decodeURIComponent(token) },
        ...(body === undefined ? {} : { data: body }),
      });
    },
    expecting: (status, path) => void expected.push({ status, path }),
    note: (kind, places) => {
      troubles.push(...places.map((place) => `${new URL(page.url()).pathname}: ${kind}: ${place}`));
    },
    troubles: () => {
      const found = troubles;
      troubles = [];
      return found;
    },
  };
}

/**
 * Makes the tests of a suite the steps of one walk: a failed step leaves a picture and ends the walk, and no step may leave
 * trouble behind.
 */
export function walk(visitorNow: () => Visitor | undefined): void {
  let failed = false;
  beforeEach(({ skip }) => skip(failed, "an earlier step failed"));
  afterEach(async ({ task }) => {
    const visitor = visitorNow();
    if (visitor === undefined) {
      return;
    }
    if (task.result?.state === "fail") {
      failed = true;
      const name = `${task.suite?.name ?? ""} ${task.name}`.replaceAll(/[^\p{L}\p{N}]+/gu, "-");
      await visitor.page.screenshot({ path: join(ARTIFACTS, `${name}.png`) });
    }
    expect(visitor.troubles()).toEqual([]);
  });
  afterAll(() => visitorNow()?.page.context().close());
}

/** Signs in on the login page. */
export async function signIn({ page, t }: Visitor, name: string, password: string): Promise<void> {
  await page.getByLabel(t("session.userName"), { exact: true }).fill(name);
  await page.getByLabel(t("session.password"), { exact: true }).fill(password);
  await page.getByRole("button", { name: t("session.signIn"), exact: true }).click();
}

/** Waits until the page has all it asked for. */
export async function settled({ page, t }: Visitor): Promise<void> {
  await page.locator("main h1").waitFor();
  const waiting = page.locator(
    `main [aria-busy=true], main [role=status][aria-label="${t("common.loading")}"]`,
  );
  await expect.poll(() => waiting.count()).toBe(0);
}
