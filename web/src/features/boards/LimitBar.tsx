import { CloseOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  answersQuery,
  type Cell,
  type Limit,
  type MetricDefinition,
  metricsQuery,
  Problem,
  type Tile,
  useRegions,
  type Value,
} from "@/shared/api";
import { useDimensionNames } from "@/shared/charts";
import { useFormat } from "@/shared/format";
import type { Scope } from "@/shared/ui/period";
import styles from "./board.module.css";

/** What the board is limited to: the filters of the board as choices, what was chosen on a chart as chips. */
export function LimitBar({
  limits,
  tiles,
  scope,
  nameOf,
  onChange,
}: Readonly<{
  limits: readonly Limit[];
  tiles: readonly Tile[];
  scope: Scope;
  nameOf: (path: string) => string;
  onChange: (path: string, values: readonly Value[]) => void;
}>) {
  const { t } = useTranslation();
  if (limits.length === 0) {
    return null;
  }
  return (
    <section className={styles.limits} aria-label={t("boards.limits")}>
      {limits.map((limit) => (
        <LimitChoice
          key={limit.path}
          limit={limit}
          name={nameOf(limit.path)}
          metric={metricWith(tiles, limit.path)}
          scope={scope}
          onChange={(values) => onChange(limit.path, values)}
        />
      ))}
    </section>
  );
}

/** A metric of the board whose records have the path: its parts are the values to choose from. */
function metricWith(tiles: readonly Tile[], path: string): string | null {
  const by = tiles.find((tile) => tile.by.some((dimension) => dimension === path));
  return by?.metrics[0] ?? null;
}

function LimitChoice({
  limit: { path, values },
  name,
  metric: preferred,
  scope,
  onChange,
}: Readonly<{
  limit: Limit;
  name: string;
  metric: string | null;
  scope: Scope;
  onChange: (values: readonly Value[]) => void;
}>) {
  const { t } = useTranslation();
  const { label } = useFormat();
  const [opened, setOpened] = useState(false);
  const metrics = useQuery(metricsQuery).data;
  const regions = useRegions();
  const metric =
    metrics?.find(({ id }) => id === preferred) ??
    metrics?.find(
      ({ dimensions, object }) => object !== null && dimensions.some((each) => each.path === path),
    );
  const nameOf = useDimensionNames(metric);
  const isRegion = metric?.dimensions.find((dimension) => dimension.path === path)?.type === "region";
  const parts = useQuery({
    ...answersQuery({
      metrics: metric === undefined ? [] : [metric.id],
      by: [path],
      grain: null,
      period: scope.period,
      filter: null,
      currency: null,
      compare: false,
    }),
    enabled: metric !== undefined && !isRegion && (opened || values.length > 0),
  });
  const cells = cellsOf(metric, parts.data?.results);
  const nameOfValue = (value: Value): string => {
    const cell = cells.find((candidate) => (candidate.dimensions[path] ?? null) === value);
    return nameOf(cell ?? { dimensions: { [path]: value }, labels: {} }, path);
  };
  const known: readonly Value[] = isRegion
    ? [...regions.values()].filter(({ code }) => /^CN-\d{2}0000$/.test(code)).map(({ code }) => code)
    : cells.map((cell) => cell.dimensions[path] ?? null);
  const options = [...known, ...values.filter((value) => !known.includes(value))].map((value) => {
    const region = isRegion ? regions.get(String(value)) : undefined;
    return {
      value: JSON.stringify(value),
      label: region === undefined ? nameOfValue(value) : label(region),
    };
  });
  return (
    <span className={`${styles.limit} ${values.length > 0 ? styles.limited : ""}`}>
      <span aria-hidden>{name}</span>
      <Select<readonly string[]>
        mode="multiple"
        variant="borderless"
        size="small"
        aria-label={name}
        className={styles.values ?? ""}
        popupMatchSelectWidth={false}
        maxTagCount="responsive"
        showSearch={{ optionFilterProp: "label" }}
        loading={parts.isFetching}
        placeholder={<span className={styles.all}>{t("boards.all")}</span>}
        value={values.map((value) => JSON.stringify(value))}
        options={options}
        onOpenChange={(open) => setOpened(opened || open)}
        onChange={(chosen) => onChange(chosen.map((text) => JSON.parse(text) as Value))}
      />
      {values.length > 0 ? (
        <button type="button" aria-label={t("boards.unlimit", { name })} onClick={() => onChange([])}>
          <CloseOutlined aria-hidden />
        </button>
      ) : null}
    </span>
  );
}

function cellsOf(
  metric: MetricDefinition | undefined,
  results: ReadonlyMap<string, unknown> | undefined,
): readonly Cell[] {
  const result = metric === undefined ? undefined : results?.get(metric.id);
  return result === undefined || result instanceof Problem
    ? []
    : (result as Readonly<{ cells: readonly Cell[] }>).cells;
}
