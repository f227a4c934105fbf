// Runs before the first paint, so that a remembered dark theme does not flash white.
(() => {
  const { documentElement: root } = document;
  let theme = null;
  let language = null;
  try {
    theme = localStorage.getItem("zhike.theme");
    language = localStorage.getItem("zhike.language");
  } catch {
    // Storage may be forbidden; the system's theme and the browser's language stand in.
  }
  const dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.theme = dark ? "dark" : "light";
  root.lang = language ?? (navigator.language.startsWith("zh") ? "zh-CN" : "en");
})();
