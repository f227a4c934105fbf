import { queryOptions } from "@tanstack/react-query";
import { get, type Settings, type Token, type User } from "@/shared/api";

export const settingsQuery = queryOptions({
  queryKey: ["settings"],
  queryFn: () => get<Settings>("/settings"),
});
export const usersQuery = queryOptions({
  queryKey: ["users"],
  queryFn: () => get<readonly User[]>("/users"),
});
export const tokensQuery = queryOptions({
  queryKey: ["tokens"],
  queryFn: () => get<readonly Token[]>("/tokens"),
});
export type ScopeRule = Readonly<{ object: string; condition: string }>;
export const scopesQuery = (user: number) =>
  queryOptions({
    queryKey: ["users", user, "scopes"],
    queryFn: () => get<readonly ScopeRule[]>(`/users/${user}/scopes`),
  });
