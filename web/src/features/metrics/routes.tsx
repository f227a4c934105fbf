import type { RouteObject } from "react-router";

export const metricRoutes: RouteObject[] = [
  { path: "/metrics", lazy: async () => ({ Component: (await import("./CataloguePage")).CataloguePage }) },
  { path: "/metrics/:id", lazy: async () => ({ Component: (await import("./MetricPage")).MetricPage }) },
];
