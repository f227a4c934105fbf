import type { EChartsCoreOption } from "echarts/core";
import type { Cell, MetricResult } from "../../api/types";
import { bears, type Shades, shades } from "../axes";
import { type ChartContext, cellRows, FONT, tip, tooltipOf } from "../context";
import { COUNTRY, type Geometry } from "../geometry";
import { adcode } from "../region";

/** A place of the outline, with its cell where there is one. */
export type Area = Readonly<{ code: string; key: string; name: string; cell: Cell | null }>;

/** A point on the map, such as a store, in the middle of the city most of its records are from. */
export type MapPoint = Readonly<{ name: string; code: string; at: readonly [number, number]; cell: Cell }>;

const codeOf = ({ id, properties }: Geometry["features"][number]): string =>
  id ?? properties.id ?? properties.name;

/** Every place of the outline, named as people call it, and the cells that lie on none of them. */
export function toAreas(
  geometry: Geometry,
  cells: readonly Cell[],
  path: string,
  nameOf: (code: string, outline: string) => string,
): Readonly<{ areas: readonly Area[]; outside: readonly Cell[] }> {
  const byCode = new Map(cells.map((cell) => [adcode(cell.dimensions[path]), cell]));
  const areas = geometry.features.map((feature) => {
    const code = codeOf(feature);
    const { name } = feature.properties;
    return { code, key: name, name: nameOf(code, name), cell: byCode.get(code) ?? null };
  });
  const known = new Set(areas.map(({ code }) => code));
  return {
    areas,
    outside: cells.filter((cell) => cell.value !== null && !known.has(adcode(cell.dimensions[path]) ?? "")),
  };
}

/**
 * Puts each member in the middle of the city that most of its records are from; those whose cities have no outline are left
 * out. `places` are the cells by member and region, `centres` the middles of cities by their six digits.
 */
export function toPoints(
  cells: readonly Cell[],
  places: readonly Cell[],
  member: string,
  region: string,
  centres: ReadonlyMap<string, readonly [number, number]>,
  nameOf: (cell: Cell) => string,
): readonly MapPoint[] {
  return cells.flatMap((cell) => {
    const value = cell.dimensions[member];
    const home = places
      .filter(
        (place) => place.dimensions[member] === value && centres.has(adcode(place.dimensions[region]) ?? ""),
      )
      .reduce<Cell | null>((best, place) => (best === null || place.n > best.n ? place : best), null);
    const code = adcode(home?.dimensions[region]);
    const at = code === null ? undefined : centres.get(code);
    return value == null || code === null || at === undefined || cell.value === null
      ? []
      : [{ name: nameOf(cell), code, at, cell }];
  });
}

/** The classes of the colours, for the legend. */
export const shadesOf = (areas: readonly Area[], unit: MetricResult["unit"], context: ChartContext): Shades =>
  shades(
    areas.flatMap(({ cell }) => (bears(cell ?? undefined) ? [(cell as Cell & { value: number }).value] : [])),
    unit,
    context,
  );

/** Places coloured by class, grey where too few were counted, empty where nothing is known; points above. */
export function toMapOption(
  map: string,
  areas: readonly Area[],
  points: readonly MapPoint[],
  result: Pick<MetricResult, "unit" | "currency">,
  context: ChartContext,
): EChartsCoreOption {
  const { colours } = context;
  const shade = shadesOf(areas, result.unit, context);
  const fillOf = (cell: Cell | null): string =>
    cell === null || cell.value === null
      ? colours.background
      : bears(cell)
        ? shade.of(cell.value).fill
        : `${colours.quiet}44`;
  const text = (name: string, cell: Cell | null) =>
    tip(
      name,
      cell === null
        ? [{ name: context.t("metrics.nothing"), text: "", quiet: true }]
        : cellRows(cell, result, context),
      context,
    );
  const layout = {
    map,
    roam: false,
    // Outlines are in degrees; at China's latitude a degree of longitude is three quarters of one of latitude.
    aspectScale: 0.77,
    layoutCenter: ["50%", map === COUNTRY ? "58%" : "50%"],
    layoutSize: map === COUNTRY ? "122%" : "96%",
  };
  return {
    textStyle: { fontFamily: FONT },
    // Points need a place to stand on; the areas draw themselves over the same place.
    ...(points.length === 0
      ? {}
      : { geo: { ...layout, silent: true, itemStyle: { opacity: 0 }, label: { show: false } } }),
    tooltip: {
      ...tooltipOf(context),
      trigger: "item",
      formatter: ({ seriesId, dataIndex, name }: { seriesId: string; dataIndex: number; name: string }) => {
        if (seriesId === "points") {
          const point = points[dataIndex];
          return point === undefined ? "" : text(point.name, point.cell);
        }
        const area = areas.find(({ key }) => key === name);
        return area === undefined ? "" : text(area.name, area.cell);
      },
    },
    series: [
      {
        id: "areas",
        type: "map",
        ...layout,
        nameProperty: "name",
        cursor: "pointer",
        selectedMode: false,
        data: areas.map(({ key, cell }, index) => ({
          name: key,
          value: cell?.value ?? Number.NaN,
          open: index,
          itemStyle: { areaColor: fillOf(cell), borderColor: colours.quiet, borderWidth: 0.5 },
        })),
        emphasis: { label: { show: false }, itemStyle: { borderColor: colours.text, borderWidth: 1.2 } },
      },
      ...(points.length === 0
        ? []
        : [
            {
              id: "points",
              type: "scatter",
              coordinateSystem: "geo",
              cursor: "pointer",
              z: 5,
              data: points.map(({ at, cell }, index) => ({
                value: [...at],
                open: areas.length + index,
                symbolSize: 9,
                itemStyle: {
                  color: bears(cell) ? shade.of(cell.value).fill : colours.background,
                  borderColor: colours.text,
                  borderWidth: 1.2,
                },
              })),
            },
          ]),
    ],
  };
}
