import type { ECharts, EChartsCoreOption } from "echarts/core";
import { useEffect, useEffectEvent, useRef } from "react";
import { useTheme } from "../preferences";
import { type ChartColours, chartColours } from "./palette";

/** A point of the drawing, in pixels from its corner. */
export type Point = Readonly<{ x: number; y: number }>;

/**
 * Draws an ECharts option, which is made anew for each theme by a pure `toOption`; `toOption`, `pieces` and `onReady` must
 * be stable. The canvas is hidden from screen readers: the card around it offers the table.
 */
export function Chart({
  toOption,
  height,
  along = "x",
  pieces,
  onOpen,
  onReady,
}: Readonly<{
  toOption: (colours: ChartColours) => EChartsCoreOption;
  height: number;
  /** The axis that names what can be opened; `marks` where it is the data with an `open` of their own. */
  along?: "x" | "y" | "marks";
  /** Loads the parts of ECharts that only some charts need. */
  pieces?: (() => Promise<unknown>) | undefined;
  /** Called with the place on that axis that was clicked, anywhere beside it, or with the `open` of the mark. */
  onOpen?: ((index: number, at: Point) => void) | undefined;
  /** Called with the chart once drawn, for exports; with null when it is gone. */
  onReady?: ((chart: ECharts | null) => void) | undefined;
}>) {
  const element = useRef<HTMLDivElement>(null);
  const { dark } = useTheme();
  const opens = onOpen !== undefined;
  const open = useEffectEvent((index: number, at: Point) => onOpen?.(index, at));
  useEffect(() => {
    const place = element.current;
    if (place === null) {
      return;
    }
    let chart: ECharts | null = null;
    let gone = false;
    const resized = new ResizeObserver(() => chart?.resize());
    void Promise.all([import("./echarts"), pieces?.()]).then(([{ init }]) => {
      if (gone) {
        return;
      }
      chart = init(place);
      chart.setOption({
        animation: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
        animationDuration: 250,
        ...toOption(chartColours(dark)),
      });
      if (opens) {
        if (along === "marks") {
          openByMark(chart, open);
        } else {
          openByPlace(chart, along, open);
        }
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
  }, [toOption, dark, along, opens, pieces, onReady]);
  return <div ref={element} style={{ height }} aria-hidden />;
}

type Open = (index: number, at: Point) => void;

/** Marks are small; the whole band beside a name on the axis opens what it names. */
function openByPlace(chart: ECharts, along: "x" | "y", onOpen: Open): void {
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
      onOpen(index, { x: event.offsetX, y: event.offsetY });
    }
  });
  canvas.on("mousemove", (event) => canvas.setCursorStyle(placeOf(event) === null ? "default" : "pointer"));
}

function openByMark(chart: ECharts, onOpen: Open): void {
  chart.on("click", ({ data, event }) => {
    const index = (data as { open?: unknown } | undefined)?.open;
    if (typeof index === "number") {
      onOpen(index, { x: event?.offsetX ?? 0, y: event?.offsetY ?? 0 });
    }
  });
}
