const KEY = "zhike.sql";
const MOST = 30;

/** The statements this browser ran last, the newest first. */
export function history(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

export function remember(statement: string): void {
  const kept = [statement, ...history().filter((one) => one !== statement)].slice(0, MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing has no history.
  }
}
