import type { Page } from "playwright-core";
import type { Visitor } from "./browser";

/** Notes what must not be on any page, whatever stands on it. */
export async function inspect({ page, note }: Visitor): Promise<void> {
  note("a text that is a key", await rawTexts(page));
  note("no name", await unnamed(page));
  note("too little contrast", await faint(page));
  note("wider than the page", await sideways(page));
}

/** Texts that were never translated, and holes that were never filled. */
function rawTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const said = [document.title, document.body.innerText];
    for (const element of document.querySelectorAll("[aria-label], [title], [placeholder]")) {
      said.push(...["aria-label", "title", "placeholder"].map((name) => element.getAttribute(name) ?? ""));
    }
    const raw =
      /\b(?:common|session|shell|settings|records|boards|metrics|imports|errors)\.[a-z]\w*(?:\.\w+)*|\{\{.*?\}\}|\bundefined\b|\bNaN\b|\[object Object\]/g;
    return [...new Set(said.flatMap((text) => text.match(raw) ?? []))];
  });
}

/** What a screen reader could not name, and labels that name two things. */
function unnamed(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const shown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
    const nameOf = (element: Element): string =>
      [
        element.getAttribute("aria-label"),
        element.getAttribute("title"),
        element.getAttribute("alt"),
        ...(element.getAttribute("aria-labelledby") ?? "")
          .split(" ")
          .map((id) => (id === "" ? "" : document.getElementById(id)?.textContent)),
        ...("labels" in element ? [...((element.labels as NodeListOf<Element> | null) ?? [])] : []).map(
          (label) => label.textContent,
        ),
        element instanceof HTMLInputElement || element instanceof HTMLSelectElement
          ? ""
          : element.textContent,
        ...[...element.querySelectorAll("[alt], [aria-label]")].map(
          (inner) => inner.getAttribute("alt") ?? inner.getAttribute("aria-label"),
        ),
      ]
        .join("")
        .trim();
    const controls = [
      ...document.querySelectorAll(
        "a[href], button, input:not([type=hidden]), select, textarea, img, [role=dialog], dialog[open]",
      ),
    ];
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    return [
      ...controls
        .filter((element) => shown(element) && nameOf(element) === "" && element.getAttribute("alt") !== "")
        .map((element) => element.outerHTML.slice(0, 160)),
      ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `two elements are called ${id}`),
      ...(document.querySelectorAll("h1").length === 1 ? [] : ["not exactly one h1"]),
      ...(document.documentElement.lang === "" ? ["the page has no language"] : []),
    ];
  });
}

/** Texts whose contrast to what is behind them is below AA (4.5, or 3 for large texts); disabled ones may be faint. */
function faint(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    type Colour = readonly [number, number, number, number];
    const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const known = new Map<string, Colour>();
    const read = (text: string): Colour => {
      const before = known.get(text);
      if (before !== undefined || pen === null) {
        return before ?? [0, 0, 0, 0];
      }
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = text;
      pen.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0, a = 0] = pen.getImageData(0, 0, 1, 1).data;
      const colour: Colour = [r, g, b, a / 255];
      known.set(text, colour);
      return colour;
    };
    const over = (top: Colour, under: Colour): Colour => {
      const mix = (index: 0 | 1 | 2) => top[index] * top[3] + under[index] * (1 - top[3]);
      return [mix(0), mix(1), mix(2), 1];
    };
    const behind = (element: Element | null): Colour => {
      if (element === null) {
        return [255, 255, 255, 1];
      }
      const own = read(getComputedStyle(element).backgroundColor);
      return own[3] === 1 ? own : over(own, behind(element.parentElement));
    };
    const light = ([r, g, b]: Colour) => {
      const line = (value: number) =>
        value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
      return 0.2126 * line(r) + 0.7152 * line(g) + 0.0722 * line(b);
    };
    const found = new Set<string>();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const element = node.parentElement;
      const text = node.textContent?.trim() ?? "";
      if (
        element === null ||
        // A dash says that there is nothing.
        text === "" ||
        text === "–" ||
        !element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) ||
        element.closest(":disabled, [aria-disabled=true], [aria-hidden=true], .visually-hidden, option") !==
          null
      ) {
        continue;
      }
      const style = getComputedStyle(element);
      const back = behind(element);
      const [bright, dark] = [light(back), light(over(read(style.color), back))].toSorted((a, b) => b - a);
      const contrast = ((bright ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
      const size = Number.parseFloat(style.fontSize);
      const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      if (contrast < (large ? 3 : 4.5) - 0.05) {
        found.add(`${text.slice(0, 40)}: ${contrast.toFixed(2)}`);
      }
    }
    return [...found];
  });
}

/** What makes the page itself scroll sideways; tables may scroll inside. */
function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const tooWide = [document.documentElement, document.querySelector("main")].filter(
      (element) => element !== null && element.scrollWidth > element.clientWidth + 1,
    );
    return tooWide.map((element) => `${element?.tagName}: ${element?.scrollWidth} > ${element?.clientWidth}`);
  });
}

/** Notes the controls in sight that Tab does not come by. */
export async function inspectKeyboard({ page, note }: Visitor): Promise<void> {
  const expected = await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    window.scrollTo(0, 0);
    const all = document.querySelectorAll<HTMLElement>(
      "a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea, [role=button], [role=tab]",
    );
    let count = 0;
    for (const element of all) {
      const radio = element instanceof HTMLInputElement && element.type === "radio";
      const inner = element.parentElement?.closest("a[href], button");
      // One stop leads into a group of tabs or radio buttons; the arrows move inside.
      const insideGroup =
        (element.getAttribute("role") === "tab" && element.getAttribute("aria-selected") !== "true") ||
        (radio && !element.checked);
      const shown = element.checkVisibility({ visibilityProperty: true });
      if (shown && !insideGroup && !inner && element.getAttribute("aria-hidden") !== "true") {
        element.dataset.mustReach = element.outerHTML.slice(0, 160);
        count++;
      }
    }
    return count;
  });
  for (let step = 0; step < expected + 20; step++) {
    await page.keyboard.press("Tab");
    const done = await page.evaluate(() => {
      delete (document.activeElement as HTMLElement | null)?.dataset.mustReach;
      return document.querySelector("[data-must-reach]") === null;
    });
    if (done) {
      break;
    }
  }
  const missed = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("[data-must-reach]")].map((element) => {
      const text = element.dataset.mustReach ?? "";
      delete element.dataset.mustReach;
      return text;
    }),
  );
  note("not reached by Tab", missed);
}
