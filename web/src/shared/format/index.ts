export * from "./choices";
export * from "./estimate";
export * from "./format";
export * from "./period";
export * from "./useFormat";
export * from "./zone";
