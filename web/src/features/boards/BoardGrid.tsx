import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Tile } from "@/shared/api";
import type { Selection } from "@/shared/charts";
import type { PeriodChoice } from "@/shared/format";
import { StateView } from "@/shared/ui";
import { BoardTile } from "./BoardTile";
import styles from "./board.module.css";
import type { TileState } from "./useAnswers";

/** The tiles in their places; on narrow screens one below the other, numbers two beside each other. */
export function BoardGrid({
  tiles,
  states,
  choice,
  limitName,
  onSelect,
  linked = true,
  editable = null,
}: Readonly<{
  tiles: readonly Tile[];
  states: ReadonlyMap<string, TileState>;
  choice: PeriodChoice;
  limitName: (path: string) => string;
  onSelect?: (selection: Selection) => void;
  linked?: boolean;
  /** Where tiles can be added; null = nowhere. */
  editable?: string | null;
}>) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  if (tiles.length === 0) {
    return (
      <StateView
        title={t("boards.noTiles.title")}
        actions={
          editable === null ? undefined : (
            <Button type="primary" onClick={() => void navigate(editable)}>
              {t("boards.noTiles.add")}
            </Button>
          )
        }
      >
        {t("boards.noTiles.advice")}
      </StateView>
    );
  }
  const ordered = tiles.toSorted((a, b) => a.layout.y - b.layout.y || a.layout.x - b.layout.x);
  return (
    <div className={styles.grid}>
      {ordered.map((tile) => (
        <div
          key={tile.id}
          className={`${styles.cell} ${tile.kind === "number" ? styles.small : ""}`}
          style={{
            gridColumn: `${tile.layout.x + 1} / span ${tile.layout.w}`,
            gridRow: `${tile.layout.y + 1} / span ${tile.layout.h}`,
          }}
        >
          <BoardTile
            tile={tile}
            state={states.get(tile.id)}
            choice={choice}
            limitName={limitName}
            onSelect={onSelect}
            linked={linked}
          />
        </div>
      ))}
    </div>
  );
}
