import { useLocation, useSearchParams } from "react-router";
import type { ObjectType, View } from "@/shared/api";

export const PAGE_SIZE = 50;

/** What a list shows; all of it stands in the address, so that the list can be sent to a colleague. */
export type ListState = Readonly<{
  view: number | null;
  columns: readonly string[];
  filter: string | null;
  sort: string | null;
  search: string;
  cursor: string | null;
  /** The cursors of the pages gone through to get here; null on a page opened from a link. */
  trail: readonly string[] | null;
}>;

type Change = Partial<Pick<ListState, "view" | "columns" | "filter" | "sort" | "search">>;

/** The list the address describes, and how to change it. Whatever changes what is listed goes back to the first page. */
export function useListState(type: ObjectType) {
  const [parameters, setParameters] = useSearchParams();
  const location = useLocation();
  const trail = trailOf(location.state);
  const cursor = parameters.get("after");
  const state: ListState = {
    view: parameters.has("view") ? Number(parameters.get("view")) : null,
    columns: knownFields(type, parameters.get("columns")?.split(",")) ?? type.listFields,
    filter: parameters.get("filter"),
    sort: parameters.get("sort"),
    search: parameters.get("q") ?? "",
    cursor,
    trail: cursor === null ? [] : trail,
  };

  const change = (next: Change) => {
    setParameters((before) => {
      const after = new URLSearchParams(before);
      after.delete("after");
      set(after, "view", next.view === undefined ? after.get("view") : next.view);
      set(after, "columns", next.columns === undefined ? after.get("columns") : next.columns.join(","));
      set(after, "filter", next.filter === undefined ? after.get("filter") : next.filter);
      set(after, "sort", next.sort === undefined ? after.get("sort") : next.sort);
      set(after, "q", next.search === undefined ? after.get("q") : next.search);
      return after;
    });
  };
  const goTo = (page: string | null, newTrail: readonly string[] | null) => {
    const after = new URLSearchParams(parameters);
    set(after, "after", page);
    setParameters(after, { state: { trail: newTrail } });
  };
  return {
    state,
    change,
    open: (view: View | null) =>
      change({
        view: view?.id ?? null,
        columns: view?.columns ?? [],
        filter: view?.filter ?? null,
        sort: view?.sort ?? null,
        search: "",
      }),
    next: (page: string) => goTo(page, cursor === null ? [] : state.trail && [...state.trail, cursor]),
    previous: () => goTo(state.trail?.at(-1) ?? null, state.trail?.slice(0, -1) ?? null),
  };
}

/** Whether the list shows something else than the view it was opened from. */
export function differs(state: ListState, view: View): boolean {
  return (
    state.columns.join() !== view.columns.join() ||
    (state.filter ?? "") !== (view.filter ?? "") ||
    (state.sort ?? "") !== (view.sort ?? "")
  );
}

function knownFields(type: ObjectType, names: readonly string[] | undefined): readonly string[] | null {
  const known = names?.filter((name) => type.fields.some((field) => field.name === name)) ?? [];
  return known.length === 0 ? null : known;
}

function set(parameters: URLSearchParams, name: string, value: string | number | null): void {
  if (value === null || value === "") {
    parameters.delete(name);
  } else {
    parameters.set(name, String(value));
  }
}

function trailOf(state: unknown): readonly string[] | null {
  const trail = typeof state === "object" && state !== null && "trail" in state ? state.trail : null;
  return Array.isArray(trail) ? trail.filter((item) => typeof item === "string") : null;
}
