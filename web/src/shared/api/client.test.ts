import { describe, expect, test, vi } from "vitest";
import { apiUrl, call, get, onSignedOut, Problem, patch } from "./client";

function answer(body: unknown, init: ResponseInit & { type?: string } = {}) {
  const sent: { url: string; body: RequestInit["body"]; headers: Headers }[] = [];
  vi.stubGlobal("fetch", async (url: string, request: RequestInit) => {
    sent.push({ url, body: request.body, headers: new Headers(request.headers) });
    return new Response(body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body), {
      ...init,
      headers: { "Content-Type": init.type ?? "application/json" },
    });
  });
  return sent;
}

async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Problem) {
      return error;
    }
    throw error;
  }
  throw new Error("no problem");
}

describe("a call", () => {
  test("leaves out parameters that say nothing and writes the others safely", () => {
    expect(apiUrl("/records/order", { filter: 'a == "b&c"', search: "", cursor: null, limit: 50 })).toBe(
      "/api/records/order?filter=a+%3D%3D+%22b%26c%22&limit=50",
    );
  });

  test("sends JSON with the CSRF token of the cookie", async () => {
    // biome-ignore lint/suspicious/noDocumentCookie: jsdom has no cookie store
    document.cookie = "XSRF-TOKEN=a%2Fb";
    const sent = answer({ ok: true });
    await expect(patch("/settings", { name: "知客" })).resolves.toEqual({ ok: true });
    expect(sent[0]?.headers.get("X-XSRF-TOKEN")).toBe("a/b");
    expect(sent[0]?.headers.get("Content-Type")).toBe("application/json");
    expect(sent[0]?.body).toBe('{"name":"知客"}');
  });

  test("sends no token with a GET", async () => {
    // biome-ignore lint/suspicious/noDocumentCookie: jsdom has no cookie store
    document.cookie = "XSRF-TOKEN=abc";
    const sent = answer([]);
    await get("/objects");
    expect(sent[0]?.headers.has("X-XSRF-TOKEN")).toBe(false);
  });

  test("lets the browser describe a form with files", async () => {
    const sent = answer({});
    const form = new FormData();
    await call("POST", "/imports", { body: form });
    expect(sent[0]?.headers.has("Content-Type")).toBe(false);
    expect(sent[0]?.body).toBe(form);
  });

  test("has no value for an empty answer", async () => {
    answer(undefined, { status: 204 });
    await expect(call("DELETE", "/session")).resolves.toBeUndefined();
  });
});

describe("a refusal", () => {
  test("tells all issues and everything else it said", async () => {
    const issues = [
      { path: "values.name", code: "REQUIRED", message: "", arguments: [] },
      { path: "values.email", code: "BAD_VALUE", message: "", arguments: [] },
    ];
    answer(
      { status: 409, code: "CHANGED", detail: "Changed.", issues, current: { id: 1 } },
      { status: 409, type: "application/problem+json" },
    );
    const problem = await problemOf(get("/x"));
    expect(problem.status).toBe(409);
    expect(problem.code).toBe("CHANGED");
    expect(problem.issuesAt("values.email")).toEqual([issues[1]]);
    expect(problem.body.current).toEqual({ id: 1 });
  });

  test("that is not JSON, as of a proxy, still is a problem", async () => {
    answer("<html>Bad gateway</html>", { status: 502, type: "text/html" });
    expect(await problemOf(get("/x"))).toMatchObject({ status: 502, code: "HTTP_502", issues: [] });
  });

  test("for want of a session is told to the application, except while signing in", async () => {
    const listener = vi.fn();
    onSignedOut(listener);
    answer({ code: "NOT_SIGNED_IN" }, { status: 401 });
    await problemOf(call("POST", "/session", { body: {} }));
    expect(listener).not.toHaveBeenCalled();
    await problemOf(get("/objects"));
    expect(listener).toHaveBeenCalledOnce();
  });

  test("of a server that is not there has the code OFFLINE", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    expect(await problemOf(get("/x"))).toMatchObject({ status: 0, code: "OFFLINE" });
  });
});
