import type {
  FieldChange,
  ObjectType,
  RecordItem,
  TimelineEntry,
  Value,
  Values,
  View,
} from "../../src/shared/api/types";
import { matcher } from "./filter.ts";
import { type Call, empty, issue, json, Refusal, type Route } from "./http.ts";
import { type MockState, NOW, type Stored, toRecord } from "./state.ts";

const COUNT_CAP = 10_000;

export function recordRoutes(state: MockState): readonly Route[] {
  const typeOf = (call: Call): ObjectType => {
    const type = state.objects.find((object) => object.name === call.params.object);
    if (!type) {
      throw new Refusal(404, "UNKNOWN_OBJECT", `There is no object ${call.params.object}.`);
    }
    return type;
  };
  const tableOf = (object: string) => state.records.get(object) as Map<number, Stored>;
  const live = (object: string) => [...tableOf(object).values()].filter((stored) => !stored.deleted);
  const storedOf = (call: Call, deleted = false): Stored => {
    const stored = tableOf(typeOf(call).name).get(Number(call.params.id));
    if (!stored || stored.deleted !== deleted) {
      throw new Refusal(404, "NO_SUCH_RECORD", `There is no ${call.params.object} ${call.params.id}.`);
    }
    return stored;
  };
  const mayWrite = () => {
    if (state.users.find((user) => user.id === state.signedIn)?.role === "read_only") {
      throw new Refusal(403, "FORBIDDEN", "You may read, not write.");
    }
  };
  const me = () => state.users.find((user) => user.id === state.signedIn)?.name ?? "nobody";
  const now = () => new Date(NOW + performance.now()).toISOString();

  const validate = (type: ObjectType, values: Values, self: number | null) => {
    const issues = type.fields
      .filter((field) => !field.system)
      .flatMap((field) => {
        const value = values[field.name] ?? null;
        if (field.required && value === null) {
          return [
            issue(`values.${field.name}`, "REQUIRED", `${field.name} needs a value.`, {
              arguments: [field.name],
            }),
          ];
        }
        if (field.type === "email" && typeof value === "string" && !value.includes("@")) {
          return [
            issue(`values.${field.name}`, "WRONG_VALUE", `${value} is not an e-mail address.`, {
              arguments: [value],
            }),
          ];
        }
        const taken =
          field.unique &&
          value !== null &&
          live(type.name).some(({ record }) => record.id !== self && record.values[field.name] === value);
        return taken
          ? [
              issue(`values.${field.name}`, "ALREADY_EXISTS", `${value} is taken.`, {
                arguments: [field.name, String(value)],
              }),
            ]
          : [];
      });
    if (issues.length > 0) {
      throw new Refusal(422, "INVALID", "The record breaks rules.", issues);
    }
  };

  return [
    ["GET", "/objects", () => state.objects],
    ["GET", "/regions", () => state.regions],
    [
      "GET",
      "/search",
      (call) => {
        const text = (call.query.get("q") ?? "").toLowerCase();
        return {
          items: state.objects.flatMap((type) =>
            live(type.name)
              .filter(({ record }) => matches(type, record, text))
              .slice(0, 8)
              .map(({ record }) => ({
                object: type.name,
                id: record.id,
                label: record.label,
                detail: detailOf(type, record),
              })),
          ),
        };
      },
    ],
    [
      "GET",
      "/records/:object",
      (call) => {
        const type = typeOf(call);
        const keep = matcher(state, type, call.query.get("filter"));
        const text = (call.query.get("search") ?? "").toLowerCase();
        const limit = Math.min(500, Number(call.query.get("limit") ?? 50));
        const from = Number(call.query.get("cursor") ?? 0);
        const found = live(type.name)
          .map(({ record }) => record)
          .filter((record) => keep(record) && (text === "" || matches(type, record, text)));
        sort(found, call.query.get("sort") ?? "-id");
        const wantsCount = (call.query.get("count") ?? "none") !== "none";
        return {
          items: found.slice(from, from + limit),
          next: from + limit < found.length ? String(from + limit) : null,
          count: wantsCount
            ? { value: Math.min(COUNT_CAP, found.length), capped: found.length > COUNT_CAP }
            : null,
        };
      },
    ],
    [
      "POST",
      "/records/:object",
      async (call) => {
        mayWrite();
        const type = typeOf(call);
        const { values } = await call.json<{ values: Values }>();
        validate(type, values, null);
        const table = tableOf(type.name);
        const at = now();
        const record = toRecord(state, type.name, {
          id: 1 + Math.max(0, ...table.keys()),
          version: 1,
          createdAt: at,
          createdBy: me(),
          updatedAt: at,
          updatedBy: me(),
          importId: null,
          values,
        });
        table.set(record.id, {
          record,
          deleted: false,
          history: [{ at, by: me(), kind: "created", importId: null, changes: [] }],
        });
        return json(record, 201);
      },
    ],
    ["GET", "/records/:object/:id", (call) => storedOf(call).record],
    [
      "PATCH",
      "/records/:object/:id",
      async (call) => {
        mayWrite();
        const type = typeOf(call);
        const stored = storedOf(call);
        const change = await call.json<{ version: number; values: Values }>();
        if (change.version !== stored.record.version) {
          throw new Refusal(409, "CHANGED_MEANWHILE", "Somebody changed the record meanwhile.", [], {
            current: stored.record,
          });
        }
        const values = { ...stored.record.values, ...change.values };
        validate(type, values, stored.record.id);
        const changes: FieldChange[] = Object.entries(change.values)
          .map(([name, to]) => ({ field: name, from: stored.record.values[name] ?? null, to }))
          .filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to));
        if (changes.length > 0) {
          const at = now();
          stored.record = toRecord(state, type.name, {
            ...stored.record,
            version: stored.record.version + 1,
            updatedAt: at,
            updatedBy: me(),
            values,
          });
          stored.history.unshift({ at, by: me(), kind: "updated", importId: null, changes });
        }
        return stored.record;
      },
    ],
    [
      "DELETE",
      "/records/:object/:id",
      (call) => {
        mayWrite();
        const stored = storedOf(call);
        if (Number(call.query.get("version")) !== stored.record.version) {
          throw new Refusal(409, "CHANGED_MEANWHILE", "Somebody changed the record meanwhile.", [], {
            current: stored.record,
          });
        }
        stored.deleted = true;
        stored.history.unshift({ at: now(), by: me(), kind: "deleted", importId: null, changes: [] });
        return empty();
      },
    ],
    [
      "POST",
      "/records/:object/:id/restore",
      (call) => {
        const stored = storedOf(call, true);
        stored.deleted = false;
        stored.history.unshift({ at: now(), by: me(), kind: "restored", importId: null, changes: [] });
        return stored.record;
      },
    ],
    ["GET", "/records/:object/:id/history", (call) => ({ items: storedOf(call).history, next: null })],
    [
      "GET",
      "/records/:object/:id/timeline",
      (call) => {
        const { object, id } = call.params;
        const wanted = call.query.get("objects")?.split(",");
        const limit = Number(call.query.get("limit") ?? 20);
        const from = Number(call.query.get("cursor") ?? 0);
        const entries: TimelineEntry[] = state.objects
          .filter((type) => !wanted || wanted.includes(type.name))
          .flatMap((type) => {
            const references = type.fields.filter((field) => field.target === object);
            return references.length === 0
              ? []
              : live(type.name)
                  .filter(({ record }) =>
                    references.some((field) => record.values[field.name] === Number(id)),
                  )
                  .map(({ record }) => ({
                    object: type.name,
                    id: record.id,
                    at:
                      type.timeField === null
                        ? record.createdAt
                        : (record.values[type.timeField] as string | null),
                    label: record.label,
                    values: record.values,
                  }));
          })
          .sort((a, b) => (b.at ?? "").localeCompare(a.at ?? ""));
        return {
          items: entries.slice(from, from + limit),
          next: from + limit < entries.length ? String(from + limit) : null,
        };
      },
    ],
    ["GET", "/views/:object", (call) => state.views.get(typeOf(call).name) ?? []],
    [
      "POST",
      "/views/:object",
      async (call) => {
        const views = state.views.get(typeOf(call).name) ?? [];
        const view: View = {
          ...(await call.json<View>()),
          id: 1 + Math.max(0, ...[...state.views.values()].flat().map((v) => v.id)),
        };
        state.views.set(typeOf(call).name, [...views, view]);
        return json(view, 201);
      },
    ],
    [
      "PUT",
      "/views/:object/:id",
      async (call) => {
        const id = Number(call.params.id);
        const view: View = { ...(await call.json<View>()), id };
        const views = state.views.get(typeOf(call).name) ?? [];
        state.views.set(
          typeOf(call).name,
          views.map((old) => (old.id === id ? view : old)),
        );
        return view;
      },
    ],
    [
      "DELETE",
      "/views/:object/:id",
      (call) => {
        const views = state.views.get(typeOf(call).name) ?? [];
        state.views.set(
          typeOf(call).name,
          views.filter((view) => view.id !== Number(call.params.id)),
        );
        return empty();
      },
    ],
  ];
}

function matches(type: ObjectType, record: RecordItem, text: string): boolean {
  return type.fields.some(
    (field) =>
      field.searchable &&
      String(record.values[field.name] ?? "")
        .toLowerCase()
        .includes(text),
  );
}

function detailOf(type: ObjectType, record: RecordItem): string | null {
  const detail = type.fields
    .filter((field) => field.searchable && record.values[field.name] !== record.label)
    .map((field) => record.values[field.name])
    .find((value) => typeof value === "string");
  return typeof detail === "string" ? detail : null;
}

function sort(records: RecordItem[], by: string): void {
  const keys = by
    .split(",")
    .map((name) => ({ name: name.replace(/^-/, ""), sign: name.startsWith("-") ? -1 : 1 }));
  records.sort((a, b) => {
    for (const { name, sign } of keys) {
      const order = compare(fieldValue(a, name), fieldValue(b, name));
      if (order !== 0) {
        return sign * order;
      }
    }
    return b.id - a.id;
  });
}

/** Returns a field's value, the system's fields included. */
export function fieldValue(record: RecordItem, name: string): Value {
  switch (name) {
    case "id":
      return record.id;
    case "created_at":
      return record.createdAt;
    case "updated_at":
      return record.updatedAt;
    case "import_id":
      return record.importId;
    default:
      return record.values[name] ?? null;
  }
}

/** Returns a number or text that orders and compares as the value does. */
export function plain(value: Value): string | number | null {
  if (value === null || typeof value === "number" || typeof value === "string") {
    return value;
  }
  if (typeof value === "boolean") {
    return value ? 1 : 0;
  }
  return "amount" in value ? Number(value.amount) : value.join();
}

function compare(a: Value, b: Value): number {
  const x = plain(a);
  const y = plain(b);
  if (x === null || y === null) {
    return x === y ? 0 : x === null ? 1 : -1;
  }
  return typeof x === "number" && typeof y === "number"
    ? x - y
    : String(x).localeCompare(String(y), "zh-Hans-CN-u-co-pinyin");
}
