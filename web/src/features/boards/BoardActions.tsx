import {
  CodeOutlined,
  CompressOutlined,
  CopyOutlined,
  DeleteOutlined,
  EditOutlined,
  EllipsisOutlined,
  ExpandOutlined,
  LinkOutlined,
  ShareAltOutlined,
  UnorderedListOutlined,
} from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Dropdown } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { type Board, copyBoard, del, post, useRole } from "@/shared/api";
import { useFormat } from "@/shared/format";
import { useProblemText } from "@/shared/ui";
import { EmbedDialog } from "./EmbedDialog";
import { ShareDialog } from "./ShareDialog";

/** What can be done with a board. */
export function BoardActions({
  board,
  full,
  onFull,
}: Readonly<{ board: Board; full: boolean; onFull: (full: boolean) => void }>) {
  const { t } = useTranslation();
  const { label } = useFormat();
  const { message } = App.useApp();
  const problemText = useProblemText();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { mayWrite } = useRole();
  const [open, setOpen] = useState<"share" | "embed" | null>(null);
  const mine = board.access === "own";
  const changed = () => client.invalidateQueries({ queryKey: ["boards"] });
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      message.error(problemText(error));
    }
  };
  const copy = () =>
    attempt(async () => {
      const { zh, en } = board.definition.labels;
      const made = await copyBoard(board.id, { zh: `${zh} 副本`, en: `Copy of ${en}` });
      await changed();
      await navigate(`/boards/${made.id}/edit`);
    });
  const link = () =>
    attempt(async () => {
      await navigator.clipboard.writeText(window.location.href);
      message.success(t("boards.linkCopied"));
    });
  const remove = () =>
    attempt(async () => {
      await del(`/boards/${board.id}`);
      await client.invalidateQueries({ queryKey: boardsKey });
      await navigate("/boards/mine");
      const key = `deleted ${board.id}`;
      message.open({
        key,
        type: "success",
        duration: 10,
        content: (
          <>
            {t("boards.deleted", { name: label(board.definition.labels) })}{" "}
            <Button
              type="link"
              size="small"
              onClick={() =>
                void attempt(async () => {
                  message.destroy(key);
                  await post(`/boards/${board.id}/restore`);
                  await changed();
                  await navigate(`/boards/${board.id}`);
                })
              }
            >
              {t("boards.undoDelete")}
            </Button>
          </>
        ),
      });
    });
  const items = [
    { key: "list", icon: <UnorderedListOutlined aria-hidden />, label: t("boards.mine") },
    { key: "link", icon: <LinkOutlined aria-hidden />, label: t("boards.copyLink") },
    ...(mayWrite && board.access !== "view"
      ? [{ key: "copy", icon: <CopyOutlined aria-hidden />, label: t("boards.saveCopy") }]
      : []),
    ...(mine
      ? [
          { key: "share", icon: <ShareAltOutlined aria-hidden />, label: t("boards.share.title") },
          { key: "embed", icon: <CodeOutlined aria-hidden />, label: t("boards.embed.title") },
          { type: "divider" as const },
          { key: "delete", danger: true, icon: <DeleteOutlined aria-hidden />, label: t("common.delete") },
        ]
      : []),
  ];
  const run = (key: string) => {
    switch (key) {
      case "list":
        return void navigate("/boards/mine");
      case "link":
        return void link();
      case "copy":
        return void copy();
      case "delete":
        return void remove();
      case "share":
      case "embed":
        return setOpen(key);
    }
  };
  return (
    <>
      {board.access === "view" ? (
        mayWrite ? (
          <Button icon={<CopyOutlined aria-hidden />} onClick={() => void copy()}>
            {t("boards.saveCopy")}
          </Button>
        ) : null
      ) : (
        <Button
          icon={<EditOutlined aria-hidden />}
          onClick={() =>
            void navigate({ pathname: `/boards/${board.id}/edit`, search: window.location.search })
          }
        >
          {t("boards.edit")}
        </Button>
      )}
      <Button
        icon={full ? <CompressOutlined aria-hidden /> : <ExpandOutlined aria-hidden />}
        aria-label={full ? t("boards.leaveFull") : t("boards.full")}
        title={full ? t("boards.leaveFull") : t("boards.full")}
        onClick={() => onFull(!full)}
      />
      <Dropdown trigger={["click"]} menu={{ items, onClick: ({ key }) => run(key) }}>
        <Button
          icon={<EllipsisOutlined aria-hidden />}
          aria-label={t("boards.more")}
          title={t("boards.more")}
        />
      </Dropdown>
      {open === "share" ? <ShareDialog board={board} onClose={() => setOpen(null)} /> : null}
      {open === "embed" ? <EmbedDialog board={board} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

const boardsKey = ["boards", "list"];
