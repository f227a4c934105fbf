import type { ECharts, EChartsCoreOption } from "echarts/core";
import { useEffect, useRef } from "react";
import { useTheme } from "../preferences";
import { type ChartColours, chartColours } from "./palette";

/** A mark that was clicked: which series, which of its data. */
export type ChartClick = Readonly<{ seriesIndex: number; dataIndex: number }>;

/**
 * Draws an ECharts option, which is made anew for each theme by a pure `toOption`; both functions must be stable. The
 * canvas is hidden from screen readers: the card around it offers the table.
 */
export function Chart({
  toOption,
  height,
  onOpen,
  onReady,
}: Readonly<{
  toOption: (colours: ChartColours) => EChartsCoreOption;
  height: number;
  /** Called with the mark that was clicked. */
  onOpen?: ((click: ChartClick) => void) | undefined;
  /** Called with the chart once drawn, for exports. */
  onReady?: ((chart: ECharts) => void) | undefined;
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
      chart.on("click", (event) => {
        onOpen?.({ seriesIndex: event.seriesIndex ?? 0, dataIndex: event.dataIndex });
      });
      resized.observe(place);
      onReady?.(chart);
    });
    return () => {
      gone = true;
      resized.disconnect();
      chart?.dispose();
    };
  }, [toOption, dark, onOpen, onReady]);
  return <div ref={element} style={{ height }} aria-hidden />;
}
