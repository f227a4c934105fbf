import type { Import, ImportState } from "@/shared/api/types";

/** Whether the server is working on the import, so that news of it will come. */
export function isAtWork(state: ImportState): boolean {
  return state === "checking" || state === "running" || state === "cancelling";
}

/** The import as last heard of, and when the phase it is in was first seen, to tell how long it will take. */
export type Followed = Readonly<{
  import: Import;
  since: Readonly<{ phase: string; at: number; done: number }> | null;
}>;

/** Takes in an event. Events may come twice after a reconnection: within one phase, work done does not become undone. */
export function follow(before: Followed | null, event: Import, now: number): Followed {
  const { progress } = event;
  if (progress === null) {
    return { import: event, since: null };
  }
  const known = before?.import.progress;
  const samePhase = before?.import.state === event.state && known?.phase === progress.phase;
  if (samePhase && known && known.done > progress.done) {
    return before;
  }
  return {
    import: event,
    since:
      samePhase && before?.since ? before.since : { phase: progress.phase, at: now, done: progress.done },
  };
}

/** Seconds the phase will still take at the pace so far; null while that cannot be said. */
export function secondsLeft({ import: { progress }, since }: Followed, now: number): number | null {
  if (progress === null || progress.total === null || since === null) {
    return null;
  }
  const seconds = (now - since.at) / 1000;
  const done = progress.done - since.done;
  return seconds < 2 || done <= 0 ? null : ((progress.total - progress.done) * seconds) / done;
}
