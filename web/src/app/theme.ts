import { type ThemeConfig, theme } from "antd";

/** Ant Design must know, and not only the styles: it places menus while they move. */
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

/** Ant Design in the colours of styles.css, 13 px text and 32 px controls. */
export function antTheme(dark: boolean): ThemeConfig {
  const colours = dark
    ? {
        accent: "#4ba3d8",
        onAccent: "#06131d",
        background: "#171b21",
        layout: "#101317",
        text: "#e4e8ee",
        quiet: "#a0abb9",
        border: "#323a45",
        error: "#ff8a80",
        link: "#6cb8e6",
      }
    : {
        accent: "#0072b2",
        onAccent: "#ffffff",
        background: "#ffffff",
        layout: "#f5f6f8",
        text: "#1c2430",
        quiet: "#5b6573",
        border: "#d5dae1",
        error: "#c0261b",
        link: "#0066a1",
      };
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: colours.accent,
      // Further from the text on it, not nearer as the algorithm has it.
      colorPrimaryHover: colours.link,
      colorInfo: colours.accent,
      colorLink: colours.link,
      colorError: colours.error,
      colorBgBase: colours.background,
      colorBgContainer: colours.background,
      colorBgElevated: dark ? "#1e242c" : colours.background,
      colorBgLayout: colours.layout,
      colorTextBase: colours.text,
      colorTextDescription: colours.quiet,
      colorTextPlaceholder: dark ? "#8f99a8" : "#6b7482",
      colorBorder: colours.border,
      fontFamily: "var(--font)",
      fontSize: 13,
      borderRadius: 6,
      controlHeight: 32,
      wireframe: false,
      motion: !calm.matches,
    },
    components: {
      Button: {
        primaryColor: colours.onAccent,
        primaryShadow: "none",
        defaultShadow: "none",
        dangerShadow: "none",
      },
      Drawer: { paddingLG: 24 },
      Tabs: { horizontalMargin: "0 0 16px 0" },
    },
  };
}
