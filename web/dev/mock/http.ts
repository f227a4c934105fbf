import type { Issue } from "../../src/shared/api/types";

export type Call = Readonly<{
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  request: Request;
  json: <T>() => Promise<T>;
}>;
export type Answer = Response | unknown;
export type Route = readonly [method: string, path: string, handle: (call: Call) => Answer | Promise<Answer>];

/** A refusal as docs/api.md describes it. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly issues: readonly Issue[] = [],
    readonly extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
  }
}

export function issue(path: string, code: string, message: string, rest: Partial<Issue> = {}): Issue {
  return { path, code, message, arguments: [], ...rest };
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(body === undefined ? null : JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/json", ...headers },
  });
}

export const empty = (): Response => new Response(null, { status: 204 });

/** Returns a function that answers requests by the first route that fits. */
export function serve(routes: readonly Route[]): (request: Request) => Promise<Response> {
  const compiled = routes.map(([method, path, handle]) => ({
    method,
    handle,
    pattern: new RegExp(`^/api${path.replace(/:(\w+)/g, "(?<$1>[^/]+)")}$`),
  }));
  return async (request) => {
    const url = new URL(request.url);
    for (const { method, pattern, handle } of compiled) {
      const match = method === request.method ? pattern.exec(url.pathname) : null;
      if (match) {
        try {
          const answer = await handle({
            params: { ...match.groups },
            query: url.searchParams,
            request,
            json: async <T>() => (await request.json()) as T,
          });
          return answer instanceof Response ? answer : json(answer);
        } catch (error) {
          return refused(error);
        }
      }
    }
    return refused(new Refusal(404, "NOT_FOUND", `There is no ${url.pathname}.`));
  };
}

function refused(error: unknown): Response {
  if (!(error instanceof Refusal)) {
    throw error;
  }
  const { status, code, message, issues, extra } = error;
  return json({ status, code, detail: message, issues, ...extra }, status, {
    "Content-Type": "application/problem+json",
  });
}
