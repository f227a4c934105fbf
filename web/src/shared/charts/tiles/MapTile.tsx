import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { answersQuery, type Cell, Problem, useRegions } from "../../api";
import { useFormat } from "../../format";
import { useTheme } from "../../preferences";
import { ChartCard } from "../ChartCard";
import styles from "../charts.module.css";
import { type ChartContext, useChartContext } from "../context";
import { COUNTRY, hasCities, loadCentres, loadGeometry } from "../geometry";
import { chartColours } from "../palette";
import { adcode, both, conditionOf, provinceOf, regionOf } from "../region";
import type { TileProps } from "../tile";
import { resultOf, useActions, useNumberColumns, useTile } from "./common";
import { type Area, type MapPoint, shadesOf, toAreas, toMapOption, toPoints } from "./map";

const pieces = () => import("../pieces/map");
const NOTHING: readonly Cell[] = [];
const NO_POINTS: readonly MapPoint[] = [];

export function MapTile(props: TileProps) {
  const { t } = useTranslation();
  const { metric: numberText, label } = useFormat();
  const { question, scope, height, rowsOf } = props;
  const { id, metric, result: country, nameOf, dimensionTitle, card } = useTile(props);
  const [given = "", member] = question.by;
  const region = regionOf(given);
  const province = provinceOf(given);
  const regions = useRegions();
  const actions = useActions(props);
  const [drilled, setDrilled] = useState<string | null>(null);
  const inside = useQuery({
    ...answersQuery({
      metrics: [id],
      by: [region],
      grain: null,
      period: scope.period,
      filter: both(scope.filter, conditionOf(province, `CN-${drilled}`)),
      currency: scope.currency,
      compare: false,
    }),
    enabled: drilled !== null,
  });
  const geometry = useQuery({
    queryKey: ["geometry", drilled],
    queryFn: () => loadGeometry(drilled),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const cities = inside.data?.results.get(id);
  const result = drilled === null ? country : cities instanceof Problem ? undefined : cities;
  const path = drilled === null ? province : region;
  const { areas, outside } = useMemo(
    () =>
      geometry.data === undefined
        ? { areas: [], outside: [] }
        : toAreas(geometry.data, result?.cells ?? NOTHING, path, (code, outline) => {
            const known = regions.get(`CN-${code}`);
            return known === undefined ? outline : label(known);
          }),
    [geometry.data, result, path, regions, label],
  );
  const points = usePoints(props, nameOf, drilled);
  const map = drilled ?? COUNTRY;
  const toOption = useCallback(
    (_: unknown, context: ChartContext) =>
      result === undefined || areas.length === 0 ? {} : toMapOption(map, areas, points, result, context),
    [map, areas, points, result],
  );
  const rows: readonly Area[] = [
    ...areas.filter(({ cell }) => cell !== null),
    ...outside.map((cell): Area => ({ code: "", key: "", name: nameOf(cell, path), cell })),
  ];
  const numbers = useNumberColumns<Area>(result, ({ cell }) => cell ?? undefined);
  const drill = (code: string, name: string) => ({
    key: "drill",
    text: t("charts.drill", { name }),
    run: () => setDrilled(code),
  });
  const failed = drilled === null ? null : (inside.error ?? (cities instanceof Problem ? cities : null));
  const ready = result !== undefined && geometry.data !== undefined;
  return (
    <ChartCard
      {...card}
      state={{
        ...card.state,
        data: ready ? card.state.data : undefined,
        error: card.state.error ?? failed ?? geometry.error,
        isFetching: card.state.isFetching || inside.isFetching,
        refetch: () => {
          card.state.refetch();
          void geometry.refetch();
          if (drilled !== null) {
            void inside.refetch();
          }
        },
      }}
      note={
        drilled === null ? undefined : (
          <span>
            {label(regions.get(`CN-${drilled}`) ?? { zh: drilled, en: drilled })}{" "}
            <button type="button" className={styles.inline} onClick={() => setDrilled(null)}>
              {t("charts.back")}
            </button>
          </span>
        )
      }
      isEmpty={() => drilled === null && rows.length === 0 && points.length === 0}
      toOption={toOption}
      height={height ?? 380}
      along="marks"
      pieces={pieces}
      actionsOf={(index) => {
        const area = areas[index];
        const point = points[index - areas.length];
        if (point !== undefined) {
          return actions(id, point.cell, point.name, member);
        }
        if (area === undefined) {
          return null;
        }
        const more = drilled === null && hasCities(area.code) ? [drill(area.code, area.name)] : [];
        return area.cell === null ? { more } : actions(id, area.cell, area.name, path, null, more);
      }}
      legend={
        result === undefined ? null : (
          <Classes
            areas={areas}
            unit={result.unit}
            text={(value) => numberText(value, result.unit, result.currency)}
          />
        )
      }
      table={() => ({
        columns: [
          { key: "name", title: dimensionTitle(region), render: ({ name }: Area) => name },
          ...numbers,
        ],
        rows,
        keyOf: ({ cell, code }: Area) => JSON.stringify(cell?.dimensions ?? code),
        hrefOf: ({ cell }: Area) => (cell === null ? "" : rowsOf(id, cell, null)),
      })}
      foot={
        outside.length > 0 || points.length > 0 ? (
          <p className={styles.foot}>
            {outside.length > 0
              ? `${t("charts.outside", {
                  names: outside
                    .slice(0, 6)
                    .map(
                      (cell) =>
                        `${nameOf(cell, path)} ${numberText(cell.value ?? 0, result?.unit ?? metric?.unit ?? "count", result?.currency ?? null)}`,
                    )
                    .join(" · "),
                })} `
              : ""}
            {points.length > 0 ? t("charts.points") : ""}
          </p>
        ) : undefined
      }
    />
  );
}

/** The members of the second dimension, each in the middle of its city. */
function usePoints(
  { state: { data }, question }: TileProps,
  nameOf: ReturnType<typeof useTile>["nameOf"],
  within: string | null,
): readonly MapPoint[] {
  const [id = ""] = question.metrics;
  const [given = "", member] = question.by;
  const region = regionOf(given);
  const members = resultOf(data, 1, id)?.cells ?? NOTHING;
  const places = resultOf(data, 2, id)?.cells ?? NOTHING;
  const provinces = [
    ...new Set(
      places.flatMap((cell) => {
        const code = adcode(cell.dimensions[region]);
        return code === null ? [] : [`${code.slice(0, 2)}0000`];
      }),
    ),
  ].sort();
  const centres = useQuery({
    queryKey: ["geometry", "centres", provinces],
    queryFn: () => loadCentres(provinces),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: member !== undefined && provinces.length > 0,
  }).data;
  return useMemo(() => {
    if (member === undefined || centres === undefined) {
      return NO_POINTS;
    }
    const points = toPoints(members, places, member, region, centres, (cell) => nameOf(cell, member));
    return within === null ? points : points.filter(({ code }) => code.startsWith(within.slice(0, 2)));
  }, [member, region, centres, within, members, places, nameOf]);
}

/** What the colours stand for, from the lowest class up. */
function Classes({
  areas,
  unit,
  text,
}: Readonly<{
  areas: readonly Area[];
  unit: Parameters<typeof shadesOf>[1];
  text: (value: number) => string;
}>) {
  const { t } = useTranslation();
  const { dark } = useTheme();
  const context = useChartContext();
  const { classes } = shadesOf(areas, unit, { ...context, colours: chartColours(dark) });
  return (
    <>
      {classes.map(({ from, to, fill }) => (
        <span key={fill} className={styles.key}>
          <i style={{ background: fill }} />
          {from === to ? text(from) : `${text(from)} – ${text(to)}`}
        </span>
      ))}
      {areas.some(({ cell }) => cell?.state === "too_few") ? (
        <span className={styles.keyFew}>{t("charts.few")}</span>
      ) : null}
    </>
  );
}
