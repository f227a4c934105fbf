/** What a new metric can start from: each is right for the objects that every company has. */
export const TEMPLATES = ["share", "sum", "mean", "median", "ratio", "composite"] as const;
export type Template = (typeof TEMPLATES)[number];

type Words = readonly [zh: string, en: string];
type Start = Readonly<{
  labels: Words;
  formula: Words;
  unit: string;
  direction: string;
  interval: string;
  dimensions: string;
  body: string;
}>;

const OF_ORDERS = `counts: order
time: ordered_at
leave_out:
  - { reason: not_paid, when: '!(status in ["paid", "shipped", "completed"])', zh: 未付款或已取消的订单, en: Orders not paid or cancelled }
  - { reason: refund, when: 'kind == "refund"', zh: 退款单, en: Refunds }`;
const BY_ORDERS = "[channel, store, customer.level]";

const STARTS: Readonly<Record<Template, Start>> = {
  share: {
    labels: ["线上订单占比", "Share of online orders"],
    formula: ["线上订单 ÷ 全部订单", "online orders ÷ orders"],
    unit: "percent",
    direction: "up",
    interval: "wilson",
    dimensions: BY_ORDERS,
    body: `${OF_ORDERS}\nform: rows\nvalue: share(channel == "online")`,
  },
  sum: {
    labels: ["已付订单总额", "Total of paid orders"],
    formula: ["订单金额之和", "sum of order amounts"],
    unit: "money",
    direction: "up",
    interval: "total",
    dimensions: BY_ORDERS,
    body: `${OF_ORDERS}\nform: rows\nvalue: sum(amount)`,
  },
  mean: {
    labels: ["平均订单金额", "Mean order amount"],
    formula: ["订单金额的平均值", "mean of order amounts"],
    unit: "money",
    direction: "up",
    interval: "delta",
    dimensions: BY_ORDERS,
    body: `${OF_ORDERS}\nform: rows\nvalue: mean(amount)`,
  },
  median: {
    labels: ["首次答复时长（中位数）", "Median time to first answer"],
    formula: ["从提交到首次答复的中位小时数", "median hours from opening to first answer"],
    unit: "hours",
    direction: "down",
    interval: "order_statistics",
    dimensions: "[channel, category, customer.level]",
    body: `counts: ticket
time: opened_at
leave_out:
  - { reason: not_answered, when: first_answered_at == null, zh: 尚未答复的工单, en: Tickets not answered yet }
form: rows
value: median(hours(opened_at, first_answered_at))`,
  },
  ratio: {
    labels: ["人均订单数", "Orders per customer"],
    formula: ["订单数 ÷ 下单客户数", "orders ÷ customers who ordered"],
    unit: "ratio",
    direction: "up",
    interval: "delta",
    dimensions: BY_ORDERS,
    body: `${OF_ORDERS}
  - { reason: no_customer, when: customer == null, zh: 没有关联客户的订单, en: Orders without a customer }
form: groups
per: customer
roll_up: { orders: count() }
value: sum(orders) / count()`,
  },
  composite: {
    labels: ["每单毛利", "Margin per order"],
    formula: ["毛利 ÷ 订单数", "gross margin ÷ orders"],
    unit: "money",
    direction: "up",
    interval: "composite",
    dimensions: BY_ORDERS,
    body: "form: composite\nvalue: gross_margin / orders",
  },
};

/** A whole definition to start from; the first version of a metric of that id. */
export function newDefinition(template: Template, id: string): string {
  const { labels, formula, unit, direction, interval, dimensions, body } = STARTS[template];
  const both = ([zh, en]: Words) => `{ zh: ${zh}, en: ${en} }`;
  return `metric: ${id}
version: 1
labels: ${both(labels)}
description: ${both(formula)}
falls: { zh: 先看变化是否超出波动，再按维度查原因。, en: First see whether the change is beyond noise; then look for the cause. }
formula: ${both(formula)}
kind: result
stage: growth
unit: ${unit}
direction: ${direction}
owner: operations
minimum: 30
interval: ${interval}
dimensions: ${dimensions}
${body}
`;
}
