import { queryOptions } from "@tanstack/react-query";
import { get, type Import, type ImportTarget, type Mapping } from "@/shared/api";

export const importsQuery = queryOptions({
  queryKey: ["imports"],
  queryFn: () => get<readonly Import[]>("/imports"),
  staleTime: 0,
});

export const importQuery = (id: string | number) =>
  queryOptions({
    queryKey: ["imports", String(id)],
    queryFn: () => get<Import>(`/imports/${id}`),
    staleTime: 0,
  });

export const targetsQuery = queryOptions({
  queryKey: ["imports", "targets"],
  queryFn: () => get<readonly ImportTarget[]>("/imports/targets"),
  staleTime: 5 * 60_000,
});

/** What the columns probably are when the rows are to become that target. */
export const suggestionQuery = (id: number, target: string) =>
  queryOptions({
    queryKey: ["imports", String(id), "suggestion", target],
    queryFn: () => get<Mapping>(`/imports/${id}/suggestion`, { target }),
    staleTime: 5 * 60_000,
  });
