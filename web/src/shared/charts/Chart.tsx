import type { ECharts, EChartsCoreOption } from "echarts/core";
import { useEffect, useRef } from "react";
import { useTheme } from "../preferences";
import { type ChartColours, chartColours } from "./palette";

/**
 * Draws an ECharts option, which is made anew for each theme by a pure `toOption`; the functions must be stable. The
 * canvas is hidden from screen readers: the card around it offers the table.
 */
export function Chart({
  toOption,
  height,
  along = "x",
  onOpen,
  onReady,
}: Readonly<{
  toOption: (colours: ChartColours) => EChartsCoreOption;
  height: number;
  /** The axis that names what can be opened. */
  along?: "x" | "y";
  /** Called with the place on that axis that was clicked, anywhere beside it. */
  onOpen?: ((index: number) => void) | undefined;
  /** Called with the chart once drawn, for exports; with null when it is gone. */
  onReady?: ((chart: ECharts | null) => void) | undefined;
}>) {
  const element = useRef<HTMLDivElement>(null);
  const { dark } = useTheme();
  useEffect(() => {
    const place = element.current;
    if (place === null) {
      return;
    }
    let chart: ECharts | null = null;
    let gone = false;
    const resized = new ResizeObserver(() => chart?.resize());
    void import("./echarts").then(({ init }) => {
      if (gone) {
        return;
      }
      chart = init(place);
      chart.setOption({
        animation: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
        animationDuration: 250,
        ...toOption(chartColours(dark)),
      });
      if (onOpen !== undefined) {
        openByPlace(chart, along, onOpen);
      }
      resized.observe(place);
      onReady?.(chart);
    });
    return () => {
      gone = true;
      resized.disconnect();
      onReady?.(null);
      chart?.dispose();
    };
  }, [toOption, dark, along, onOpen, onReady]);
  return <div ref={element} style={{ height }} aria-hidden />;
}

/** Marks are small; the whole band beside a name on the axis opens what it names. */
function openByPlace(chart: ECharts, along: "x" | "y", onOpen: (index: number) => void): void {
  const canvas = chart.getZr();
  const placeOf = (event: { offsetX: number; offsetY: number }): number | null => {
    const at = [event.offsetX, event.offsetY];
    const index = chart.convertFromPixel({ seriesIndex: 0 }, at)?.[along === "x" ? 0 : 1];
    return chart.containPixel("grid", at) && typeof index === "number" && index >= 0
      ? Math.round(index)
      : null;
  };
  canvas.on("click", (event) => {
    const index = placeOf(event);
    if (index !== null) {
      onOpen(index);
    }
  });
  canvas.on("mousemove", (event) => canvas.setCursorStyle(placeOf(event) === null ? "default" : "pointer"));
}
