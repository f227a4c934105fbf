import { queryOptions } from "@tanstack/react-query";
import { get } from "./client";
import type { Issue, Labels } from "./types";

export type DefinitionProblem = Issue & Readonly<{ inLine?: number; inColumn?: number; suggestion?: string }>;
export type DefinitionState = "draft" | "live" | "deprecated" | "broken";
export type DefinitionEvent = Readonly<{
  kind: "published" | "deprecated" | "revived" | "restored";
  version: number;
  note: string;
  successor: string | null;
  by: string;
  at: string;
}>;
export type DefinitionEntry = Readonly<{
  id: string;
  labels: Labels;
  state: DefinitionState;
  own: boolean;
  shipped: boolean;
  version: number | null;
  published: DefinitionEvent | null;
  deprecation: DefinitionEvent | null;
  draftBy: string | null;
  problems: readonly DefinitionProblem[];
}>;

export const definitionsQuery = queryOptions({
  queryKey: ["metrics", "definitions"],
  queryFn: () => get<readonly DefinitionEntry[]>("/metrics/definitions"),
});
