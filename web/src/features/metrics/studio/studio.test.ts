import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { lineDiff } from "./diff";
import { addItem, listAt, setList, setValue, valueAt } from "./edit";
import { newDefinition, TEMPLATES } from "./templates";

const TEXT = `# why it is so
metric: nps   # the id
labels: { zh: 净推荐值, en: "NPS" }
where: >-
  kind == "nps" &&
  score >= 0
unit: points

leave_out:
  - { reason: scale, when: 'scale != "0-10"', zh: 其他, en: Others }
form: rows
value: 100 * (share(score >= 9) - share(score <= 6))
`;

describe("the form changes the text", () => {
  test("in one place, and leaves comments, order and layout", () => {
    expect(setValue(TEXT, ["metric"], "nps_own")).toBe(TEXT.replace("nps   #", "nps_own   #"));
    expect(setValue(TEXT, ["labels", "en"], "Net: score")).toBe(TEXT.replace('"NPS"', '"Net: score"'));
    expect(setValue(TEXT, ["leave_out", 0, "when"], "scale == '5'")).toBe(
      TEXT.replace(`'scale != "0-10"'`, "'scale == ''5'''"),
    );
    expect(valueAt(setValue(TEXT, ["value"], 'share(channel == "a")'), ["value"])).toBe(
      'share(channel == "a")',
    );
  });

  test("over the lines of a block", () => {
    expect(setValue(TEXT, ["where"], "score > 1")).toBe(
      TEXT.replace('>-\n  kind == "nps" &&\n  score >= 0', "'score > 1'"),
    );
  });

  test("adding and taking out what is not needed", () => {
    expect(setValue(TEXT, ["minimum"], "30")).toBe(`${TEXT}minimum: 30\n`);
    expect(setValue(TEXT, ["unit"], "")).toBe(TEXT.replace("unit: points\n", ""));
    expect(setValue(TEXT, ["falls", "zh"], "看")).toBe(`${TEXT}falls: { zh: 看 }\n`);
    expect(listAt(setList(TEXT, ["dimensions"], ["channel", "customer.level"]), ["dimensions"])).toEqual([
      "channel",
      "customer.level",
    ]);
    const more = addItem(TEXT, "leave_out", "{ reason: x, when: score == null, zh: 无, en: None }");
    expect(parse(more).leave_out).toHaveLength(2);
    expect(more).toContain("# why it is so");
  });
});

test("every template is YAML with what a definition needs", () => {
  for (const template of TEMPLATES) {
    const definition = parse(newDefinition(template, "my_metric"));
    expect(definition).toMatchObject({ metric: "my_metric", version: 1 });
    expect(definition.value).toBeTypeOf("string");
  }
});

test("two texts are laid side by side line by line", () => {
  expect(lineDiff("a\nb\nc", "a\nx\nc\nd").map(({ mark, text }) => mark + text)).toEqual([
    " a",
    "-b",
    "+x",
    " c",
    "+d",
  ]);
});
