/** Time zones a company can keep its days in, those of China first. */
export const ZONES: readonly string[] = first(
  ["Asia/Shanghai", "Asia/Hong_Kong", "Asia/Taipei", "Asia/Urumqi", "UTC"],
  Intl.supportedValuesOf("timeZone"),
);

/** Currencies (ISO 4217), the common ones first. */
export const CURRENCIES: readonly string[] = first(
  ["CNY", "USD", "EUR", "GBP", "JPY", "HKD", "TWD", "KRW", "SGD"],
  Intl.supportedValuesOf("currency"),
);

function first(common: readonly string[], all: readonly string[]): readonly string[] {
  return [...new Set([...common, ...all])];
}
