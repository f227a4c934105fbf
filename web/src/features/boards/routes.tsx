import type { RouteObject } from "react-router";

const board = async () => ({ Component: (await import("./BoardPage")).BoardPage });

export const boardRoutes: RouteObject[] = [
  { path: "/boards", lazy: board },
  { path: "/boards/mine", lazy: async () => ({ Component: (await import("./MinePage")).MinePage }) },
  { path: "/boards/:id", lazy: board },
  {
    path: "/boards/:id/edit",
    lazy: async () => ({ Component: (await import("./builder/BuilderPage")).BuilderPage }),
  },
];

/** A board on somebody's page, for people who are not signed in. */
export const embedRoutes: RouteObject[] = [
  { path: "/embed/:token", lazy: async () => ({ Component: (await import("./EmbedPage")).EmbedPage }) },
];
