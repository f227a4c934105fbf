import {
  AimOutlined,
  ApartmentOutlined,
  AppstoreOutlined,
  AreaChartOutlined,
  BarChartOutlined,
  DotChartOutlined,
  EnvironmentOutlined,
  FieldNumberOutlined,
  FileTextOutlined,
  FunnelPlotOutlined,
  HeatMapOutlined,
  LineChartOutlined,
  PieChartOutlined,
  RadarChartOutlined,
  RiseOutlined,
  StockOutlined,
  TableOutlined,
} from "@ant-design/icons";
import type { TFunction } from "i18next";
import type { ComponentType } from "react";
import type { ChartKindId, ChartReason } from "./kinds";

const ICONS: Readonly<Record<ChartKindId, ComponentType<{ "aria-hidden"?: boolean }>>> = {
  number: FieldNumberOutlined,
  trend: LineChartOutlined,
  breakdown: BarChartOutlined,
  share: PieChartOutlined,
  table: TableOutlined,
  map: EnvironmentOutlined,
  heatmap: HeatMapOutlined,
  radar: RadarChartOutlined,
  funnel: FunnelPlotOutlined,
  cohort: AppstoreOutlined,
  flow: ApartmentOutlined,
  distribution: AreaChartOutlined,
  control: StockOutlined,
  bullet: AimOutlined,
  funnelplot: DotChartOutlined,
  pareto: RiseOutlined,
  text: FileTextOutlined,
};

/** What a kind of chart is called. */
export const kindName = (t: TFunction, kind: ChartKindId): string => t(`charts.kinds.${kind}.name`);

/** What a kind of chart is good for and how to read it. */
export const kindNote = (t: TFunction, kind: ChartKindId): string => t(`charts.kinds.${kind}.note`);

export function KindIcon({ kind }: Readonly<{ kind: ChartKindId }>) {
  const Icon = ICONS[kind];
  return <Icon aria-hidden />;
}

/** Why a kind cannot be drawn, in words. */
export const reasonText = (t: TFunction, { code, values }: ChartReason): string =>
  t(`charts.reasons.${code}`, values);
