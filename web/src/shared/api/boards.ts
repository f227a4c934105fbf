import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { call, get, Problem, post } from "./client";
import type { Answers } from "./metrics";
import type {
  Board,
  BoardAnswer,
  BoardDefinition,
  BoardSummary,
  Embed,
  Look,
  MetricResult,
  ProblemJson,
  ProjectionStatus,
  TileAnswer,
} from "./types";

export const boardsQuery = queryOptions({
  queryKey: ["boards", "list"],
  queryFn: () => get<readonly BoardSummary[]>("/boards"),
  staleTime: 60_000,
});

export const boardQuery = (id: string) =>
  queryOptions({
    queryKey: ["boards", "one", id],
    queryFn: () => get<Board>(`/boards/${id}`),
    staleTime: 60_000,
  });

/** What tiles of a board show; the server makes their questions. */
export const boardAnswersQuery = (id: string, look: Look) =>
  queryOptions({
    queryKey: ["boards", "answers", id, look],
    queryFn: ({ signal }) => call<BoardAnswer>("POST", `/boards/${id}/answers`, { body: look, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

/** What tiles would show that are not saved. */
export const previewQuery = (definition: BoardDefinition, look: Look) =>
  queryOptions({
    queryKey: ["boards", "answers", "preview", definition, look],
    queryFn: ({ signal }) =>
      call<BoardAnswer>("POST", "/boards/preview", { body: { ...look, definition }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

export const embedsQuery = (board: string) =>
  queryOptions({
    queryKey: ["boards", "embeds", board],
    queryFn: () => get<readonly Embed[]>(`/boards/${board}/embeds`),
  });

/** How far the analysis is; told anew by {@link useLiveProjection} whenever it moves. */
export const projectionQuery = queryOptions({
  queryKey: ["projection"],
  queryFn: () => get<ProjectionStatus>("/projection"),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Makes a board of one's own that shows the same as another. */
export const copyBoard = (id: string, labels: BoardDefinition["labels"] | null): Promise<Board> =>
  post<Board>(`/boards/${id}/copy`, { labels });

/** The answers of one question of a tile, and why metrics have none. */
export function answersOf(tile: TileAnswer, asOf: string | null, results: readonly MetricResult[]): Answers {
  const known = new Map<string, MetricResult | Problem>(results.map((result) => [result.metric, result]));
  for (const [metric, problem] of Object.entries(tile.problems)) {
    known.set(metric, problemOf(problem));
  }
  return { asOf: asOf ?? "", results: known };
}

export function problemOf({ status, code, detail, issues }: ProblemJson): Problem {
  return new Problem(status, code, detail, issues);
}
