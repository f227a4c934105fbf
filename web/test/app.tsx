import { QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import i18next from "i18next";
import { createMemoryRouter, RouterProvider } from "react-router";
import { vi } from "vitest";
import { createMock } from "../dev/mock/server.ts";
import type { MockState } from "../dev/mock/state.ts";
import { leaveWhenSignedOut, routes } from "../src/app/router";
import { createQueryClient } from "../src/shared/api";
import { startI18n } from "../src/shared/i18n";
import { rememberLanguage } from "../src/shared/preferences";

/** Opens the whole application at a page, before a server that keeps everything in memory. */
export async function openApp(
  path: string,
  { language = "zh-CN", ...state }: Partial<MockState> & { language?: "zh-CN" | "en" } = {},
) {
  const server = createMock({ signedIn: 1, ...state });
  const calls: string[] = [];
  const fetchFromMock = async (input: RequestInfo | URL, init: RequestInit = {}) => {
    const url = new URL(String(input), "http://localhost");
    calls.push(
      `${init.method ?? "GET"} ${decodeURIComponent(url.pathname + url.search).replaceAll("+", " ")}`,
    );
    // The browser's abort signals are not Node's.
    const { signal: _signal, ...rest } = init;
    return server(new Request(url, rest));
  };
  vi.stubGlobal("fetch", fetchFromMock);
  rememberLanguage(language);
  if (i18next.isInitialized) {
    await i18next.changeLanguage(language);
  }
  await startI18n();
  const queryClient = createQueryClient();
  const router = createMemoryRouter(routes(queryClient), { initialEntries: [path] });
  leaveWhenSignedOut(queryClient, router);
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return { router, calls, fetch: fetchFromMock };
}
