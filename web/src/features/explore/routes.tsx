import type { RouteObject } from "react-router";

export const exploreRoutes: RouteObject[] = [
  { path: "/explore", lazy: async () => ({ Component: (await import("./ExplorePage")).ExplorePage }) },
  {
    path: "/explore/compare",
    lazy: async () => ({ Component: (await import("./ComparePage")).ComparePage }),
  },
  {
    path: "/explore/cohorts",
    lazy: async () => ({ Component: (await import("./CohortsPage")).CohortsPage }),
  },
  { path: "/explore/funnel", lazy: async () => ({ Component: (await import("./FunnelPage")).FunnelPage }) },
  {
    path: "/explore/distribution",
    lazy: async () => ({ Component: (await import("./DistributionPage")).DistributionPage }),
  },
  { path: "/explore/flow", lazy: async () => ({ Component: (await import("./FlowPage")).FlowPage }) },
  { path: "/explore/sql", lazy: async () => ({ Component: (await import("./SqlPage")).SqlPage }) },
  { path: "/explore/rows", lazy: async () => ({ Component: (await import("./RowsPage")).RowsPage }) },
];
