import { queryOptions } from "@tanstack/react-query";
import { get, type Import, type ImportTarget } from "@/shared/api";

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
