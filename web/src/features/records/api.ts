import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { get, type RecordItem, type RecordPage, type RecordQuery, type View } from "@/shared/api";

export const listQuery = (object: string, query: RecordQuery) =>
  queryOptions({
    queryKey: ["records", object, "list", query],
    queryFn: ({ signal }) => get<RecordPage>(`/records/${object}`, query, signal),
    placeholderData: keepPreviousData,
  });

export const recordQuery = (object: string, id: string | number) =>
  queryOptions({
    queryKey: ["records", object, "one", String(id)],
    queryFn: ({ signal }) => get<RecordItem>(`/records/${object}/${id}`, undefined, signal),
  });

export const viewsQuery = (object: string) =>
  queryOptions({
    queryKey: ["views", object],
    queryFn: () => get<readonly View[]>(`/views/${object}`),
    staleTime: 60_000,
  });
