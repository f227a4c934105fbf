import type { RouteObject } from "react-router";

export const recordRoutes: RouteObject[] = [
  {
    path: "/records/:object",
    lazy: async () => ({ Component: (await import("./ListPage")).ListPage }),
  },
  {
    path: "/records/:object/:id",
    lazy: async () => ({ Component: (await import("./RecordPage")).RecordPage }),
  },
];
