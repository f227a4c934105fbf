import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { call, get, Problem } from "./client";
import type { MetricAnswer, MetricQuery, MetricResult, MetricTarget } from "./types";

/** What was asked of several metrics at once: each has its result, or why there is none. */
export type Answers = Readonly<{
  asOf: string;
  results: ReadonlyMap<string, MetricResult | Problem>;
}>;

export const targetsQuery = (metric: string) =>
  queryOptions({
    queryKey: ["metrics", "targets", metric],
    queryFn: () => get<readonly MetricTarget[]>(`/metrics/${metric}/targets`),
  });

export const answersQuery = (query: MetricQuery) =>
  queryOptions({
    queryKey: ["metrics", "query", query],
    queryFn: ({ signal }) => ask(query, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    enabled: query.metrics.length > 0,
  });

/** Asks for all at once; where that is refused, one by one, so that one metric's trouble is not everyone's. */
export async function ask(query: MetricQuery, signal?: AbortSignal): Promise<Answers> {
  try {
    const { asOf, results } = await answer(query, signal);
    return { asOf, results: new Map(results.map((result) => [result.metric, result])) };
  } catch (error) {
    if (!isRefusal(error) || query.metrics.length === 1) {
      throw error;
    }
  }
  const each = await Promise.all(
    query.metrics.map((metric) =>
      answer({ ...query, metrics: [metric] }, signal).catch((error: unknown) => {
        if (isRefusal(error)) {
          return error;
        }
        throw error;
      }),
    ),
  );
  const given = each.find((one) => !(one instanceof Problem)) as MetricAnswer | undefined;
  if (given === undefined) {
    throw each[0];
  }
  return {
    asOf: given.asOf,
    results: new Map(
      query.metrics.map((metric, index) => {
        const one = each[index] as MetricAnswer | Problem;
        return [metric, one instanceof Problem ? one : (one.results[0] as MetricResult)];
      }),
    ),
  };
}

function answer(query: MetricQuery, signal: AbortSignal | undefined): Promise<MetricAnswer> {
  return call<MetricAnswer>("POST", "/metrics/query", { body: query, signal });
}

/** Whether the trouble may be that of one metric, not of the connection or the person. */
function isRefusal(error: unknown): error is Problem {
  return error instanceof Problem && [404, 409, 422, 500].includes(error.status);
}
