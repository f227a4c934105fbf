import { PlusOutlined, RedoOutlined, SettingOutlined, UndoOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Modal } from "antd";
import { useCallback, useEffect, useReducer, useState } from "react";
import { useTranslation } from "react-i18next";
import { useBlocker, useNavigate, useParams } from "react-router";
import {
  type Board,
  type BoardDefinition,
  boardQuery,
  Problem,
  post,
  previewQuery,
  put,
  type Tile,
} from "@/shared/api";
import { useFormat } from "@/shared/format";
import { ErrorView, Page, PageSkeleton, StateView, useProblemText } from "@/shared/ui";
import { useScope } from "@/shared/ui/period";
import { useShortcut } from "@/shared/ui/shortcuts";
import { BoardTile } from "../BoardTile";
import { lookOf } from "../look";
import { usePathName, useTileTitle } from "../title";
import { useTileStates } from "../useAnswers";
import { BoardSettings } from "./BoardSettings";
import { BuilderGrid } from "./BuilderGrid";
import styles from "./builder.module.css";
import { ConflictDialog } from "./ConflictDialog";
import { bare, begin, draftReducer, isChanged, withoutTile, withTile } from "./draft";
import { TilePanel } from "./TilePanel";

export function BuilderPage() {
  const { id = "" } = useParams();
  const { t } = useTranslation();
  const board = useQuery({ ...boardQuery(id), refetchOnWindowFocus: false, refetchOnReconnect: false });
  if (board.error !== null) {
    return <ErrorView error={board.error} onRetry={() => void board.refetch()} />;
  }
  if (board.data === undefined) {
    return <PageSkeleton />;
  }
  return board.data.access === "view" ? (
    <StateView title={t("boards.builder.notYours")}>{t("boards.builder.notYoursAdvice")}</StateView>
  ) : (
    <Builder key={board.data.id} board={board.data} />
  );
}

/** Changes a board: its tiles, what they show, its name and filters. Nothing is saved before a person says so. */
function Builder({ board }: Readonly<{ board: Board }>) {
  const { t } = useTranslation();
  const { label } = useFormat();
  const { message } = App.useApp();
  const problemText = useProblemText();
  const navigate = useNavigate();
  const client = useQueryClient();
  const titleOf = useTileTitle();
  const pathName = usePathName();
  const [draft, step] = useReducer(draftReducer, board.definition, begin);
  const [version, setVersion] = useState(board.version);
  const [editing, setEditing] = useState<Tile | "new" | null>(null);
  const [settings, setSettings] = useState(false);
  const [conflict, setConflict] = useState<Board | null>(null);
  const [saving, setSaving] = useState(false);
  const { present } = draft;
  const changed = isChanged(draft);
  const { scope } = useScope({ kind: "last", ...present.period });
  const look = lookOf(scope, []);
  const states = useTileStates(present.tiles, (batch) =>
    previewQuery(
      { labels: EMPTY, period: present.period, filters: present.filters, tiles: batch.map(bare) },
      look,
    ),
  );
  const change = useCallback((to: BoardDefinition) => step({ kind: "change", to }), []);
  const undo = draft.past.length > 0 ? () => step({ kind: "undo" }) : undefined;
  const redo = draft.future.length > 0 ? () => step({ kind: "redo" }) : undefined;
  useShortcut("mod+z", t("boards.builder.undo"), undo);
  useShortcut("mod+y", t("boards.builder.redo"), redo);
  const leaving = useLeaveGuard(changed);

  const keep = (saved: Board) => {
    client.setQueryData(boardQuery(board.id).queryKey, saved);
    void client.invalidateQueries({ queryKey: ["boards", "list"] });
    setVersion(saved.version);
    step({ kind: "saved", as: present });
    message.success(t("boards.builder.saved"));
  };
  const save = async (over: number) => {
    setSaving(true);
    try {
      keep(await put<Board>(`/boards/${board.id}`, { version: over, definition: present }));
      setConflict(null);
    } catch (error) {
      const current = error instanceof Problem && error.status === 409 ? error.body.current : undefined;
      if (current === undefined) {
        message.error(problemText(error));
      } else {
        setConflict(current as Board);
      }
    } finally {
      setSaving(false);
    }
  };
  const saveCopy = async () => {
    try {
      const made = await post<Board>("/boards", { definition: present });
      step({ kind: "saved", as: present });
      setConflict(null);
      await client.invalidateQueries({ queryKey: ["boards", "list"] });
      leaving.letGo();
      await navigate(`/boards/${made.id}`);
    } catch (error) {
      message.error(problemText(error));
    }
  };
  useShortcut("mod+s", t("common.save"), changed && !saving ? () => void save(version) : undefined);
  return (
    <Page
      title={label(present.labels)}
      crumbs={[{ to: `/boards/${board.id}`, label: t("boards.builder.back") }]}
      note={changed ? t("boards.builder.unsaved") : undefined}
      actions={
        <>
          <Button
            icon={<UndoOutlined aria-hidden />}
            aria-label={t("boards.builder.undo")}
            title={t("boards.builder.undo")}
            disabled={undo === undefined}
            onClick={undo}
          />
          <Button
            icon={<RedoOutlined aria-hidden />}
            aria-label={t("boards.builder.redo")}
            title={t("boards.builder.redo")}
            disabled={redo === undefined}
            onClick={redo}
          />
          <Button icon={<SettingOutlined aria-hidden />} onClick={() => setSettings(true)}>
            {t("boards.builder.settings")}
          </Button>
          <Button icon={<PlusOutlined aria-hidden />} onClick={() => setEditing("new")}>
            {t("boards.builder.add")}
          </Button>
          <Button type="primary" disabled={!changed} loading={saving} onClick={() => void save(version)}>
            {t("common.save")}
          </Button>
          <Button onClick={() => void navigate(`/boards/${board.id}`)}>{t("boards.builder.done")}</Button>
        </>
      }
    >
      {present.tiles.length === 0 ? (
        <StateView
          title={t("boards.noTiles.title")}
          actions={
            <Button type="primary" onClick={() => setEditing("new")}>
              {t("boards.builder.add")}
            </Button>
          }
        >
          {t("boards.noTiles.advice")}
        </StateView>
      ) : (
        <>
          <p className={styles.hint}>{t("boards.builder.hint")}</p>
          <BuilderGrid
            tiles={present.tiles}
            chosen={editing !== null && editing !== "new" ? editing.id : null}
            render={(tile) => (
              <BoardTile
                tile={tile}
                state={states.get(tile.id)}
                choice={scope.choice}
                limitName={pathName}
                linked={false}
              />
            )}
            onChange={(tiles) => change({ ...present, tiles })}
            onEdit={setEditing}
            onRemove={(tile) => change(withoutTile(present, tile.id))}
          />
        </>
      )}
      {editing === null ? null : (
        <TilePanel
          key={editing === "new" ? "new" : editing.id}
          tile={editing === "new" ? null : editing}
          board={present}
          look={look}
          choice={scope.choice}
          onClose={() => setEditing(null)}
          onDone={(tile) => {
            change(withTile(present, tile));
            setEditing(null);
            message.success(t("boards.builder.placedTile", { name: titleOf(tile) }));
          }}
        />
      )}
      {settings ? (
        <BoardSettings board={present} onChange={change} onClose={() => setSettings(false)} />
      ) : null}
      {conflict === null ? null : (
        <ConflictDialog
          current={conflict}
          saving={saving}
          onTheirs={() => {
            change(conflict.definition);
            step({ kind: "saved", as: conflict.definition });
            setVersion(conflict.version);
            client.setQueryData(boardQuery(board.id).queryKey, conflict);
            setConflict(null);
          }}
          onMine={() => void save(conflict.version)}
          onCopy={() => void saveCopy()}
          onClose={() => setConflict(null)}
        />
      )}
      <Modal
        open={leaving.asks}
        title={t("boards.builder.leave")}
        okText={t("boards.builder.stay")}
        cancelText={t("boards.builder.discard")}
        onOk={leaving.stay}
        onCancel={leaving.leave}
        closable={false}
        mask={{ closable: false }}
      >
        {t("boards.builder.leaveWhat")}
      </Modal>
    </Page>
  );
}

const EMPTY = { zh: "–", en: "–" };

/** Asks before unsaved changes are lost; the browser asks by itself when the window closes. */
function useLeaveGuard(changed: boolean) {
  const [released, setReleased] = useState(false);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      changed && !released && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (!changed) {
      return;
    }
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [changed]);
  return {
    asks: blocker.state === "blocked",
    stay: () => blocker.reset?.(),
    leave: () => blocker.proceed?.(),
    letGo: () => setReleased(true),
  };
}
