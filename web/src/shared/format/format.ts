import type { Labels, Language, Money, Unit } from "../api/types";

/** Writes numbers, money and dates for one language and the company's time zone. */
export type Format = Readonly<{
  language: Language;
  /** The text in the language. */
  label: (labels: Labels) => string;
  /** The text inside a sentence: no capital in English. */
  noun: (labels: Labels) => string;
  /** Every digit: 1,234,567.5. */
  exact: (value: number, decimals?: number) => string;
  /** Short from ten thousand on: 123.5万, 1.2M. */
  short: (value: number) => string;
  /** A fraction as percent with one decimal: 12.3%. */
  percent: (fraction: number) => string;
  /** Every digit with the currency: ¥1,234.50. */
  money: (money: Money) => string;
  shortMoney: (value: number, currency: string) => string;
  /** A metric's value in its unit, short. */
  metric: (value: number, unit: Unit, currency: string | null) => string;
  /** A metric's value with every digit that means something, for hover. */
  exactMetric: (value: number, unit: Unit, currency: string | null) => string;
  /** A calendar day (`2026-01-31`) or the day of an instant in the company's zone. */
  date: (value: string) => string;
  /** The month of a day or an instant: 2026年6月, June 2026. */
  month: (value: string) => string;
  dateTime: (instant: string) => string;
  /** How long ago: 3 小时前, 3 hours ago. */
  ago: (instant: string, now?: number) => string;
  bytes: (size: number) => string;
  /** One of several: 金卡或钻石, gold or diamond. */
  either: (texts: readonly string[]) => string;
  /** Orders texts as people of the language do: Chinese by pinyin. */
  compare: (a: string, b: string) => number;
}>;

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["year", 31_556_952],
  ["month", 2_629_746],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

const made = new Map<string, Format>();

/** Returns the format; the same object for the same language and zone. */
export function formatOf(language: Language, zone: string): Format {
  const key = `${language} ${zone}`;
  const format = made.get(key) ?? make(language, zone);
  made.set(key, format);
  return format;
}

function make(language: Language, zone: string): Format {
  const grouped = new Intl.NumberFormat(language, { maximumFractionDigits: 6 });
  const compact = new Intl.NumberFormat(language, { notation: "compact", maximumFractionDigits: 1 });
  const small = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const oneDecimal = new Intl.NumberFormat(language, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(language, {
    style: "percent",
    maximumFractionDigits: 1,
    minimumFractionDigits: 1,
  });
  const exactPercent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 4 });
  const day = new Intl.DateTimeFormat("en-CA", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    timeZone: zone,
  });
  const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone });
  const englishDay = new Intl.DateTimeFormat("en-GB", {
    year: "numeric",
    month: "short",
    day: "numeric",
    timeZone: "UTC",
  });
  const monthFormat = new Intl.DateTimeFormat(language, { year: "numeric", month: "long", timeZone: "UTC" });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const choice = new Intl.ListFormat(language, { type: "disjunction" });
  const collator = new Intl.Collator(language === "zh-CN" ? "zh-Hans-CN-u-co-pinyin" : "en", {
    numeric: true,
  });

  const short = (value: number) => (Math.abs(value) < 10_000 ? small.format(value) : compact.format(value));
  const currencyFormat = (currency: string, options: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(language, { style: "currency", currency, ...options });
  const shortMoney = (value: number, currency: string) =>
    Math.abs(value) < 10_000
      ? currencyFormat(currency, {
          maximumFractionDigits: Math.abs(value) < 1_000 ? 2 : 0,
          minimumFractionDigits: 0,
        }).format(value)
      : currencyFormat(currency, {
          notation: "compact",
          maximumFractionDigits: 1,
          minimumFractionDigits: 0,
        }).format(value);
  const isoDay = (value: string) => (value.length > 10 ? day.format(new Date(value)) : value);
  const date = (value: string) => {
    const iso = isoDay(value);
    return language === "zh-CN" ? iso : englishDay.format(new Date(`${iso}T00:00:00Z`));
  };
  const unitText = (text: string, unit: Unit) => {
    const chinese = language === "zh-CN";
    switch (unit) {
      case "hours":
        return chinese ? `${text} 小时` : `${text} hours`;
      case "days":
        return chinese ? `${text} 天` : `${text} days`;
      case "months":
        return chinese ? `${text} 个月` : `${text} months`;
      case "ratio":
        return chinese ? `${text} 倍` : `${text}×`;
      case "years":
        return chinese ? `${text} 年` : `${text} years`;
      case "per_year":
        return chinese ? `${text} 次/年` : `${text} a year`;
      case "count":
      case "money":
      case "percent":
      case "points":
        return text;
    }
  };

  return {
    language,
    label: (labels) => (language === "zh-CN" ? labels.zh : labels.en),
    noun: (labels) =>
      language === "zh-CN" ? labels.zh : labels.en.charAt(0).toLowerCase() + labels.en.slice(1),
    exact: (value, decimals) =>
      decimals === undefined
        ? grouped.format(value)
        : new Intl.NumberFormat(language, {
            minimumFractionDigits: decimals,
            maximumFractionDigits: decimals,
          }).format(value),
    short,
    percent: (fraction) => percent.format(fraction),
    money: ({ amount, currency }) =>
      currencyFormat(currency, { maximumFractionDigits: 4 }).format(amount as Intl.StringNumericLiteral),
    shortMoney,
    metric: (value, unit, currency) => {
      switch (unit) {
        case "percent":
          return percent.format(value);
        case "money":
          return currency === null ? short(value) : shortMoney(value, currency);
        case "points":
          return oneDecimal.format(value);
        case "count":
          return short(value);
        case "hours":
        case "days":
        case "months":
        case "ratio":
        case "years":
        case "per_year":
          return unitText(Math.abs(value) < 10_000 ? oneDecimal.format(value) : short(value), unit);
      }
    },
    exactMetric: (value, unit, currency) => {
      switch (unit) {
        case "percent":
          return exactPercent.format(value);
        case "money":
          return currency === null
            ? grouped.format(value)
            : currencyFormat(currency, { maximumFractionDigits: 2 }).format(value);
        case "count":
        case "points":
        case "hours":
        case "days":
        case "months":
        case "ratio":
        case "years":
        case "per_year":
          return unitText(grouped.format(value), unit);
      }
    },
    date,
    month: (value) => monthFormat.format(new Date(`${isoDay(value)}T00:00:00Z`)),
    dateTime: (instant) => `${date(instant)} ${time.format(new Date(instant))}`,
    ago: (instant, now = Date.now()) => {
      const seconds = (Date.parse(instant) - now) / 1000;
      const step = STEPS.find(([, length]) => Math.abs(seconds) >= length);
      return step ? relative.format(Math.round(seconds / step[1]), step[0]) : relative.format(0, "minute");
    },
    bytes: (size) => {
      const power = size < 1024 ? 0 : Math.min(3, Math.floor(Math.log(size) / Math.log(1024)));
      return `${small.format(size / 1024 ** power)} ${["B", "KB", "MB", "GB"][power]}`;
    },
    either: (texts) => choice.format(texts),
    compare: collator.compare,
  };
}
