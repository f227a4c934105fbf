import type { Issue } from "./types";

/** What the server answered instead of what was asked: problem+json, with all issues at once. */
export class Problem extends Error {
  constructor(
    /** The HTTP status; 0 when the server could not be reached. */
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly issues: readonly Issue[] = [],
    /** Everything the answer said, such as `current` of a 409. */
    readonly body: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
    this.name = "Problem";
  }

  /** Returns the issues at one path, such as `values.name`. */
  issuesAt(path: string): readonly Issue[] {
    return this.issues.filter((issue) => issue.path === path);
  }
}

type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;
type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type Options = Readonly<{ query?: Query; body?: unknown; signal?: AbortSignal | undefined }>;

let whenSignedOut: () => unknown = () => undefined;

/** Sets what happens when the server no longer knows the session. */
export function onSignedOut(listener: () => unknown): void {
  whenSignedOut = listener;
}

/** Returns the address of a call; parameters that are null, undefined or empty are left out. */
export function apiUrl(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "") {
      parameters.set(name, String(value));
    }
  }
  const text = parameters.toString();
  return `/api${path}${text === "" ? "" : `?${text}`}`;
}

/** Calls the server; throws a {@link Problem} for every answer but success. An empty answer is undefined. */
export async function call<T>(
  method: Method,
  path: string,
  { query, body, signal }: Options = {},
): Promise<T> {
  const headers = new Headers({ Accept: "application/json" });
  const form = body instanceof FormData;
  if (body !== undefined && !form) {
    headers.set("Content-Type", "application/json");
  }
  const token = csrfToken();
  if (method !== "GET" && token !== null) {
    headers.set("X-XSRF-TOKEN", token);
  }
  const response = await reach(apiUrl(path, query), {
    method,
    headers,
    credentials: "same-origin",
    ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  });
  if (!response.ok) {
    const problem = await toProblem(response);
    if (problem.status === 401 && path !== "/session") {
      whenSignedOut();
    }
    throw problem;
  }
  const text = await response.text();
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

export const get = <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> =>
  call<T>("GET", path, { ...(query ? { query } : {}), signal });
export const post = <T>(path: string, body?: unknown): Promise<T> => call<T>("POST", path, { body });
export const put = <T>(path: string, body: unknown): Promise<T> => call<T>("PUT", path, { body });
export const patch = <T>(path: string, body: unknown): Promise<T> => call<T>("PATCH", path, { body });
export const del = (path: string, query?: Query): Promise<void> =>
  call<void>("DELETE", path, query ? { query } : {});

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") {
      throw error;
    }
    throw new Problem(0, "OFFLINE", "The server could not be reached.");
  }
}

/** Reads what a refusal says. */
export async function toProblem(response: Response): Promise<Problem> {
  const body = await readJson(response);
  return new Problem(
    response.status,
    typeof body.code === "string" ? body.code : `HTTP_${response.status}`,
    typeof body.detail === "string" ? body.detail : response.statusText,
    Array.isArray(body.issues) ? (body.issues as Issue[]) : [],
    body,
  );
}

/** Returns the answer's JSON object; an empty one when a proxy answered with something else. */
async function readJson(response: Response): Promise<Record<string, unknown>> {
  if (!response.headers.get("Content-Type")?.includes("json")) {
    return {};
  }
  return (await response.json()) as Record<string, unknown>;
}

/** What proves that a change comes from our own page; null before the first answer. */
export function csrfToken(): string | null {
  const match = /(?:^|;\s*)XSRF-TOKEN=([^;]*)/.exec(document.cookie);
  return match?.[1] === undefined ? null : decodeURIComponent(match[1]);
}
