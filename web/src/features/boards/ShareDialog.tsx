import { useQueryClient } from "@tanstack/react-query";
import { App, Modal, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Board, boardQuery, put, type Share, type ShareWith } from "@/shared/api";
import { useProblemText } from "@/shared/ui";
import styles from "./board.module.css";

const WHO: readonly ShareWith[] = ["everyone", "member", "read_only", "administrator"];
type Level = "none" | Share["access"];

/** Says who may see a board and who may change it. */
export function ShareDialog({ board, onClose }: Readonly<{ board: Board; onClose: () => void }>) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const problemText = useProblemText();
  const client = useQueryClient();
  const [shares, setShares] = useState<readonly Share[]>(board.shares);
  const [saving, setSaving] = useState(false);
  const levelOf = (who: ShareWith): Level => shares.find((share) => share.who === who)?.access ?? "none";
  const set = (who: ShareWith, access: Level) =>
    setShares([
      ...shares.filter((share) => share.who !== who),
      ...(access === "none" ? [] : [{ who, access }]),
    ]);
  const save = async () => {
    setSaving(true);
    try {
      const now = await put<Board>(`/boards/${board.id}/shares`, { shares });
      client.setQueryData(boardQuery(board.id).queryKey, now);
      await client.invalidateQueries({ queryKey: ["boards", "list"] });
      message.success(t("boards.share.saved"));
      onClose();
    } catch (error) {
      message.error(problemText(error));
    } finally {
      setSaving(false);
    }
  };
  return (
    <Modal
      open
      title={t("boards.share.title")}
      okText={t("common.save")}
      cancelText={t("common.cancel")}
      confirmLoading={saving}
      onOk={() => void save()}
      onCancel={onClose}
    >
      <p className="quiet">{t("boards.share.advice")}</p>
      <ul className={styles.shares}>
        {WHO.map((who) => {
          const name = who === "everyone" ? t("boards.share.everyone") : t(`settings.role.${who}`);
          return (
            <li key={who}>
              <span id={`share-${who}`}>{name}</span>
              <Segmented<Level>
                aria-labelledby={`share-${who}`}
                size="small"
                value={levelOf(who)}
                options={[
                  { value: "none", label: t("boards.share.none") },
                  { value: "view", label: t("boards.share.view") },
                  ...(who === "read_only" ? [] : [{ value: "edit" as const, label: t("boards.share.edit") }]),
                ]}
                onChange={(level) => set(who, level)}
              />
            </li>
          );
        })}
      </ul>
    </Modal>
  );
}
