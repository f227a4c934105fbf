import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { stepText, useFormat } from "../../format";
import { ChartCard } from "../ChartCard";
import type { ChartContext } from "../context";
import type { TileData } from "../shapes";
import type { TileProps } from "../tile";
import { placesOf, toCohortOption } from "./cohort";
import { useTile } from "./common";

export function CohortTile(props: TileProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { state, height, open } = props;
  const { card } = useTile(props);
  const data = state.data?.cohort;
  const cohorts = data?.cohorts ?? [];
  const toOption = useCallback(
    (all: TileData, context: ChartContext) =>
      all.cohort === undefined ? {} : toCohortOption(all.cohort, context),
    [],
  );
  const text = (value: number | null) =>
    value === null || data === undefined ? "–" : format.metric(value, data.unit, data.currency);
  return (
    <ChartCard
      {...card}
      isEmpty={() => cohorts.length === 0}
      toOption={toOption}
      height={height ?? 36 + 28 * cohorts.length}
      along="marks"
      actionsOf={(index) => {
        const place = data === undefined ? undefined : placesOf(data)[index];
        const cohort = place === undefined ? undefined : cohorts[place.row];
        return place === undefined || cohort === undefined
          ? null
          : (open?.({ kind: "cohort", start: cohort.start, k: place.k }) ?? null);
      }}
      table={() => ({
        columns: [
          {
            key: "start",
            title: t("charts.cohort"),
            render: ({ start }) => (data === undefined ? "" : stepText(data.grain, start, format.language)),
          },
          { key: "k", title: t("charts.step"), render: ({ k }) => t("charts.after", { k }) },
          { key: "value", title: t("metrics.value"), align: "end", render: ({ value }) => text(value) },
          {
            key: "interval",
            title: t("metrics.interval"),
            align: "end",
            render: ({ low, high }) => (low === null || high === null ? "–" : `${text(low)} – ${text(high)}`),
          },
          { key: "n", title: t("metrics.n"), align: "end", render: ({ n }) => format.exact(n) },
          {
            key: "state",
            title: t("metrics.state"),
            render: ({ complete }) => (complete ? "" : t("charts.unfinished")),
          },
        ],
        rows: cohorts.flatMap(({ start, steps }) => steps.map((step) => ({ start, ...step }))),
        keyOf: ({ start, k }) => `${start} ${k}`,
      })}
    />
  );
}
