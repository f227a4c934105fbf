import { CopyOutlined, PlusOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Input, Modal, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { type Board, type BoardSummary, boardsQuery, copyBoard, post, useRole } from "@/shared/api";
import { useFormat } from "@/shared/format";
import { ErrorView, Page, PageSkeleton, StateView, Tag, useProblemText } from "@/shared/ui";
import { FormField } from "@/shared/ui/FormField";
import styles from "./board.module.css";

/** One's own boards and those others share; with none, the way to the first. */
export function MinePage() {
  const { t } = useTranslation();
  const boards = useQuery(boardsQuery);
  const { mayWrite } = useRole();
  const [making, setMaking] = useState<"empty" | "copy" | null>(null);
  if (boards.error !== null) {
    return <ErrorView error={boards.error} onRetry={() => void boards.refetch()} />;
  }
  if (boards.data === undefined) {
    return <PageSkeleton />;
  }
  const own = boards.data.filter(({ source }) => source === "own");
  const shared = boards.data.filter(({ source }) => source === "shared");
  return (
    <Page
      title={t("boards.mine")}
      crumbs={[{ to: "/boards", label: t("shell.nav.boards") }]}
      actions={
        mayWrite && own.length > 0 ? (
          <>
            <Button icon={<CopyOutlined aria-hidden />} onClick={() => setMaking("copy")}>
              {t("boards.copyReady")}
            </Button>
            <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setMaking("empty")}>
              {t("boards.create")}
            </Button>
          </>
        ) : undefined
      }
    >
      {own.length === 0 ? (
        <StateView
          title={t("boards.none.title")}
          actions={
            mayWrite ? (
              <>
                <Button type="primary" onClick={() => setMaking("copy")}>
                  {t("boards.copyReady")}
                </Button>
                <Button type="link" onClick={() => setMaking("empty")}>
                  {t("boards.create")}
                </Button>
              </>
            ) : undefined
          }
        >
          {mayWrite ? t("boards.none.advice") : t("boards.none.readOnly")}
        </StateView>
      ) : (
        <BoardList boards={own} />
      )}
      {shared.length === 0 ? null : (
        <section>
          <h2 className={styles.subtitle}>{t("boards.shared")}</h2>
          <BoardList boards={shared} />
        </section>
      )}
      {making === null ? null : (
        <NewBoard
          ready={making === "copy" ? boards.data.filter(({ source }) => source === "ready") : null}
          onClose={() => setMaking(null)}
        />
      )}
    </Page>
  );
}

function BoardList({ boards }: Readonly<{ boards: readonly BoardSummary[] }>) {
  const { t } = useTranslation();
  const { label, dateTime } = useFormat();
  return (
    <ul className={styles.list}>
      {boards.map((board) => (
        <li key={board.id}>
          <Link to={`/boards/${board.id}`}>{label(board.labels)}</Link>
          {board.area === null ? null : <Tag>{t(`shell.areas.${board.area}`)}</Tag>}
          <span className="quiet">
            {board.source === "shared" ? `${board.owner} · ` : ""}
            {board.updatedAt === null ? "" : dateTime(board.updatedAt)}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Names a new board, empty or with what a ready one shows. */
function NewBoard({
  ready,
  onClose,
}: Readonly<{ ready: readonly BoardSummary[] | null; onClose: () => void }>) {
  const { t } = useTranslation();
  const { label } = useFormat();
  const { message } = App.useApp();
  const problemText = useProblemText();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [source, setSource] = useState(ready?.[0]?.id ?? "");
  const [name, setName] = useState("");
  const [saving, setSaving] = useState(false);
  const chosen = ready?.find(({ id }) => id === source);
  const wanted =
    name.trim() || (chosen === undefined ? "" : t("boards.mineOf", { name: label(chosen.labels) }));
  const make = async () => {
    setSaving(true);
    try {
      const labels = { zh: wanted, en: wanted };
      const made =
        ready === null
          ? await post<Board>("/boards", {
              definition: { labels, period: { grain: "month", steps: 12 }, filters: [], tiles: [] },
            })
          : await copyBoard(source, labels);
      await client.invalidateQueries({ queryKey: ["boards", "list"] });
      await navigate(`/boards/${made.id}/edit`);
    } catch (error) {
      message.error(problemText(error));
      setSaving(false);
    }
  };
  return (
    <Modal
      open
      title={ready === null ? t("boards.create") : t("boards.copyReady")}
      okText={t("boards.begin")}
      cancelText={t("common.cancel")}
      okButtonProps={{ disabled: wanted === "" }}
      confirmLoading={saving}
      onOk={() => void make()}
      onCancel={onClose}
    >
      {ready === null ? null : (
        <FormField label={t("boards.copyOf")}>
          {(control) => (
            <Select<string>
              {...control}
              value={source}
              options={ready.map((board) => ({ value: board.id, label: label(board.labels) }))}
              onChange={setSource}
            />
          )}
        </FormField>
      )}
      <FormField label={t("boards.name")} required={ready === null}>
        {(control) => (
          <Input
            {...control}
            maxLength={100}
            placeholder={wanted}
            value={name}
            onChange={({ target }) => setName(target.value)}
            onPressEnter={() => wanted !== "" && void make()}
          />
        )}
      </FormField>
    </Modal>
  );
}
