import type { RouteObject } from "react-router";

export const metricRoutes: RouteObject[] = [
  { path: "/metrics", lazy: async () => ({ Component: (await import("./CataloguePage")).CataloguePage }) },
  {
    path: "/metrics/new",
    lazy: async () => ({ Component: (await import("./studio/StudioPage")).NewMetricPage }),
  },
  {
    path: "/metrics/:id/edit",
    lazy: async () => ({ Component: (await import("./studio/StudioPage")).StudioPage }),
  },
  { path: "/metrics/:id", lazy: async () => ({ Component: (await import("./MetricPage")).MetricPage }) },
];
