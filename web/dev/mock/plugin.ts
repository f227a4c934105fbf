import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { Connect, Plugin } from "vite";

/** Serves docs/api.md from memory, for work on the screens without the application. */
export function mockServer(): Plugin {
  const middleware: Connect.NextHandleFunction = (request, response, next) => {
    if (!request.url?.startsWith("/api")) {
      next();
      return;
    }
    answer(request, response).catch(next);
  };
  return {
    name: "zhike-mock",
    configureServer: (server) => {
      server.middlewares.use(middleware);
    },
    configurePreviewServer: (server) => {
      server.middlewares.use(middleware);
    },
  };
}

let server: Promise<(request: Request) => Promise<Response>> | null = null;

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  server ??= import("./server.ts").then(({ createMock }) => createMock());
  const hasBody = request.method !== "GET" && request.method !== "DELETE";
  const result = await (await server)(
    new Request(`http://localhost${request.url}`, {
      method: request.method ?? "GET",
      headers: request.headers as Record<string, string>,
      ...(hasBody ? { body: Readable.toWeb(request) as ReadableStream, duplex: "half" } : {}),
    } as RequestInit),
  );
  response.writeHead(result.status, Object.fromEntries(result.headers));
  if (result.body === null) {
    response.end();
    return;
  }
  Readable.fromWeb(result.body as Parameters<typeof Readable.fromWeb>[0]).pipe(response);
}
