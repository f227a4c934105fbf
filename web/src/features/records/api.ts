import { queryOptions } from "@tanstack/react-query";
import { get, type RecordItem, type View } from "@/shared/api";

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
