import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "yaml";
import type {
  Company,
  Field,
  FieldType,
  HistoryEntry,
  ObjectType,
  RecordItem,
  Region,
  Token,
  User,
  Value,
  View,
} from "../../src/shared/api/types";

export type Stored = { record: RecordItem; deleted: boolean; history: HistoryEntry[] };
export type MockState = {
  company: Company | null;
  users: readonly User[];
  signedIn: number | null;
  tokens: readonly Token[];
  objects: readonly ObjectType[];
  regions: readonly Region[];
  records: Map<string, Map<number, Stored>>;
  views: Map<string, View[]>;
};

type Definition = {
  object: string;
  labels: ObjectType["labels"];
  plural: ObjectType["plural"];
  area: ObjectType["area"];
  display: string[];
  time?: string;
  list: string[];
  keys?: string[][];
  fields: ({
    name: string;
    type: FieldType;
    zh: string;
    en: string;
    default?: string;
    options?: { value: string; zh: string; en: string }[];
  } & Partial<Field>)[];
};

const DEFINITIONS = resolve(import.meta.dirname, "../../../application/src/main/resources/objects");

/** The objects of the definition files, so that the screens are tried on the real ones. */
function readObjects(): readonly ObjectType[] {
  return readdirSync(DEFINITIONS)
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => {
      const definition = parse(readFileSync(resolve(DEFINITIONS, file), "utf8")) as Definition;
      return {
        name: definition.object,
        labels: definition.labels,
        plural: definition.plural,
        area: definition.area,
        displayFields: definition.display,
        timeField: definition.time ?? null,
        listFields: definition.list,
        keys: definition.keys ?? [],
        fields: [
          field({ name: "id", type: "number", zh: "编号", en: "Id", system: true, indexed: true }),
          field({
            name: "created_at",
            type: "datetime",
            zh: "创建时间",
            en: "Created at",
            system: true,
            indexed: true,
          }),
          field({
            name: "updated_at",
            type: "datetime",
            zh: "更新时间",
            en: "Updated at",
            system: true,
            indexed: true,
          }),
          field({
            name: "import_id",
            type: "number",
            zh: "导入批次",
            en: "Import",
            system: true,
            indexed: true,
          }),
          ...definition.fields.map(field),
        ],
      };
    });
}

function field({ zh, en, options, default: defaultValue, ...rest }: Definition["fields"][number]): Field {
  return {
    defaultValue: defaultValue ?? null,
    required: false,
    unique: false,
    match: false,
    indexed: false,
    searchable: false,
    target: null,
    decimals: 0,
    system: false,
    ...rest,
    labels: { zh, en },
    options: (options ?? []).map((option) => ({
      value: option.value,
      labels: { zh: option.zh, en: option.en },
    })),
  };
}

const REGIONS: readonly Region[] = [
  { code: "CN", zh: "中国", en: "China", parent: null },
  { code: "GB", zh: "英国", en: "United Kingdom", parent: null },
  { code: "CN-110000", zh: "北京市", en: "Beijing", parent: "CN" },
  { code: "CN-310000", zh: "上海市", en: "Shanghai", parent: "CN" },
  { code: "CN-320000", zh: "江苏省", en: "Jiangsu", parent: "CN" },
  { code: "CN-320100", zh: "南京市", en: "Nanjing", parent: "CN-320000" },
  { code: "CN-320500", zh: "苏州市", en: "Suzhou", parent: "CN-320000" },
  { code: "CN-330000", zh: "浙江省", en: "Zhejiang", parent: "CN" },
  { code: "CN-330100", zh: "杭州市", en: "Hangzhou", parent: "CN-330000" },
  { code: "CN-330200", zh: "宁波市", en: "Ningbo", parent: "CN-330000" },
  { code: "CN-440000", zh: "广东省", en: "Guangdong", parent: "CN" },
  { code: "CN-440100", zh: "广州市", en: "Guangzhou", parent: "CN-440000" },
  { code: "CN-440300", zh: "深圳市", en: "Shenzhen", parent: "CN-440000" },
  { code: "CN-510000", zh: "四川省", en: "Sichuan", parent: "CN" },
  { code: "CN-510100", zh: "成都市", en: "Chengdu", parent: "CN-510000" },
];

/** Returns a generator of numbers in [0, 1): mulberry32. */
export function seeded(seedNumber: number): () => number {
  let state = seedNumber;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗";
const GIVEN = [
  "伟",
  "芳",
  "娜",
  "敏",
  "静",
  "丽",
  "强",
  "磊",
  "军",
  "洋",
  "勇",
  "艳",
  "杰",
  "娟",
  "涛",
  "明",
  "超",
  "秀英",
  "霞",
  "平",
  "子涵",
  "雨桐",
  "浩然",
  "欣怡",
  "梓轩",
  "思远",
];
const COMPANIES = [
  "华岳商贸有限公司",
  "晨曦科技有限公司",
  "远航物流有限公司",
  "青禾食品有限公司",
  "云栖酒店管理有限公司",
];
const PRODUCTS = [
  ["云南小粒咖啡豆 500 g", "食品", "滇谷", 89],
  ["手冲滤杯套装", "厨房", "山房", 168],
  ["真丝睡衣", "服装", "锦年", 599],
  ["羊毛围巾", "服装", "锦年", 299],
  ["智能台灯", "家电", "明居", 259],
  ["空气净化器", "家电", "明居", 1899],
  ["香薰蜡烛", "家居", "山房", 79],
  ["亚麻四件套", "家居", "山房", 899],
  ["龙井茶礼盒", "食品", "西湖里", 368],
  ["保温杯", "厨房", "明居", 129],
] as const;
const SUBJECTS = [
  "包裹三天没有更新",
  "商品有划痕，申请换货",
  "发票抬头开错了",
  "想了解会员积分规则",
  "客服一直没有回复",
  "收到的颜色不对",
  "退款多久到账",
  "净化器噪音大",
];
const COMMENTS = [
  "物流很快，包装也好",
  "客服态度不错",
  "等了太久",
  "质量一般，有点失望",
  "会推荐给朋友",
  null,
];
const AGENTS = ["陈静", "李强", "周敏", "赵磊"];

/** The time of the data: the same on every start. */
export const NOW = Date.parse("2026-06-30T10:00:00Z");

export function seed(): MockState {
  const random = seeded(7);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const objects = readObjects();
  const records = new Map<string, Map<number, Stored>>(objects.map((object) => [object.name, new Map()]));
  const daysAgo = (days: number) =>
    new Date(NOW - days * 86_400_000 - Math.floor(random() * 40_000_000)).toISOString().slice(0, 19);
  const add = (object: string, values: Record<string, Value>): RecordItem => {
    const table = records.get(object) as Map<number, Stored>;
    const id = table.size + 1;
    const at = `${daysAgo(random() * 20)}Z`;
    const record = toRecord({ objects, records }, object, {
      id,
      version: 1,
      createdAt: at,
      createdBy: "import",
      updatedAt: at,
      updatedBy: "import",
      importId: 1,
      values,
    });
    table.set(id, {
      record,
      deleted: false,
      history: [{ at, by: "wang.fang", kind: "created", importId: 1, changes: [] }],
    });
    return record;
  };
  const options = (object: string, name: string): readonly string[] =>
    objects
      .find((o) => o.name === object)
      ?.fields.find((f) => f.name === name)
      ?.options.map((o) => o.value) ?? [];
  const cities = REGIONS.filter((region) => region.code.length > 2 && region.parent !== "CN").concat(
    REGIONS.slice(2, 4),
  );
  const money = (amount: number) => ({ amount: amount.toFixed(2), currency: "CNY" });

  const products = PRODUCTS.map(([name, category, brand, price], index) =>
    add("product", {
      sku: `P${1001 + index}`,
      name,
      category,
      brand,
      unit: "件",
      price: money(price),
      cost: money(price * 0.6),
      active: index !== 3,
    }),
  );
  for (let c = 0; c < 640; c++) {
    const company = random() < 0.06;
    const joined = 700 * random();
    const name = company
      ? `${pick(cities).zh.replace("市", "")}${pick(COMPANIES)}`
      : pick([...SURNAMES]) + pick(GIVEN);
    const region = pick(cities).code;
    const customer = add("customer", {
      external_id: `C${String(10001 + c)}`,
      name,
      kind: company ? "company" : "person",
      gender: company ? null : pick(["female", "male"]),
      birth_date: company
        ? null
        : `${1960 + Math.floor(random() * 46)}-0${1 + Math.floor(random() * 9)}-1${Math.floor(random() * 10)}`,
      mobile: `13${Math.floor(100000000 + random() * 899999999)}`,
      email: random() < 0.4 ? `c${10001 + c}@example.com` : null,
      region,
      level: pick(["basic", "basic", "basic", "silver", "silver", "gold", "diamond"]),
      source: pick(options("customer", "source")),
      occupation: pick(["教师", "工程师", "设计师", "销售", "医生", null]),
      income_band: pick([...options("customer", "income_band"), null]),
      joined_at: `${daysAgo(joined)}Z`,
      tags: random() < 0.3 ? [pick(["爱喝咖啡", "母婴", "价格敏感", "送礼"])] : null,
    });
    for (let o = 0; o < Math.floor(random() * random() * 12); o++) {
      const product = pick(products);
      const quantity = 1 + Math.floor(random() * 3);
      const price = Number((product.values.price as { amount: string }).amount);
      const order = add("order", {
        number: `SO${20260000 + (records.get("order")?.size ?? 0)}`,
        customer: customer.id,
        kind: random() < 0.05 ? "refund" : "sale",
        status: pick([
          "completed",
          "completed",
          "completed",
          "completed",
          "paid",
          "shipped",
          "pending",
          "cancelled",
        ]),
        ordered_at: `${daysAgo(joined * random())}Z`,
        amount: money(price * quantity),
        channel: pick(options("order", "channel")),
        region,
        store: random() < 0.3 ? pick(["南京西路店", "湖滨店", "天河城店"]) : null,
      });
      add("order_item", {
        order: order.id,
        line: 1,
        product: product.id,
        description: product.label,
        quantity,
        price: money(price),
        amount: money(price * quantity),
      });
      if (random() < 0.12) {
        const opened = daysAgo(joined * random());
        add("ticket", {
          number: `T${5000 + (records.get("ticket")?.size ?? 0)}`,
          customer: customer.id,
          order: order.id,
          subject: pick(SUBJECTS),
          category: pick(options("ticket", "category")),
          complaint: random() < 0.2,
          priority: pick(options("ticket", "priority")),
          status: pick(["closed", "closed", "solved", "answered", "open"]),
          channel: pick(options("ticket", "channel")),
          opened_at: `${opened}Z`,
          agent: pick(AGENTS),
        });
      }
      if (random() < 0.2) {
        add("survey_answer", {
          customer: customer.id,
          order: order.id,
          kind: "csat",
          scale: "1-5",
          score: 1 + Math.floor(5 * Math.sqrt(random())),
          comment: pick(COMMENTS),
          answered_at: `${daysAgo(joined * random())}Z`,
          channel: "短信",
        });
      }
    }
    if (random() < 0.3) {
      add("interaction", {
        customer: customer.id,
        kind: pick(["call", "visit", "chat", "email"]),
        direction: pick(["in", "out"]),
        happened_at: `${daysAgo(joined * random())}Z`,
        subject: pick(["回访满意度", "介绍新品", "咨询库存", "邀请参加会员日"]),
        agent: pick(AGENTS),
      });
    }
    if (random() < 0.05) {
      add("task", {
        title: pick(["回访沉睡客户", "跟进投诉处理结果", "发送生日礼券"]),
        customer: customer.id,
        status: pick(options("task", "status")),
        priority: pick(options("task", "priority")),
        assignee: pick(AGENTS),
        due_on: daysAgo(-20 * random()).slice(0, 10),
      });
    }
  }
  return {
    company: { name: "禾光生活", zone: "Asia/Shanghai", currency: "CNY", language: "zh-CN" },
    users: [
      {
        id: 1,
        name: "admin",
        displayName: "王芳",
        role: "administrator",
        active: true,
        lastSeenAt: new Date(NOW).toISOString(),
      },
      {
        id: 2,
        name: "chen.jing",
        displayName: "陈静",
        role: "member",
        active: true,
        lastSeenAt: new Date(NOW - 7_200_000).toISOString(),
      },
      { id: 3, name: "zhao.lei", displayName: "赵磊", role: "read_only", active: false, lastSeenAt: null },
    ],
    signedIn: null,
    tokens: [
      { id: 1, label: "数据同步脚本", createdAt: "2026-05-06T02:00:00Z", lastUsedAt: "2026-06-29T22:10:00Z" },
    ],
    objects,
    regions: REGIONS,
    records,
    views: new Map([
      [
        "customer",
        [
          {
            id: 1,
            name: "金卡与钻石客户",
            columns: ["name", "level", "region", "mobile", "joined_at"],
            filter: 'level in ["gold", "diamond"]',
            sort: "-joined_at",
          },
        ],
      ],
    ]),
  };
}

/** Completes a record with its label and links, as the server does. */
export function toRecord(
  { objects, records }: Pick<MockState, "objects" | "records">,
  object: string,
  bare: Omit<RecordItem, "label" | "links">,
): RecordItem {
  const type = objects.find((candidate) => candidate.name === object) as ObjectType;
  const own = type.fields.filter((f) => !f.system);
  const values = Object.fromEntries(own.map((f) => [f.name, bare.values[f.name] ?? null]));
  const label = type.displayFields
    .map((name) => values[name])
    .find((value) => value !== null && value !== "");
  const links = Object.fromEntries(
    own.flatMap((f) => {
      const target =
        f.target === null ? undefined : records.get(f.target)?.get(Number(values[f.name]))?.record;
      return target && f.target !== null
        ? [[f.name, { object: f.target, id: target.id, label: target.label }]]
        : [];
    }),
  );
  return { ...bare, label: String(label ?? `#${bare.id}`), values, links };
}
