import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import { type ProjectionStatus, projectionQuery } from "@/shared/api";
import { useEvents } from "@/shared/api/events";

type Event = ProjectionStatus & Readonly<{ changes: number }>;

/** Hears from the server when records have changed, and asks then for what is shown; nobody asks before. */
export function useLiveProjection(): void {
  const client = useQueryClient();
  const last = useRef<Event | null>(null);
  const onEvent = useCallback(
    (event: Event) => {
      const before = last.current;
      last.current = event;
      client.setQueryData(projectionQuery.queryKey, {
        state: event.state,
        asOf: event.asOf,
        progress: event.progress,
      });
      const isNew =
        before !== null &&
        (before.changes !== event.changes || (before.state !== "current" && event.state === "current"));
      if (isNew) {
        // A page nobody sees asks when it is looked at again.
        void client.invalidateQueries({
          queryKey: ["boards", "answers"],
          refetchType: document.hidden ? "none" : "active",
        });
      }
      return true;
    },
    [client],
  );
  useEvents<Event>("/projection/events", onEvent);
}
