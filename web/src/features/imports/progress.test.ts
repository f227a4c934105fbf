import { expect, test } from "vitest";
import type { Import, ImportState } from "@/shared/api/types";
import { follow, isAtWork, secondsLeft } from "./progress";

const at = (state: ImportState, phase: string | null, done = 0, total: number | null = 100): Import => ({
  id: 1,
  fileName: "orders.csv",
  size: 1,
  state,
  format: { kind: "csv", encoding: "UTF-8", delimiter: ",", gzip: false, sheet: null },
  header: [],
  sample: [],
  mapping: null,
  progress: phase === null ? null : { phase, done, total },
  check: null,
  result: null,
  problem: null,
  createdAt: "2026-06-30T10:00:00Z",
  createdBy: "admin",
});

test("the newest event is the import", () => {
  const first = follow(null, at("running", "reading", 10), 0);
  const second = follow(first, at("running", "reading", 30), 1000);
  expect(second.import.progress?.done).toBe(30);
});

test("an old event that comes again after a reconnection does not undo progress", () => {
  const first = follow(null, at("running", "reading", 30), 0);
  expect(follow(first, at("running", "reading", 10), 1000)).toBe(first);
});

test("a new phase may begin at zero, and so may the import after its dry run", () => {
  const reading = follow(null, at("checking", "reading", 90), 0);
  expect(follow(reading, at("checking", "customer", 0), 1000).import.progress?.phase).toBe("customer");
  expect(follow(reading, at("running", "reading", 0), 1000).import.progress?.done).toBe(0);
});

test("the end is taken in whatever was heard before", () => {
  const running = follow(null, at("running", "order", 90), 0);
  const done = follow(running, at("done", null), 1000);
  expect(done).toEqual({ import: at("done", null), since: null });
  expect(isAtWork(done.import.state)).toBe(false);
});

test("the time left follows the pace of this phase", () => {
  const first = follow(null, at("running", "reading", 20), 0);
  const later = follow(first, at("running", "reading", 60), 4000);
  expect(secondsLeft(later, 4000)).toBeCloseTo(4);
});

test("without pace or total no time is promised", () => {
  const first = follow(null, at("running", "reading", 20), 0);
  expect(secondsLeft(first, 500)).toBeNull();
  expect(secondsLeft(follow(first, at("running", "reading", 40, null), 4000), 4000)).toBeNull();
});
