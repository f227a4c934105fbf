import type { Route } from "./http.ts";
import type { MockState } from "./state.ts";

export function metricRoutes(_state: MockState): readonly Route[] {
  return [];
}
