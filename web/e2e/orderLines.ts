import type { Language } from "./browser";

const HEADINGS: Readonly<Record<Language, readonly string[]>> = {
  "zh-CN": ["订单号", "下单时间", "客户编号", "客户姓名", "手机号", "商品编码", "商品名称", "数量", "单价"],
  en: [
    "Order number",
    "Order date",
    "Customer number",
    "Customer name",
    "Mobile",
    "SKU",
    "Product name",
    "Quantity",
    "Unit price",
  ],
};
const FAMILY = [..."王李张刘陈杨赵黄周吴"];
const GIVEN = ["芳", "伟", "敏", "静", "强", "磊"];
const PRODUCTS: Readonly<Record<Language, readonly string[]>> = {
  "zh-CN": ["龙井茶", "手冲壶", "燕麦饼干", "保温杯", "坚果礼盒"],
  en: ["Green tea", "Kettle", "Oat biscuits", "Flask", "Box of nuts"],
};

/** A small file of order lines of the year 2025 and what an import of it must come to, counted here by hand. */
export type OrderLines = Readonly<{
  name: string;
  text: string;
  columns: number;
  read: number;
  rejected: readonly string[];
  customers: readonly string[];
  products: number;
  orders: number;
  items: number;
  /** In cents, so that sums are exact. */
  revenue: number;
  amounts: readonly number[];
}>;

export function orderLines(language: Language): OrderLines {
  const products = PRODUCTS[language];
  const customers = FAMILY.flatMap((family) => GIVEN.map((given) => family + given));
  const rows: (readonly (string | number)[])[] = [];
  const amounts: number[] = [];
  const row = (
    order: string,
    date: string,
    customer: number,
    product: number,
    quantity: string,
    price: string,
  ) => [
    order,
    date,
    `C${1001 + customer}`,
    customers[customer] ?? "",
    `138${String(10_000_000 + customer * 7919)}`,
    `P${product + 1}`,
    products[product] ?? "",
    quantity,
    price,
  ];
  const two = (value: number) => String(value).padStart(2, "0");
  for (let order = 0; order < 180; order++) {
    const date = `2025-${two((order % 12) + 1)}-${two(((order * 5) % 28) + 1)} ${two(9 + (order % 10))}:30`;
    let amount = 0;
    for (let line = 0; line <= order % 2; line++) {
      const quantity = 1 + ((order + line) % 4);
      const cents = 1050 + ((order * 37 + line * 11) % 90) * 100;
      amount += quantity * cents;
      rows.push(
        row(
          `S${order + 1}`,
          date,
          (order * 7) % 60,
          (order + line) % 5,
          String(quantity),
          (cents / 100).toFixed(2),
        ),
      );
    }
    amounts.push(amount);
  }
  const items = rows.length;
  const words = language === "en" ? "on request" : "面议";
  const bad = [
    row("X1", "2025-02-30 10:00", 3, 1, "1", "20.00"),
    row("X2", "2025-03-03 10:00", 4, 2, "2", words),
    row("X3", "2025-04-04 10:00", 5, 3, "", "30.00"),
  ];
  rows.splice(40, 0, ...bad);
  return {
    name: language === "en" ? "Order lines 2025.csv" : "订单明细2025.csv",
    text: `${[HEADINGS[language], ...rows].map((cells) => cells.join(",")).join("\r\n")}\r\n`,
    columns: HEADINGS[language].length,
    read: rows.length,
    rejected: ["2025-02-30 10:00", words, ""],
    customers,
    products: products.length,
    orders: amounts.length,
    items,
    revenue: amounts.reduce((sum, amount) => sum + amount, 0),
    amounts,
  };
}
