import { useEffect } from "react";
import { apiUrl } from "./client";

/**
 * Listens to a stream of server-sent events whose data is JSON; returns how to stop. The browser reconnects by itself
 * until `onMessage` answers false, which means that was the last one.
 */
export function listen<T>(path: string, onMessage: (message: T) => boolean): () => void {
  const source = new EventSource(apiUrl(path));
  source.onmessage = (event: MessageEvent<string>) => {
    if (!onMessage(JSON.parse(event.data) as T)) {
      source.close();
    }
  };
  return () => source.close();
}

/** Listens while the component is shown; null listens to nothing. `onMessage` must be stable. */
export function useEvents<T>(path: string | null, onMessage: (message: T) => boolean): void {
  useEffect(() => (path === null ? undefined : listen(path, onMessage)), [path, onMessage]);
}
