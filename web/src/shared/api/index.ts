export * from "./client";
export * from "./events";
export * from "./queries";
export type * from "./types";
