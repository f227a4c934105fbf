export * from "./boards";
export * from "./client";
export * from "./definitions";
export * from "./events";
export * from "./explore";
export * from "./metrics";
export * from "./queries";
export type * from "./types";
export * from "./upload";
