import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { type MetricDefinition, metricsQuery, type Tile, useObjects } from "@/shared/api";
import { useFormat } from "@/shared/format";

/** Returns what a dimension is called, by the metrics that have it, else by the objects its path leads through. */
export function usePathName(): (path: string) => string {
  const { label } = useFormat();
  const metrics = useQuery(metricsQuery).data;
  const objects = useObjects();
  return useCallback(
    (path) => {
      const known = metrics
        ?.flatMap(({ dimensions }) => dimensions)
        .find((dimension) => dimension.path === path);
      if (known !== undefined) {
        return label(known.labels);
      }
      const names = path.split(".");
      const field = names.at(-1);
      const owner = objects.find(({ name }) => name === names.at(-2));
      const found = owner?.fields.find(({ name }) => name === field);
      return found === undefined ? path : label(found.labels);
    },
    [metrics, objects, label],
  );
}

/** Returns a tile's title: its own, or one made of what it shows. */
export function useTileTitle(): (tile: Tile) => string {
  const { t } = useTranslation();
  const { label } = useFormat();
  const metrics = useQuery(metricsQuery).data;
  const pathName = usePathName();
  return useCallback(
    (tile) => {
      if (tile.labels !== undefined) {
        return label(tile.labels);
      }
      const names = tile.metrics.map((id) => metricName(metrics, id, label)).join(t("boards.and"));
      const by = tile.by.map(pathName).join(t("boards.and"));
      return by === "" ? names || t(`charts.kinds.${tile.kind}.name`) : t("boards.titleBy", { names, by });
    },
    [t, label, metrics, pathName],
  );
}

function metricName(
  metrics: readonly MetricDefinition[] | undefined,
  id: string,
  label: (labels: MetricDefinition["labels"]) => string,
): string {
  const found = metrics?.find((metric) => metric.id === id);
  return found === undefined ? id : label(found.labels);
}
