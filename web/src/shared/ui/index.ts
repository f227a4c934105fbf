export * from "./DataTable";
export * from "./Page";
export * from "./problems";
export * from "./states";
