import { useEffect, useRef, useSyncExternalStore } from "react";

/** A key that does something on this page; `mod+` means ⌘ on a Mac, Ctrl elsewhere. */
export type Shortcut = Readonly<{ keys: string; label: string }>;
type Bound = Shortcut & { run: () => void };

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
let bound: readonly Bound[] = [];
const listeners = new Set<() => void>();

/** Binds the key while the component is shown, and lists it under `?`; without `run` the key does nothing for now. */
export function useShortcut(keys: string, label: string, run: (() => void) | undefined): void {
  const latest = useRef(run);
  latest.current = run;
  const enabled = run !== undefined;
  useEffect(() => {
    if (!enabled) {
      return;
    }
    const shortcut: Bound = { keys, label, run: () => latest.current?.() };
    change([...bound, shortcut]);
    return () => change(bound.filter((other) => other !== shortcut));
  }, [keys, label, enabled]);
}

/** The shortcuts that work now. */
export function useShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(subscribe, () => bound);
}

/** Returns the keys as they stand on the person's keyboard. */
export function keyNames(keys: string): readonly string[] {
  return keys
    .split("+")
    .map((key) => (key === "mod" ? (isMac ? "⌘" : "Ctrl") : key.length === 1 ? key.toUpperCase() : key));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function change(next: readonly Bound[]): void {
  if (bound.length === 0) {
    document.addEventListener("keydown", onKey);
  }
  bound = next;
  if (bound.length === 0) {
    document.removeEventListener("keydown", onKey);
  }
  for (const listener of listeners) {
    listener();
  }
}

function onKey(event: KeyboardEvent): void {
  const mod = event.metaKey || event.ctrlKey;
  const typing =
    event.target instanceof HTMLElement &&
    event.target.closest("input, textarea, select, [contenteditable]") !== null;
  const inDialog =
    document.querySelector(
      "dialog[open], .ant-modal-wrap:not([style*='display: none']), .ant-drawer-open",
    ) !== null;
  if (event.defaultPrevented || event.isComposing || event.altKey || (!mod && (typing || inDialog))) {
    return;
  }
  const pressed = `${mod ? "mod+" : ""}${event.key.toLowerCase()}`;
  const shortcut = bound.findLast(({ keys }) => keys === pressed);
  if (shortcut) {
    event.preventDefault();
    shortcut.run();
  }
}
