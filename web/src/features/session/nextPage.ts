/** Returns the page to go on to after signing in: only ever one of our own. */
export function nextPage(next: string | null): string {
  return next?.startsWith("/") && !/^\/[/\\]/.test(next) ? next : "/";
}
