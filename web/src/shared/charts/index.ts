export * from "./Chart";
export * from "./palette";
