import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type Cell, type Field, type MetricDefinition, useObjects, useRegions } from "../api";
import { useFormat } from "../format";
import { regionOf } from "./region";

/** Returns what people call the value a cell has in a dimension: regions by name, choices by label, references by theirs. */
export function useDimensionNames(
  metric: Pick<MetricDefinition, "object" | "dimensions"> | undefined,
): (cell: Pick<Cell, "dimensions" | "labels">, path: string) => string {
  const { t } = useTranslation();
  const { label } = useFormat();
  const regions = useRegions();
  const objects = useObjects();
  return useMemo(() => {
    const fieldOf = (path: string): Field | undefined => {
      let object = metric?.object ?? null;
      let field: Field | undefined;
      for (const name of path.split(".")) {
        field = objects
          .find((type) => type.name === object)
          ?.fields.find((candidate) => candidate.name === name);
        object = field?.target ?? null;
      }
      return field;
    };
    return (cell, path) => {
      const value = cell.dimensions[path] ?? null;
      if (value === null || value === "") {
        return t("metrics.unknown");
      }
      const text = String(value);
      const field = fieldOf(path);
      const type = metric?.dimensions.find((dimension) => dimension.path === regionOf(path))?.type;
      const region = type === "region" ? regions.get(text) : undefined;
      const option = field?.options.find((candidate) => candidate.value === text);
      if (region !== undefined) {
        return label(region);
      }
      if (option !== undefined) {
        return label(option.labels);
      }
      return (
        cell.labels[path] ?? (typeof value === "boolean" ? (value ? t("common.yes") : t("common.no")) : text)
      );
    };
  }, [metric, objects, regions, label, t]);
}
