import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { type Area, type BoardSummary, boardsQuery } from "@/shared/api";
import { useFormat } from "@/shared/format";
import styles from "./board.module.css";

const AREAS: readonly (Area | null)[] = [null, "customers", "sales", "service", "marketing", "operations"];

/** Goes to another board: one's own first, then what others share, then the ready ones by the part of the work. */
export function BoardChooser({
  value,
  onChange,
}: Readonly<{ value: string; onChange: (id: string) => void }>) {
  const { t } = useTranslation();
  const { label } = useFormat();
  const boards = useQuery(boardsQuery).data ?? [];
  const ready = boards.filter(({ source }) => source === "ready");
  const group = (title: string, members: readonly BoardSummary[]) =>
    members.length === 0
      ? []
      : [
          {
            label: title,
            options: members.map((board) => ({ value: board.id, label: label(board.labels) })),
          },
        ];
  return (
    <Select<string>
      aria-label={t("boards.choose")}
      className={styles.chooser ?? ""}
      popupMatchSelectWidth={false}
      showSearch={{ optionFilterProp: "label" }}
      value={value}
      options={[
        ...group(
          t("boards.mine"),
          boards.filter(({ source }) => source === "own"),
        ),
        ...group(
          t("boards.shared"),
          boards.filter(({ source }) => source === "shared"),
        ),
        ...AREAS.flatMap((area) =>
          group(
            area === null ? t("boards.wholeCompany") : t(`shell.areas.${area}`),
            ready.filter((board) => (board.area ?? null) === area),
          ),
        ),
      ]}
      onChange={onChange}
    />
  );
}
