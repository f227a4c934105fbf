import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import {
  answersOf,
  type Grain,
  type MetricDefinition,
  metricsQuery,
  type Tile,
  type TileAnswer,
} from "@/shared/api";
import { type Place, type Selection, TileChart, type TileData } from "@/shared/charts";
import { grainFor, type PeriodChoice, periodText, readPeriod, useFormat, writePeriod } from "@/shared/format";
import { metricHref } from "@/shared/ui/period";
import styles from "./board.module.css";
import { useTileTitle } from "./title";
import type { TileState } from "./useAnswers";

const NONE: readonly MetricDefinition[] = [];

/** One row of the grid and what lies between two, in pixels; the same as in board.module.css. */
export const ROW = 32;
export const GAP = 12;

/** Head, legend and edges of a card. */
const AROUND = 96;

/** What stands below the drawing of some kinds, or a second line of their legend. */
const BELOW: Readonly<Partial<Record<Tile["kind"], number>>> = {
  map: 32,
  heatmap: 24,
  radar: 48,
  control: 28,
  funnelplot: 24,
  pareto: 8,
};

/** How high the drawing of a tile is. */
export function drawingHeight({ kind, layout: { h } }: Pick<Tile, "kind" | "layout">): number {
  return Math.max(60, h * ROW + (h - 1) * GAP - AROUND - (BELOW[kind] ?? 0));
}

/** A tile with what is known of its answer. */
export function BoardTile({
  tile,
  state,
  choice,
  limitName,
  onSelect,
  linked = true,
  tools,
}: Readonly<{
  tile: Tile;
  state: TileState | undefined;
  /** The days the board shows, for the pages behind its numbers. */
  choice: PeriodChoice;
  /** What a limited dimension is called. */
  limitName: (path: string) => string;
  onSelect?: ((selection: Selection) => void) | undefined;
  /** Whether there are pages behind its numbers. */
  linked?: boolean;
  tools?: ReactNode;
}>) {
  const { t } = useTranslation();
  const { label, language } = useFormat();
  const metrics = useQuery(metricsQuery).data ?? NONE;
  const title = useTileTitle()(tile);
  const answer = state?.answer;
  const data = useMemo(() => dataOf(answer, state?.asOf ?? null), [answer, state?.asOf]);
  const own: PeriodChoice = tile.period === undefined ? choice : { kind: "last", ...tile.period };
  const rowsOf = useRowsOf(tile, answer, writePeriod(own), linked);
  const question = useMemo(
    () => ({
      kind: tile.kind,
      metrics: tile.metrics,
      by: tile.by,
      grain: tile.grain === undefined ? null : (answer?.grain ?? tile.grain),
      target: tile.target ?? null,
      limit: tile.redline ?? null,
    }),
    [tile, answer?.grain],
  );
  const scope = useMemo(
    () => ({
      period: answer?.period ?? { from: "1970-01-01", to: "1970-01-02" },
      grain: answer?.grain ?? grainFor({ from: "1970-01-01", to: "1970-01-02" }),
      filter: Object.values(answer?.filters ?? {})[0] ?? null,
      currency: null,
    }),
    [answer],
  );
  const first = tile.metrics[0];
  const late = state?.projection ?? "current";
  const notes = [
    ...(late === "current" || tile.metrics.length === 0 ? [] : [t(`boards.projection.${late}`)]),
    ...(tile.period === undefined || answer === undefined ? [] : [periodText(answer.period, language)]),
    ...(answer?.notLimitedBy ?? []).map((path) => t("boards.notLimitedBy", { name: limitName(path) })),
  ];
  if (tile.kind === "text" && tile.text !== undefined) {
    return (
      <section className={styles.words}>
        {tile.labels === undefined ? null : <h2>{label(tile.labels)}</h2>}
        <p>{label(tile.text)}</p>
      </section>
    );
  }
  return (
    <div className={styles.tileBox}>
      <TileChart
        question={question}
        scope={scope}
        title={title}
        {...(linked && first !== undefined
          ? {
              href: metricHref(
                first,
                { choice: own, filter: answer?.filters[first] ?? null },
                { by: tile.by[0] ?? null },
              ),
            }
          : {})}
        state={{
          data: tile.metrics.length === 0 ? EMPTY : data,
          error: state?.error ?? null,
          isFetching: state?.isFetching ?? false,
          refetch: state?.refetch ?? (() => undefined),
        }}
        metrics={metrics}
        rowsOf={rowsOf}
        {...(onSelect === undefined ? {} : { onSelect })}
        height={drawingHeight(tile)}
        className={styles.fill ?? ""}
        tools={tools}
      />
      {notes.length === 0 ? null : <p className={styles.note}>{notes.join(" · ")}</p>}
    </div>
  );
}

const EMPTY: TileData = { asOf: null, answers: [] };

function dataOf(answer: TileAnswer | undefined, asOf: string | null): TileData | undefined {
  if (answer === undefined) {
    return undefined;
  }
  const lists = answer.answers.length === 0 ? [[]] : answer.answers;
  return { asOf, answers: lists.map((results) => answersOf(answer, asOf, results)) };
}

/** The page of the rows behind a cell; the same function while the question is the same. */
function useRowsOf(tile: Tile, answer: TileAnswer | undefined, period: string, linked: boolean) {
  const filters = answer?.filters;
  const { by } = tile;
  return useCallback(
    (metric: string, { time, dimensions }: Place, grain: Grain | null) =>
      linked
        ? metricHref(
            metric,
            { choice: readPeriod(period) as PeriodChoice, filter: filters?.[metric] ?? null },
            { by: by[0] ?? null, grain, tab: "rows", cell: JSON.stringify({ time, dimensions }) },
          )
        : window.location.pathname + window.location.search,
    [filters, by, period, linked],
  );
}
