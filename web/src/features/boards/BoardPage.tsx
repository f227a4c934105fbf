import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { type Board, boardAnswersQuery, boardQuery, boardsQuery, projectionQuery } from "@/shared/api";
import type { Selection } from "@/shared/charts";
import { useFormat } from "@/shared/format";
import { ErrorView, Page, PageSkeleton } from "@/shared/ui";
import { ScopeBar, useScope } from "@/shared/ui/period";
import { BoardActions } from "./BoardActions";
import { BoardChooser } from "./BoardChooser";
import { BoardGrid } from "./BoardGrid";
import styles from "./board.module.css";
import { LimitBar } from "./LimitBar";
import { useLiveProjection } from "./live";
import { choose, limitsInForce, lookOf, pathToLimit, readLimits, writeLimits } from "./look";
import { NoData } from "./NoData";
import { OutOfUse } from "./OutOfUse";
import { usePathName } from "./title";
import { useFilterProblem, useTileStates } from "./useAnswers";

/** A board by the address, or the first one. */
export function BoardPage() {
  const { id } = useParams();
  const boards = useQuery(boardsQuery);
  const shown = id ?? boards.data?.[0]?.id;
  const board = useQuery({ ...boardQuery(shown ?? ""), enabled: shown !== undefined });
  const failed = board.error ?? (id === undefined ? boards.error : null);
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
  return board.data === undefined ? <PageSkeleton /> : <BoardView key={board.data.id} board={board.data} />;
}

function BoardView({ board }: Readonly<{ board: Board }>) {
  const { t } = useTranslation();
  const { label, dateTime } = useFormat();
  const navigate = useNavigate();
  const { definition } = board;
  const { scope, change } = useScope({ kind: "last", ...definition.period });
  const [parameters, setParameters] = useSearchParams();
  const [full, setFull] = useFullScreen();
  const projection = useQuery(projectionQuery).data;
  const pathName = usePathName();
  useLiveProjection();
  const chosen = readLimits(parameters.get("on"));
  const limits = limitsInForce(definition.filters, chosen);
  const look = lookOf(scope, chosen);
  const states = useTileStates(definition.tiles, (batch) =>
    boardAnswersQuery(board.id, { ...look, tiles: batch.map(({ id }) => id) }),
  );
  const asOf = [...states.values()].map((state) => state.asOf).find((time) => time !== null);
  const problem = useFilterProblem(states, scope.filter);
  const limit = useCallback(
    (path: string, values: Parameters<typeof choose>[3]) =>
      setParameters((before) => {
        const after = new URLSearchParams(before);
        const text = writeLimits(
          choose(definition.filters, readLimits(before.get("on")), pathToLimit(path), values),
        );
        if (text === null) {
          after.delete("on");
        } else {
          after.set("on", text);
        }
        return after;
      }),
    [setParameters, definition.filters],
  );
  const onSelect = useCallback(({ path, value }: Selection) => limit(path, [value]), [limit]);
  const limitName = useCallback(
    (path: string) => {
      const own = definition.filters.find((filter) => filter.path === path)?.labels;
      return own === undefined ? pathName(path) : label(own);
    },
    [definition.filters, pathName, label],
  );
  return (
    <div className={full ? styles.full : styles.whole}>
      <Page
        title={label(definition.labels)}
        note={
          <>
            {asOf === undefined || asOf === null ? null : t("boards.asOf", { time: dateTime(asOf) })}
            {projection === undefined || projection.state === "current" ? null : (
              <span className={styles.behind} role="status">
                {t(`boards.projection.${projection.state}`)}
              </span>
            )}
          </>
        }
        actions={
          <>
            <BoardChooser
              value={board.id}
              onChange={(id) => void navigate({ pathname: `/boards/${id}`, search: periodOnly(parameters) })}
            />
            <BoardActions board={board} full={full} onFull={setFull} />
          </>
        }
      >
        <ScopeBar scope={scope} problem={problem} example={'customer.level == "gold"'} onChange={change} />
        <OutOfUse tiles={definition.tiles} />
        <LimitBar
          limits={limits}
          tiles={definition.tiles}
          scope={scope}
          nameOf={limitName}
          onChange={limit}
        />
        {problem === null ? (
          <NoData
            states={states}
            filtered={scope.filter !== null || limits.some(({ values }) => values.length > 0)}
            onPeriod={(period) => change({ choice: { kind: "days", period } })}
          >
            <BoardGrid
              tiles={definition.tiles}
              states={states}
              choice={scope.choice}
              limitName={limitName}
              onSelect={onSelect}
              editable={board.access !== "view" ? `/boards/${board.id}/edit` : null}
            />
          </NoData>
        ) : null}
      </Page>
    </div>
  );
}

/** Another board is looked at in the same days, not with what was chosen on this one. */
function periodOnly(parameters: URLSearchParams): string {
  const kept = new URLSearchParams();
  for (const name of ["period", "grain"]) {
    const value = parameters.get(name);
    if (value !== null) {
      kept.set(name, value);
    }
  }
  return kept.toString();
}

/** Whether the board fills the screen; Escape ends it, as browsers do. */
function useFullScreen(): readonly [boolean, (full: boolean) => void] {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const changed = () => {
      if (document.fullscreenElement === null) {
        setFull(false);
      }
    };
    document.addEventListener("fullscreenchange", changed);
    return () => document.removeEventListener("fullscreenchange", changed);
  }, []);
  const set = (next: boolean) => {
    setFull(next);
    if (next) {
      // Where the browser refuses, the board still fills the window.
      void document.documentElement.requestFullscreen?.().catch(() => undefined);
    } else if (document.fullscreenElement !== null) {
      void document.exitFullscreen();
    }
  };
  return [full, set];
}
