import type { RouteObject } from "react-router";

const board = async () => ({ Component: (await import("./BoardPage")).BoardPage });

export const boardRoutes: RouteObject[] = [
  { path: "/boards", lazy: board },
  { path: "/boards/:id", lazy: board },
];
