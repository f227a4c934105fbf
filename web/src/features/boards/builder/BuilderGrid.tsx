import { DeleteOutlined, EditOutlined, HolderOutlined } from "@ant-design/icons";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import GridLayout, { useContainerWidth } from "react-grid-layout";
import "react-grid-layout/css/styles.css";
import { useTranslation } from "react-i18next";
import type { Layout, Tile } from "@/shared/api";
import { GAP, ROW } from "../BoardTile";
import { useTileTitle } from "../title";
import { COLUMNS, keyed, laidOut, place } from "./arrange";
import styles from "./builder.module.css";

/**
 * The tiles while they are arranged: by mouse and touch with the grid's own handles, by keyboard with the arrows (with Shift they
 * change the size). What happens is told to screen readers.
 */
export function BuilderGrid({
  tiles,
  chosen,
  render,
  onChange,
  onEdit,
  onRemove,
}: Readonly<{
  tiles: readonly Tile[];
  chosen: string | null;
  render: (tile: Tile) => ReactNode;
  onChange: (tiles: readonly Tile[]) => void;
  onEdit: (tile: Tile) => void;
  onRemove: (tile: Tile) => void;
}>) {
  const { t } = useTranslation();
  const titleOf = useTileTitle();
  const { width, containerRef, mounted } = useContainerWidth();
  const [said, setSaid] = useState("");
  const describe = (tile: Tile, { x, y, w, h }: Layout) =>
    setSaid(
      t("boards.builder.placed", { name: titleOf(tile), column: x + 1, row: y + 1, width: w, height: h }),
    );
  const onKey = (tile: Tile) => (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) {
      return;
    }
    if (event.key === "Enter") {
      event.preventDefault();
      onEdit(tile);
      return;
    }
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      onRemove(tile);
      setSaid(t("boards.builder.removed", { name: titleOf(tile) }));
      return;
    }
    const to = keyed(tile.layout, event.key, event.shiftKey);
    if (to !== null) {
      event.preventDefault();
      const next = place(tiles, tile.id, to);
      onChange(next);
      describe(tile, next.find(({ id }) => id === tile.id)?.layout ?? to);
    }
  };
  return (
    <div ref={containerRef} className={styles.canvas}>
      <p id="builder-keys" className="visually-hidden">
        {t("boards.builder.keys")}
      </p>
      <div className="visually-hidden" aria-live="assertive" role="status">
        {said}
      </div>
      {mounted ? (
        <GridLayout
          width={width}
          layout={tiles.map((tile) => ({ i: tile.id, ...tile.layout }))}
          gridConfig={{ cols: COLUMNS, rowHeight: ROW, margin: [GAP, GAP], containerPadding: [0, 0] }}
          dragConfig={{ handle: `.${styles.handle}`, threshold: 3 }}
          resizeConfig={{ handles: ["se", "e", "s"] }}
          onDragStop={(layout) => onChange(laidOut(tiles, layout))}
          onResizeStop={(layout) => onChange(laidOut(tiles, layout))}
        >
          {tiles.map((tile) => {
            const name = titleOf(tile);
            return (
              // biome-ignore lint/a11y/useSemanticElements: a tile to be moved, not a group of form fields
              <div
                key={tile.id}
                className={`${styles.tile} ${chosen === tile.id ? styles.chosen : ""}`}
                role="group"
                aria-label={name}
                aria-roledescription={t("boards.builder.tile")}
                aria-describedby="builder-keys"
                // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrows move it
                tabIndex={0}
                data-tile={tile.id}
                onKeyDown={onKey(tile)}
              >
                <div className={styles.bar}>
                  <span className={styles.handle} title={t("boards.builder.drag")}>
                    <HolderOutlined aria-hidden /> {name}
                  </span>
                  <button
                    type="button"
                    aria-label={t("boards.builder.editTile", { name })}
                    title={t("boards.builder.editTile", { name })}
                    onClick={() => onEdit(tile)}
                  >
                    <EditOutlined aria-hidden />
                  </button>
                  <button
                    type="button"
                    aria-label={t("boards.builder.removeTile", { name })}
                    title={t("boards.builder.removeTile", { name })}
                    onClick={() => onRemove(tile)}
                  >
                    <DeleteOutlined aria-hidden />
                  </button>
                </div>
                <div className={styles.content} inert>
                  {render(tile)}
                </div>
              </div>
            );
          })}
        </GridLayout>
      ) : null}
    </div>
  );
}
