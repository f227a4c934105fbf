import type { RouteObject } from "react-router";

export const exploreRoutes: RouteObject[] = [
  { path: "/explore", lazy: async () => ({ Component: (await import("./ExplorePage")).ExplorePage }) },
];
