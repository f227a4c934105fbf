import { useSearchParams } from "react-router";

/** What an address says, and how to change it; null takes a word out. */
export function useParameters() {
  const [parameters, setParameters] = useSearchParams();
  const set = (next: Readonly<Record<string, string | null>>) =>
    setParameters((before) => {
      const after = new URLSearchParams(before);
      for (const [name, value] of Object.entries(next)) {
        if (value === null || value === "") {
          after.delete(name);
        } else {
          after.set(name, value);
        }
      }
      return after;
    });
  return { get: (name: string) => parameters.get(name), set };
}

/** A whole number between bounds, or the usual one. */
export function numberIn(text: string | null, low: number, high: number, usual: number): number {
  const value = Number(text ?? Number.NaN);
  return Number.isInteger(value) && value >= low && value <= high ? value : usual;
}

/** The address of the rows behind a mark: the question and the mark stand in it. */
export function rowsHref(
  kind: "cohorts" | "funnel" | "distribution" | "flow",
  query: unknown,
  mark: object,
): string {
  return `/explore/rows?${new URLSearchParams({ kind, ask: JSON.stringify({ query, ...mark }) })}`;
}

/** Hands the browser a file. */
export function save(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
