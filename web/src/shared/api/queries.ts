import { QueryClient, queryOptions, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { get, Problem } from "./client";
import type { MetricDefinition, ObjectType, Region, Session } from "./types";

/**
 * The rules of the room: a query key starts with what it reads (`["records", object, …]`), so that a change can say
 * `invalidateQueries({ queryKey: ["records", object] })`; options are made by `xQuery(…)` functions that hooks, prefetches
 * and tests share.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // A refusal stays a refusal; only a server that is not there now may be there in a moment.
        retry: (failures, error) =>
          failures < 2 && error instanceof Problem && [0, 502, 503, 504].includes(error.status),
      },
    },
  });
}

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: () => get<Session>("/session"),
  staleTime: Number.POSITIVE_INFINITY,
});

/** The order of the standard objects wherever objects are listed; a company's own follow. */
const ORDER = [
  "customer",
  "contact",
  "order",
  "order_item",
  "product",
  "ticket",
  "interaction",
  "survey_answer",
  "marketing_cost",
  "task",
];

function rank({ name }: ObjectType): number {
  const index = ORDER.indexOf(name);
  return index < 0 ? ORDER.length : index;
}

export const objectsQuery = queryOptions({
  queryKey: ["objects"],
  queryFn: async () => (await get<readonly ObjectType[]>("/objects")).toSorted((a, b) => rank(a) - rank(b)),
  staleTime: 5 * 60_000,
});

export const regionsQuery = queryOptions({
  queryKey: ["regions"],
  queryFn: () => get<readonly Region[]>("/regions"),
  staleTime: Number.POSITIVE_INFINITY,
});

export const metricsQuery = queryOptions({
  queryKey: ["metrics"],
  queryFn: () => get<readonly MetricDefinition[]>("/metrics"),
  staleTime: 5 * 60_000,
});

/** The session as last seen; the router has loaded it before anything is drawn. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data;
}

/** What the signed-in person may do. */
export function useRole(): Readonly<{ mayWrite: boolean; isAdministrator: boolean }> {
  const role = useSession().user?.role;
  return {
    mayWrite: role === "administrator" || role === "member",
    isAdministrator: role === "administrator",
  };
}

/** All objects; the shell has loaded them before its pages are drawn. */
export function useObjects(): readonly ObjectType[] {
  return useSuspenseQuery(objectsQuery).data;
}

/** Returns the object of that name, or undefined when there is none. */
export function useObjectType(name: string | undefined): ObjectType | undefined {
  return useObjects().find((object) => object.name === name);
}

const NO_REGIONS: ReadonlyMap<string, Region> = new Map();

/** Regions by code; empty until they have arrived. */
export function useRegions(): ReadonlyMap<string, Region> {
  const { data } = useQuery({
    ...regionsQuery,
    select: toRegionMap,
  });
  return data ?? NO_REGIONS;
}

function toRegionMap(regions: readonly Region[]): ReadonlyMap<string, Region> {
  return new Map(regions.map((region) => [region.code, region]));
}
