import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { get, type RecordPage, type RecordQuery, useObjectType, useRegions, type Value } from "../api";
import { useFormat } from "../format";

/** A page of an object's records. */
export const listQuery = (object: string, query: RecordQuery) =>
  queryOptions({
    queryKey: ["records", object, "list", query],
    queryFn: ({ signal }) => get<RecordPage>(`/records/${object}`, query, signal),
    placeholderData: keepPreviousData,
  });
/** Percent numbers keep the digits a person typed: 12.3 is 0.123, not 0.12300000000000001. */
export function fromPercent(percent: number): number {
  return Number((percent / 100).toPrecision(12));
}

export function toPercent(fraction: number): number {
  return Number((fraction * 100).toPrecision(12));
}

/** The places by name within what they lie in: 广东省 / 深圳市. */
export function useRegionOptions(): { value: string; label: string; search: string }[] {
  const regions = useRegions();
  const { label, compare } = useFormat();
  return [...regions.values()]
    .map((region) => {
      const parent = region.parent === null ? undefined : regions.get(region.parent);
      const inside = parent?.parent === null ? undefined : parent;
      const name = inside === undefined ? label(region) : `${label(inside)} / ${label(region)}`;
      return { value: region.code, label: name, search: `${name} ${region.zh} ${region.en}` };
    })
    .sort((a, b) => compare(a.label, b.label));
}

/** The records that fit what is typed, some of the newest before anything is. */
export function useRecordOptions(object: string) {
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed);
  const type = useObjectType(object);
  const { data, isFetching } = useQuery({
    ...listQuery(object, { search, limit: 20 }),
    enabled: type !== undefined,
  });
  const options = (data?.items ?? []).map((record) => ({
    value: record.id,
    label: nameOf(record.label, record.values, type?.displayFields),
  }));
  return { options, onSearch: setTyped, isFetching };
}

/** A record's label with the next thing it is known by, to tell namesakes apart. */
function nameOf(
  label: string,
  values: Readonly<Record<string, Value>>,
  displayFields: readonly string[] = [],
): string {
  const other = displayFields
    .map((name) => values[name])
    .find((value) => typeof value === "string" && value !== label);
  return other === undefined ? label : `${label} · ${other}`;
}
