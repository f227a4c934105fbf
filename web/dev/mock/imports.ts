import { missingFields, namesOf, plain } from "../../src/features/imports/mapping.ts";
import type { Import, ImportOutcome, ImportTarget, MappedColumn, Mapping } from "../../src/shared/api/types";
import { issue, json, Refusal, type Route } from "./http.ts";
import { type MockState, NOW } from "./state.ts";

const LIMIT = 200 * 1024 * 1024;
/** How often a stream tells news, and how many there are to the end of the work. */
const TICK = 250;
const TICKS = 24;

export function importRoutes(state: MockState): readonly Route[] {
  const targets = targetsOf(state);
  let imports: readonly Import[] = past(targets);
  const one = (id: string | undefined): Import => {
    const found = imports.find((candidate) => candidate.id === Number(id));
    if (!found) {
      throw new Refusal(404, "NO_SUCH_IMPORT", `There is no import ${id}.`);
    }
    return found;
  };
  const set = (id: number, change: Partial<Import>): Import => {
    imports = imports.map((candidate) => (candidate.id === id ? { ...candidate, ...change } : candidate));
    return one(String(id));
  };
  const mayWrite = () => {
    if (state.users.find((user) => user.id === state.signedIn)?.role === "read_only") {
      throw new Refusal(403, "NOT_ALLOWED", "You may read, not write.");
    }
  };
  /** The work goes on with or without listeners. */
  const work = (id: number, final: "checked" | "done") => {
    let tick = 0;
    const timer = setInterval(() => {
      const now = one(String(id));
      tick++;
      if (now.state === "cancelling") {
        clearInterval(timer);
        set(id, { state: final === "done" ? "cancelled" : "uploaded", progress: null });
      } else if (tick > TICKS) {
        clearInterval(timer);
        const outcome = outcomeOf(now);
        set(id, {
          state: final,
          progress: null,
          ...(final === "done" ? { result: outcome } : { check: outcome }),
        });
      } else {
        const reading = tick <= TICKS / 3;
        const share = reading ? (3 * tick) / TICKS : (tick - TICKS / 3) / ((2 * TICKS) / 3);
        const total = reading ? 541_909 : 55;
        set(id, {
          progress: {
            phase: reading ? "reading" : tick <= (2 * TICKS) / 3 ? "customer" : "order",
            done: Math.round(total * Math.min(1, share)),
            total,
          },
        });
      }
    }, TICK);
    timer.unref();
  };
  return [
    ["GET", "/imports/targets", () => targets],
    ["GET", "/imports", () => imports],
    [
      "POST",
      "/imports",
      async (call) => {
        mayWrite();
        const file = (await call.request.formData()).get("file") as File;
        if (file.size > LIMIT) {
          throw new Refusal(413, "TOO_LARGE", "The file is larger than 200 MB.", [
            issue("file", "TOO_LARGE", "The file is larger than 200 MB.", { arguments: ["200 MB"] }),
          ]);
        }
        const made = read(imports.length + 1, file.name, file.size, await file.text(), targets);
        imports = [made, ...imports];
        return json(made, 201);
      },
    ],
    ["GET", "/imports/:id", (call) => one(call.params.id)],
    [
      "GET",
      "/imports/:id/suggestion",
      (call) => {
        const { header, mapping } = one(call.params.id);
        const target = targets.find(({ name }) => name === call.query.get("target")) as ImportTarget;
        return mapTo(target, header, mapping as Mapping);
      },
    ],
    [
      "POST",
      "/imports/:id/mapping",
      async (call) => {
        mayWrite();
        const mapping = await call.json<Mapping>();
        const target = targets.find(({ name }) => name === mapping.target) as ImportTarget;
        const wrongFormat =
          mapping.dateFormat !== null && !/^[yMdHhmsa年月日/:. -]+$/.test(mapping.dateFormat);
        const issues = [
          ...missingFields(target, mapping).map(({ path }) =>
            issue("columns", "REQUIRED_UNMAPPED", `${path} must have a value.`, { arguments: [path] }),
          ),
          ...(wrongFormat
            ? [
                issue("dateFormat", "BAD_DATE_FORMAT", `"${mapping.dateFormat}" is not a date format.`, {
                  arguments: [mapping.dateFormat ?? "", ""],
                }),
              ]
            : []),
        ];
        if (issues.length > 0) {
          throw new Refusal(422, "INVALID", "The mapping has problems.", issues);
        }
        return set(Number(call.params.id), { mapping, state: "uploaded", check: null });
      },
    ],
    [
      "POST",
      "/imports/:id/:action",
      (call) => {
        mayWrite();
        const { id } = one(call.params.id);
        switch (call.params.action) {
          case "check":
            work(id, "checked");
            return json(set(id, { state: "checking", check: null }), 202);
          case "start":
            work(id, "done");
            return json(set(id, { state: "running", problem: null }), 202);
          default:
            return json(set(id, { state: "cancelling" }), 202);
        }
      },
    ],
    [
      "GET",
      "/imports/:id/events",
      (call) => {
        const { id } = call.params;
        let timer: ReturnType<typeof setInterval>;
        const stream = new ReadableStream<Uint8Array>({
          start: (controller) => {
            const send = () => {
              const now = one(id);
              controller.enqueue(new TextEncoder().encode(`data: ${JSON.stringify(now)}\n\n`));
              if (now.progress === null && !["checking", "running", "cancelling"].includes(now.state)) {
                clearInterval(timer);
                controller.close();
              }
            };
            timer = setInterval(send, TICK);
            send();
          },
          cancel: () => clearInterval(timer),
        });
        return new Response(stream, { headers: { "Content-Type": "text/event-stream" } });
      },
    ],
    [
      "GET",
      "/imports/:id/rejects",
      (call) =>
        new Response(
          `\ufeff行号,原因\n${(one(call.params.id).result ?? one(call.params.id).check)?.rejects.map(({ line, reason }) => `${line},"${reason}"`).join("\n")}\n`,
          {
            headers: {
              "Content-Type": "text/csv;charset=UTF-8",
              "Content-Disposition": 'attachment; filename="rejected.csv"',
            },
          },
        ),
    ],
  ];
}

const IN_ORDER_LINES = ["customer", "product", "order", "order_item"];

function targetsOf({ objects }: MockState): readonly ImportTarget[] {
  const flat: ImportTarget = {
    name: "order_lines",
    labels: { zh: "订单行", en: "Order lines" },
    objects: IN_ORDER_LINES,
    fields: IN_ORDER_LINES.flatMap((name) => {
      const object = objects.find((candidate) => candidate.name === name) as MockState["objects"][number];
      return object.fields
        .filter((field) => !field.system && field.type !== "reference")
        .map((field) => ({
          path: `${name}.${field.name}`,
          labels: {
            zh: `${object.labels.zh} · ${field.labels.zh}`,
            en: `${object.labels.en} · ${field.labels.en}`,
          },
          type: field.type,
          required: field.required && field.defaultValue === null && name !== "product",
          keys: field.unique,
        }));
    }),
  };
  return [
    flat,
    ...objects.map((object) => ({
      name: object.name,
      labels: object.plural,
      objects: [object.name],
      fields: object.fields
        .filter((field) => !field.system && field.type !== "reference")
        .map((field) => ({
          path: field.name,
          labels: field.labels,
          type: field.type,
          required: field.required && field.defaultValue === null,
          keys: field.unique || field.match,
        })),
    })),
  ];
}

/** Columns whose heading is the name of a field fill it, each field once. */
function mapTo(target: ImportTarget, header: readonly string[], before: Mapping): Mapping {
  const taken = new Set<string>();
  const columns = header.map((column, index): MappedColumn => {
    const field = target.fields.find((one) => !taken.has(one.path) && namesOf(one).includes(plain(column)));
    if (field !== undefined) {
      taken.add(field.path);
    }
    return { column, index, field: field?.path ?? null };
  });
  const key = target.fields.find(({ path, keys }) => keys && taken.has(path));
  return { ...before, target: target.name, match: key === undefined ? [] : [key.path], columns };
}

function read(
  id: number,
  fileName: string,
  size: number,
  text: string,
  targets: readonly ImportTarget[],
): Import {
  const lines = text
    .replace(/^\ufeff/, "")
    .split(/\r?\n/)
    .filter((line) => line !== "");
  if (lines.length < 2) {
    throw new Refusal(422, "EMPTY_FILE", `The file ${fileName} is empty.`, [
      issue("file", lines.length === 0 ? "EMPTY_FILE" : "HEADER_ONLY", "The file has no rows.", {
        arguments: [fileName],
      }),
    ]);
  }
  const delimiter = ["\t", ";", ","].find((sign) => lines[0]?.includes(sign)) ?? ",";
  const [header = [], ...sample] = lines.slice(0, 21).map((line) => line.split(delimiter));
  const blank: Mapping = {
    target: "order_lines",
    mode: "upsert",
    match: [],
    columns: [],
    dateFormat: null,
    decimal: null,
    zone: "Asia/Shanghai",
    currency: "CNY",
  };
  const mappings = targets.map((target) => mapTo(target, header, blank));
  const mappedBy = (mapping: Mapping) => mapping.columns.filter(({ field }) => field !== null).length;
  return {
    id,
    fileName,
    size,
    state: "uploaded",
    format: { kind: "csv", encoding: "UTF-8", delimiter, gzip: false, sheet: null },
    header,
    sample,
    mapping: mappings.toSorted((a, b) => mappedBy(b) - mappedBy(a))[0] as Mapping,
    progress: null,
    check: null,
    result: null,
    problem: null,
    createdAt: new Date().toISOString(),
    createdBy: "admin",
  };
}

function outcomeOf({ mapping }: Pick<Import, "mapping">): ImportOutcome {
  const flat = mapping?.target === "order_lines";
  const objects = flat
    ? {
        customer: { created: 4372, updated: 0, unchanged: 0 },
        product: { created: 3958, updated: 112, unchanged: 0 },
        order: { created: 25_900, updated: 0, unchanged: 0 },
        order_item: { created: 541_902, updated: 0, unchanged: 0 },
      }
    : { [mapping?.target ?? "customer"]: { created: 812, updated: 96, unchanged: 1204 } };
  const sum = (key: "created" | "updated" | "unchanged") =>
    Object.values(objects).reduce((total, counts) => total + counts[key], 0);
  return {
    read: flat ? 541_909 : 2119,
    created: sum("created"),
    updated: sum("updated"),
    unchanged: sum("unchanged"),
    rejected: 7,
    seconds: flat ? 21.4 : 0.4,
    objects,
    warnings: flat ? { SEVERAL_DATES: 43 } : {},
    rejects: [
      [1218, "下单时间", "2025-02-30", "NO_SUCH_DATE", "日期“2025-02-30”不存在。"],
      [40_377, "单价", "十二元", "NOT_A_NUMBER", "“十二元”不是数字。"],
      [88_014, null, null, "RAGGED_ROW", "这一行有 7 个单元格，而标题有 8 个。单元格里的分隔符需要加引号。"],
      [120_995, "数量", "1e99", "OUT_OF_RANGE", "数量超出可保存的范围：1e99。"],
      [
        120_996,
        "下单时间",
        "昨天",
        "NOT_A_DATE",
        "“昨天”不是可识别的日期，应类似 2026-01-31 或 2026-01-31 09:30。",
      ],
      [300_201, "客户邮箱", "wang.fang", "NOT_AN_EMAIL", "“wang.fang”不是电子邮箱。"],
      [541_230, "订单号", "", "REQUIRED", "请填写订单号。"],
    ].map(
      ([line, column, value, code, reason]) =>
        ({ line, column, value, code, reason }) as ImportOutcome["rejects"][number],
    ),
  };
}

const SAMPLE = `订单号,下单时间,客户编号,客户姓名,商品编码,商品名称,数量,单价,备注
SO20260001,2026-01-31 09:30,C10001,王芳,P1001,云南小粒咖啡豆 500 g,2,89.00,
SO20260001,2026-01-31 09:30,C10001,王芳,P1010,保温杯,1,129.00,送礼
SO20260002,2026-01-31 10:02,C10002,李强,P1006,空气净化器,1,1899.00,
SO20260003,2026-02-01 18:45,C10003,张敏,P1009,龙井茶礼盒,3,368.00,
`;

/** Imports of earlier days, one for each way to end. */
function past(targets: readonly ImportTarget[]): readonly Import[] {
  const at = (hours: number) => new Date(NOW - hours * 3_600_000).toISOString();
  const made = (id: number, name: string, size: number, hours: number, change: Partial<Import>): Import => {
    const base = read(id, name, size, SAMPLE, targets);
    return { ...base, createdAt: at(hours), ...change };
  };
  const outcome = outcomeOf({ mapping: { target: "order_lines" } as Mapping });
  return [
    made(4, "2026年6月订单明细.csv", 5_321_000, 2, {}),
    made(3, "会员名单.xlsx", 812_400, 26, {
      state: "failed",
      problem: issue("file", "STOPPED", "The import stopped.", { arguments: ["磁盘空间不足"] }),
    }),
    made(2, "门店订单-上半年.csv.gz", 18_442_100, 50, { state: "cancelled" }),
    made(1, "online_retail.csv", 46_300_000, 120, { state: "done", check: outcome, result: outcome }),
  ];
}
