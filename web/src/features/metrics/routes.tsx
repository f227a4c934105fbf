import type { RouteObject } from "react-router";

export const metricRoutes: RouteObject[] = [];
