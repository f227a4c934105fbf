import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../format";
import { ChartCard } from "../ChartCard";
import styles from "../charts.module.css";
import type { ChartContext } from "../context";
import type { TileProps } from "../tile";
import { resultOf, useActions, useNumberColumns, useTile } from "./common";
import { type Item, MOST_ITEMS, toItems, toParetoOption } from "./pareto";

export function ParetoTile(props: TileProps) {
  const { t } = useTranslation();
  const { exact, percent } = useFormat();
  const { question, state, height } = props;
  const { id, result, nameOf, dimensionTitle, card } = useTile(props);
  const [by = ""] = question.by;
  const actions = useActions(props);
  const whole = resultOf(state.data, 1, id)?.cells[0]?.value ?? null;
  const items = useMemo(
    () => toItems(result?.cells ?? [], whole, (cell) => nameOf(cell, by)) ?? [],
    [result, whole, nameOf, by],
  );
  const toOption = useCallback(
    (_: unknown, context: ChartContext) =>
      result === undefined ? {} : toParetoOption(items, result, context),
    [items, result],
  );
  const numbers = useNumberColumns<Item>(result, ({ cell }) => cell);
  const hidden = items.length - MOST_ITEMS;
  return (
    <ChartCard
      {...card}
      isEmpty={() => items.length === 0}
      toOption={toOption}
      height={height ?? 240}
      actionsOf={(index) => {
        const item = items[index];
        return item === undefined ? null : actions(id, item.cell, item.name, by);
      }}
      legend={
        <>
          <span className={styles.keySolid}>{t("metrics.value")}</span>
          <span className={styles.keyCumulative}>{t("charts.cumulative")}</span>
        </>
      }
      table={() => ({
        columns: [
          { key: "name", title: dimensionTitle(by), render: ({ name }) => name },
          ...numbers,
          {
            key: "cumulative",
            title: t("charts.cumulative"),
            align: "end",
            render: ({ cumulative }) => percent(cumulative),
          },
        ],
        rows: items,
        keyOf: ({ cell }) => JSON.stringify(cell.dimensions),
        hrefOf: ({ cell }) => props.rowsOf(id, cell, null),
      })}
      foot={
        hidden > 0 ? <p className={styles.foot}>{t("metrics.hidden", { n: exact(hidden) })}</p> : undefined
      }
    />
  );
}
