import type { MetricDefinition, Value } from "../api/types";

/** What the server calls the province of a region: `customer.region.province`. */
const PROVINCE = "province";

/** The path of the province of a region; of a province itself the same path. */
export function provinceOf(path: string): string {
  return isProvincePath(path) ? path : `${path}.${PROVINCE}`;
}

export function isProvincePath(path: string): boolean {
  return path.endsWith(`.${PROVINCE}`);
}

/** The path of the region whose province a path is. */
export function regionOf(path: string): string {
  return isProvincePath(path) ? path.slice(0, -PROVINCE.length - 1) : path;
}

/** Whether a dimension of a metric holds places. */
export function isRegionPath(metric: Pick<MetricDefinition, "dimensions">, path: string): boolean {
  return metric.dimensions.some(
    (dimension) => dimension.path === regionOf(path) && dimension.type === "region",
  );
}

/**
 * The condition that a dimension has a value, in the language of filters. Numbers are those of references and number fields,
 * texts those of all others.
 */
export function conditionOf(path: string, value: Value): string {
  if (value === null) {
    return `${regionOf(path)} == null`;
  }
  if (isProvincePath(path)) {
    // "CN" is what is known of it only to be in China; its provinces are other values.
    return value === "CN"
      ? `${regionOf(path)} == "CN"`
      : `within(${regionOf(path)}, ${JSON.stringify(value)})`;
  }
  return typeof value === "string" ? `${path} == ${JSON.stringify(value)}` : `${path} == ${String(value)}`;
}

/** Two conditions of which both must hold; null says nothing. */
export function both(one: string | null, other: string | null): string | null {
  return one === null || other === null ? (one ?? other) : `(${one}) && (${other})`;
}

/** `CN-440300` → `440300`; null for countries and what is no code. */
export function adcode(value: Value | undefined): string | null {
  const code = typeof value === "string" ? /^CN-(\d{6})$/.exec(value)?.[1] : undefined;
  return code ?? null;
}
