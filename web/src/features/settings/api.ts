import { queryOptions } from "@tanstack/react-query";
import { get, type Settings, type Token, type User } from "@/shared/api";
import type { BusinessHours } from "./hours";

export const settingsQuery = queryOptions({
  queryKey: ["settings"],
  queryFn: () => get<Settings>("/settings"),
});
export const hoursQuery = queryOptions({
  queryKey: ["settings", "hours"],
  queryFn: () => get<BusinessHours>("/settings/hours"),
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
