import { useQueries, useQuery } from "@tanstack/react-query";
import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";
import {
  type Answers,
  answersQuery,
  type Board,
  boardQuery,
  boardsQuery,
  definitionsQuery,
  type MetricDefinition,
  type MetricResult,
  metricsQuery,
  Problem,
  projectionQuery,
  type Tile,
} from "@/shared/api";
import { BreakdownCard, TrendCard } from "@/shared/charts";
import { useFormat } from "@/shared/format";
import { ErrorView, Page, PageSkeleton } from "@/shared/ui";
import { metricHref, type Scope, ScopeBar, useRowsOf, useScope } from "@/shared/ui/period";
import styles from "./board.module.css";
import { NoData } from "./NoData";
import { NumberTile } from "./NumberTile";
import { askedBy, keyOf, queriesOf, sparkOf, stepOf } from "./tiles";

/** A board by the address, or the first one. */
export function BoardPage() {
  const { id } = useParams();
  const boards = useQuery(boardsQuery);
  const shown = id ?? boards.data?.[0]?.id;
  const board = useQuery({ ...boardQuery(shown ?? ""), enabled: shown !== undefined });
  const failed = boards.error ?? board.error;
  if (failed !== null) {
    return (
      <ErrorView
        error={failed}
        onRetry={() => {
          void boards.refetch();
          void board.refetch();
        }}
      />
    );
  }
  return board.data === undefined || boards.data === undefined ? (
    <PageSkeleton />
  ) : (
    <BoardView key={board.data.id} board={board.data} />
  );
}

function BoardView({ board }: Readonly<{ board: Board }>) {
  const { t } = useTranslation();
  const { label, dateTime } = useFormat();
  const navigate = useNavigate();
  const boards = useQuery(boardsQuery).data ?? [];
  const metrics = useQuery(metricsQuery).data;
  const projection = useQuery(projectionQuery).data;
  const { scope, change } = useScope({ kind: "last", ...board.period });
  const answers = useAnswers(board, scope);
  const asOf = [...answers.values()].map(({ data }) => data?.asOf).find((time) => time !== undefined);
  const numbers = answers.get(keyOf({ by: null, grain: null }));
  const problem = filterProblem([...answers.values()].map(({ error }) => error));
  return (
    <Page
      title={label(board.labels)}
      note={
        <>
          {asOf === undefined ? null : t("boards.asOf", { time: dateTime(asOf) })}
          {projection === undefined || projection.state === "current" ? null : (
            <span className={styles.behind} role="status">
              {t(`boards.projection.${projection.state}`)}
            </span>
          )}
        </>
      }
      actions={
        boards.length < 2 ? undefined : (
          <nav aria-label={t("boards.choose")} className={styles.boards}>
            <Segmented
              value={board.id}
              options={boards.map((other) => ({ value: other.id, label: label(other.labels) }))}
              onChange={(id) => void navigate({ pathname: `/boards/${id}`, search: window.location.search })}
            />
          </nav>
        )
      }
    >
      <ScopeBar scope={scope} problem={problem} example={'customer.level == "gold"'} onChange={change} />
      <OutOfUse board={board} />
      {problem === null ? (
        <NoData
          answers={numbers?.data}
          filtered={scope.filter !== null}
          onPeriod={(period) => change({ choice: { kind: "days", period } })}
        >
          <div className={styles.grid}>
            {board.tiles.map((tile) => (
              <TileView
                key={tile.id}
                tile={tile}
                scope={scope}
                metric={metrics?.find((metric) => metric.id === tile.metric)}
                answer={answers.get(keyOf(askedBy(tile, scope)))}
                spark={answers.get(keyOf(sparkOf(scope)))?.data}
              />
            ))}
          </div>
        </NoData>
      ) : null}
    </Page>
  );
}

/** Says which of the board's metrics should not be used any more; they still answer. */
function OutOfUse({ board }: Readonly<{ board: Board }>) {
  const { t } = useTranslation();
  const { label } = useFormat();
  const definitions = useQuery(definitionsQuery).data ?? [];
  const deprecated = definitions.filter(
    ({ id, state }) => state === "deprecated" && board.tiles.some((tile) => tile.metric === id),
  );
  return deprecated.length === 0 ? null : (
    <p role="note">
      {t("boards.deprecated")}{" "}
      {deprecated.map(({ id, labels, deprecation }) => (
        <Link key={id} to={`/metrics/${id}`} title={deprecation?.note}>
          {label(labels)}
        </Link>
      ))}
    </p>
  );
}

type Answer = Readonly<{
  data: Answers | undefined;
  error: unknown;
  isFetching: boolean;
  refetch: () => void;
}>;

/** The answers to all a board asks, by what was asked. */
function useAnswers(board: Board, scope: Scope): ReadonlyMap<string, Answer> {
  const queries = [...queriesOf(board, scope)];
  return useQueries({
    queries: queries.map(([, query]) => answersQuery(query)),
    combine: (results) =>
      new Map(
        results.map(({ data, error, isFetching, refetch }, index) => [
          (queries[index] as (typeof queries)[number])[0],
          { data, error, isFetching, refetch: () => void refetch() },
        ]),
      ),
  });
}

/** The refusal of the filter itself, which is everyone's; null when only some tiles cannot use it, or none. */
function filterProblem(errors: readonly unknown[]): Problem | null {
  const problems = errors.filter(
    (error) => error instanceof Problem && error.issues.some(({ path }) => path.startsWith("filter")),
  );
  return problems.length > 0 && problems.length === errors.length ? (problems[0] as Problem) : null;
}

function TileView({
  tile,
  scope,
  metric,
  answer,
  spark,
}: Readonly<{
  tile: Tile;
  scope: Scope;
  metric: MetricDefinition | undefined;
  answer: Answer | undefined;
  spark: Answers | undefined;
}>) {
  const { label } = useFormat();
  const result = answer?.data?.results.get(tile.metric);
  const state = {
    data: result instanceof Problem ? undefined : result,
    error: result instanceof Problem ? result : (answer?.error ?? null),
    isFetching: answer?.isFetching ?? true,
    refetch: () => answer?.refetch(),
  };
  const title = label(tile.labels);
  const grain = stepOf(tile, scope);
  const href = metricHref(tile.metric, scope, { by: tile.by, grain });
  const rowsOf = useRowsOf(tile.metric, scope, tile.by, grain);
  const common = { title, href, state, asOf: answer?.data?.asOf, metric, rowsOf };
  const span = styles[`span${tile.width}`] ?? "";
  switch (tile.kind) {
    case "number": {
      const line = spark?.results.get(tile.metric);
      return (
        <NumberTile
          title={title}
          href={href}
          state={state}
          metric={metric}
          trend={line instanceof Problem ? undefined : (line as MetricResult | undefined)}
          className={span}
        />
      );
    }
    case "trend":
      return grain === null ? null : <TrendCard {...common} grain={grain} className={span} />;
    case "breakdown":
      return tile.by === null ? null : <BreakdownCard {...common} by={tile.by} className={span} />;
  }
}
