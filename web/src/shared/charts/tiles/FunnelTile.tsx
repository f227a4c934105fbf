import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../format";
import { ChartCard } from "../ChartCard";
import type { ChartContext } from "../context";
import type { TileData } from "../shapes";
import type { TileProps } from "../tile";
import { useTile } from "./common";
import { timeText, toFunnelOption } from "./funnel";

export function FunnelTile(props: TileProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { state, height, open } = props;
  const { card } = useTile(props);
  const steps = state.data?.funnel?.steps ?? [];
  const toOption = useCallback(
    (data: TileData, context: ChartContext) => toFunnelOption(data.funnel?.steps ?? [], context),
    [],
  );
  const share = (value: number | null) => (value === null ? "–" : format.percent(value));
  return (
    <ChartCard
      {...card}
      isEmpty={() => steps.length === 0 || steps[0]?.n === 0}
      toOption={toOption}
      height={height ?? 32 + 36 * steps.length}
      along="y"
      actionsOf={(index) => open?.({ kind: "step", step: index }) ?? null}
      table={() => ({
        columns: [
          { key: "label", title: t("charts.step"), render: ({ label }) => label },
          { key: "n", title: t("metrics.n"), align: "end", render: ({ n }) => format.exact(n) },
          {
            key: "first",
            title: t("charts.fromFirst"),
            align: "end",
            render: ({ fromFirst }) => share(fromFirst),
          },
          {
            key: "interval",
            title: t("metrics.interval"),
            align: "end",
            render: ({ low, high }) =>
              low === null || high === null ? "–" : `${share(low)} – ${share(high)}`,
          },
          {
            key: "previous",
            title: t("charts.fromPrevious"),
            align: "end",
            render: ({ fromPrevious }) => share(fromPrevious),
          },
          {
            key: "time",
            title: t("charts.medianTime"),
            align: "end",
            render: ({ medianHours }) => timeText(medianHours, { format, t }) ?? "–",
          },
        ],
        rows: steps,
        keyOf: ({ label }) => label,
      })}
    />
  );
}
