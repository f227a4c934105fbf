import { type ComponentType, type LazyExoticComponent, lazy, type ReactNode, Suspense } from "react";
import type { Grain, MetricDefinition } from "../api/types";
import { Skeleton } from "../ui";
import type { CardState } from "./ChartCard";
import styles from "./charts.module.css";
import type { ChartKindId, TileQuestion, TileScope } from "./kinds";
import type { MarkActions } from "./marks";
import type { AnalysisMark, Place, Selection, TileData } from "./shapes";

/** All that a chart of any kind is drawn with. */
export type TileProps = Readonly<{
  question: TileQuestion;
  scope: TileScope;
  title: string;
  /** The page behind the chart. */
  href?: string;
  /** `data` holds one answer for each question that the kind asks. */
  state: CardState<TileData>;
  /** The metrics that the person may read. */
  metrics: readonly MetricDefinition[];
  /** The page of the rows behind a cell of a metric; must be stable. */
  rowsOf: (metric: string, place: Place, grain: Grain | null) => string;
  /** Chooses a value of a dimension for the whole board; without it a mark opens its rows at once. Must be stable. */
  onSelect?: (selection: Selection) => void;
  /** What can be done with a mark of a funnel, a cohort, a flow or a distribution, whose rows the analysis itself tells. */
  open?: (mark: AnalysisMark) => MarkActions | null;
  /** How many pixels the drawing is high; without it the kind's own. */
  height?: number;
  className?: string;
  /** More buttons for the head of the card. */
  tools?: ReactNode;
  /** What a text says. */
  text?: string;
}>;

type Tile = LazyExoticComponent<ComponentType<TileProps>>;

// Each kind is a file of its own, loaded when a board first shows one.
const TILES: Readonly<Record<ChartKindId, Tile>> = {
  number: lazy(async () => ({ default: (await import("./tiles/NumberTile")).NumberTile })),
  trend: lazy(async () => ({ default: (await import("./tiles/TrendTile")).TrendTile })),
  breakdown: lazy(async () => ({ default: (await import("./tiles/BreakdownTile")).BreakdownTile })),
  share: lazy(async () => ({ default: (await import("./tiles/ShareTile")).ShareTile })),
  table: lazy(async () => ({ default: (await import("./tiles/TableTile")).TableTile })),
  map: lazy(async () => ({ default: (await import("./tiles/MapTile")).MapTile })),
  heatmap: lazy(async () => ({ default: (await import("./tiles/HeatmapTile")).HeatmapTile })),
  radar: lazy(async () => ({ default: (await import("./tiles/RadarTile")).RadarTile })),
  funnel: lazy(async () => ({ default: (await import("./tiles/FunnelTile")).FunnelTile })),
  cohort: lazy(async () => ({ default: (await import("./tiles/CohortTile")).CohortTile })),
  flow: lazy(async () => ({ default: (await import("./tiles/FlowTile")).FlowTile })),
  distribution: lazy(async () => ({ default: (await import("./tiles/DistributionTile")).DistributionTile })),
  control: lazy(async () => ({ default: (await import("./tiles/ControlTile")).ControlTile })),
  bullet: lazy(async () => ({ default: (await import("./tiles/BulletTile")).BulletTile })),
  funnelplot: lazy(async () => ({ default: (await import("./tiles/FunnelPlotTile")).FunnelPlotTile })),
  pareto: lazy(async () => ({ default: (await import("./tiles/ParetoTile")).ParetoTile })),
  text: lazy(async () => ({ default: (await import("./tiles/TextTile")).TextTile })),
};

/** A chart of any kind. */
export function TileChart(props: TileProps) {
  const Kind = TILES[props.question.kind];
  return (
    <Suspense
      fallback={
        <div className={`${styles.card} ${props.className ?? ""}`} aria-busy>
          <Skeleton lines={3} />
        </div>
      }
    >
      <Kind {...props} />
    </Suspense>
  );
}
