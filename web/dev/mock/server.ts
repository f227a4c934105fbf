import { json, serve } from "./http.ts";
import { importRoutes } from "./imports.ts";
import { metricRoutes } from "./metrics.ts";
import { recordRoutes } from "./records.ts";
import { sessionRoutes } from "./session.ts";
import { type MockState, seed } from "./state.ts";

/** Returns a server of docs/api.md that keeps everything in memory; same start, same data. */
export function createMock(start: Partial<MockState> = {}): (request: Request) => Promise<Response> {
  const state = { ...seed(), ...start };
  const answer = serve([
    ...sessionRoutes(state),
    ...recordRoutes(state),
    ...importRoutes(state),
    ...metricRoutes(state),
  ]);
  return async (request) => {
    const open = /^\/api\/(session|setup)$/.test(new URL(request.url).pathname);
    return state.signedIn === null && !open
      ? json({ status: 401, code: "NOT_SIGNED_IN", detail: "Nobody is signed in.", issues: [] }, 401)
      : answer(request);
  };
}
