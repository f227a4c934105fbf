import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../format";
import { ChartCard } from "../ChartCard";
import styles from "../charts.module.css";
import type { ChartContext } from "../context";
import type { TileProps } from "../tile";
import { resultOf, useActions, useNumberColumns, useTile } from "./common";
import { toHeat, toHeatmapOption } from "./heatmap";

export function HeatmapTile(props: TileProps) {
  const { t } = useTranslation();
  const { exact } = useFormat();
  const { question, height } = props;
  const { id, result, nameOf, dimensionTitle, card } = useTile(props);
  const [across = "", down = ""] = question.by;
  const actions = useActions(props);
  const heat = useMemo(
    () =>
      toHeat(
        result?.cells ?? [],
        (cell) => nameOf(cell, down),
        (cell) => nameOf(cell, across),
      ),
    [result, nameOf, across, down],
  );
  const toOption = useCallback(
    (_: unknown, context: ChartContext) =>
      result === undefined ? {} : toHeatmapOption(heat, result, context),
    [heat, result],
  );
  const numbers = useNumberColumns<(typeof heat.fields)[number]>(result, ({ cell }) => cell);
  return (
    <ChartCard
      {...card}
      isEmpty={(data) => resultOf(data, 0, id) === undefined || heat.fields.length === 0}
      toOption={toOption}
      height={height ?? Math.min(460, 40 + 40 * heat.rows.length)}
      along="marks"
      actionsOf={(index) => {
        const field = heat.fields[index];
        return field === undefined ? null : actions(id, field.cell, nameOf(field.cell, across), across);
      }}
      table={() => ({
        columns: [
          { key: "down", title: dimensionTitle(down), render: ({ y }) => heat.rows[y] ?? "" },
          { key: "across", title: dimensionTitle(across), render: ({ x }) => heat.columns[x] ?? "" },
          ...numbers,
        ],
        rows: heat.fields,
        keyOf: ({ x, y }) => `${x} ${y}`,
        hrefOf: ({ cell }) => props.rowsOf(id, cell, null),
      })}
      foot={
        heat.hidden > 0 ? (
          <p className={styles.foot}>{t("metrics.hidden", { n: exact(heat.hidden) })}</p>
        ) : undefined
      }
    />
  );
}
