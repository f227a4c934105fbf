import { queryOptions } from "@tanstack/react-query";
import {
  apiUrl,
  type Cell,
  call,
  type DefinitionEvent,
  type DefinitionProblem,
  type DefinitionState,
  del,
  type Grain,
  get,
  type Labels,
  type MetricAnswer,
  type Period,
  post,
  put,
  type Unit,
} from "@/shared/api";

export type Draft = Readonly<{ text: string; revision: number; by: string; at: string }>;
export type DefinitionHistory = Readonly<{
  metric: string;
  state: DefinitionState;
  shipped: number | null;
  current: number | null;
  next: number;
  successor: string | null;
  versions: readonly Readonly<{ version: number; by: string; at: string }>[];
  events: readonly DefinitionEvent[];
  draft: Draft | null;
}>;
export type Checked = Readonly<{
  id: string | null;
  version: number | null;
  labels: Labels | null;
  unit: Unit | null;
  interval: string | null;
  intervals: readonly string[];
  problems: readonly DefinitionProblem[];
}>;
export type Preview = Readonly<{
  problems: readonly DefinitionProblem[];
  answer: MetricAnswer | null;
  rows: Readonly<{
    items: readonly Readonly<{ id: number; label: string; numerator: boolean | null }>[];
    counted: number;
    leftOut: readonly Readonly<{ reason: string; text: Labels; n: number }>[];
  }> | null;
}>;
export type Comparison = Readonly<{
  problems: readonly DefinitionProblem[];
  steps: readonly Readonly<{
    time: string | null;
    before: Cell | null;
    after: Cell | null;
    difference: number | null;
  }>[];
  unit: Unit | null;
  currency: string | null;
  overlap: Readonly<{ object: string; both: number; onlyBefore: number; onlyAfter: number }> | null;
  changes: readonly Readonly<{ path: string; before: string | null; after: string | null }>[];
  before: string;
  after: string;
}>;
export type Action = "publish" | "deprecate" | "revive" | "restore";

export const historyQuery = (id: string) =>
  queryOptions({
    queryKey: ["metrics", "definitions", id],
    queryFn: () => get<DefinitionHistory>(`/metrics/definitions/${id}`),
    staleTime: 0,
  });

/** The text in force, or of a version, exactly as written. */
export async function definitionText(id: string, version?: string): Promise<string> {
  const response = await fetch(apiUrl(`/metrics/definitions/${id}/text`, { version }), {
    credentials: "same-origin",
  });
  if (!response.ok) {
    throw new Error(response.statusText);
  }
  return response.text();
}

export const checkQuery = (text: string) =>
  queryOptions({
    queryKey: ["metrics", "studio", "check", text],
    queryFn: ({ signal }) => call<Checked>("POST", "/metrics/studio/check", { body: { text }, signal }),
    placeholderData: (before) => before,
    staleTime: 60_000,
    retry: false,
  });

export const previewQuery = (text: string, key: string, period: Period, grain: Grain | null) =>
  queryOptions({
    queryKey: ["metrics", "studio", "preview", text, period, grain],
    queryFn: ({ signal }) =>
      call<Preview>("POST", "/metrics/studio/preview", {
        body: { text, key: `${key}-${grain ?? "total"}`, period, grain, by: [] },
        signal,
      }),
    placeholderData: (before) => before,
    staleTime: 60_000,
    retry: false,
  });

/** Ends previews on the engine that nobody waits for any more. */
export function endPreviews(key: string, grain: Grain): void {
  for (const part of ["total", grain]) {
    void del(`/metrics/studio/preview/${key}-${part}`).catch(() => undefined);
  }
}

export const comparisonQuery = (
  id: string,
  before: string | null,
  after: string | null,
  period: Period,
  grain: Grain,
) =>
  queryOptions({
    queryKey: ["metrics", "studio", "compare", id, before, after, period, grain],
    queryFn: ({ signal }) =>
      call<Comparison>("POST", `/metrics/definitions/${id}/compare`, {
        body: { before, after, period, grain },
        signal,
      }),
    staleTime: 0,
    retry: false,
  });

export const saveDraft = (id: string, text: string, revision: number) =>
  put<Draft>(`/metrics/definitions/${id}/draft`, { text, revision });
export const discardDraft = (id: string) => del(`/metrics/definitions/${id}/draft`);
export const act = (
  id: string,
  action: Action,
  body: Readonly<{ note: string; revision?: number; successor?: string | null }>,
) => post<DefinitionHistory>(`/metrics/definitions/${id}/${action}`, body);
