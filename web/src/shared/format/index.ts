export * from "./choices";
export * from "./format";
export * from "./useFormat";
export * from "./zone";
