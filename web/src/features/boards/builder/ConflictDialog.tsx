import { Button, Modal } from "antd";
import { useTranslation } from "react-i18next";
import type { Board } from "@/shared/api";
import { useFormat } from "@/shared/format";

/** Somebody else saved first: theirs, mine, or both. */
export function ConflictDialog({
  current,
  saving,
  onTheirs,
  onMine,
  onCopy,
  onClose,
}: Readonly<{
  current: Board;
  saving: boolean;
  onTheirs: () => void;
  onMine: () => void;
  onCopy: () => void;
  onClose: () => void;
}>) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  return (
    <Modal
      open
      title={t("boards.builder.conflict.title")}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onTheirs}>{t("boards.builder.conflict.theirs")}</Button>
          <Button danger loading={saving} onClick={onMine}>
            {t("boards.builder.conflict.mine")}
          </Button>
          <Button type="primary" onClick={onCopy}>
            {t("boards.builder.conflict.copy")}
          </Button>
        </>
      }
    >
      {t("boards.builder.conflict.what", {
        by: current.updatedBy ?? "–",
        time: current.updatedAt === null ? "–" : dateTime(current.updatedAt),
      })}
    </Modal>
  );
}
