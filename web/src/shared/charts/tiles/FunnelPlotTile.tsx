import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../format";
import { ChartCard } from "../ChartCard";
import styles from "../charts.module.css";
import type { ChartContext } from "../context";
import type { TileProps } from "../tile";
import { resultOf, useActions, useNumberColumns, useTile } from "./common";
import { type Standing, toFunnelPlotOption, toStandings } from "./funnelplot";

const scatter = () => import("../pieces/scatter");
const NONE: readonly Standing[] = [];

export function FunnelPlotTile(props: TileProps) {
  const { t } = useTranslation();
  const { exact } = useFormat();
  const { question, state, height, rowsOf } = props;
  const { id, metric, result, nameOf, dimensionTitle, card } = useTile(props);
  const [by = ""] = question.by;
  const actions = useActions(props);
  const target = resultOf(state.data, 1, id)?.cells[0]?.value ?? null;
  const plot = useMemo(
    () => (result === undefined ? null : toStandings(result, target, (cell) => nameOf(cell, by))),
    [result, target, nameOf, by],
  );
  const direction = metric?.direction ?? "up";
  const toOption = useCallback(
    (_: unknown, context: ChartContext) =>
      plot === null || result === undefined
        ? {}
        : toFunnelPlotOption(plot.standings, plot.limits, direction, result, context),
    [plot, result, direction],
  );
  const numbers = useNumberColumns<Standing>(result, ({ cell }) => cell);
  const standings = plot?.standings ?? NONE;
  const left = (result?.cells.length ?? 0) - standings.length;
  const widened = plot !== null && plot.limits.overdispersion > 1;
  return (
    <ChartCard
      {...card}
      isEmpty={() => standings.length === 0}
      toOption={toOption}
      height={height ?? 280}
      along="marks"
      pieces={scatter}
      actionsOf={(index) => {
        const standing = standings[index];
        return standing === undefined ? null : actions(id, standing.cell, standing.name, by);
      }}
      legend={
        <>
          <span className={styles.keyGhost}>{t("charts.limits95")}</span>
          <span className={styles.keyCentre}>{t("charts.limits998")}</span>
        </>
      }
      table={() => ({
        columns: [
          { key: "name", title: dimensionTitle(by), render: ({ name }) => name },
          ...numbers,
          {
            key: "verdict",
            title: t("charts.limits"),
            render: ({ verdict }) => t(`charts.verdicts.${verdict}`),
          },
        ],
        rows: standings,
        keyOf: ({ cell }) => JSON.stringify(cell.dimensions),
        hrefOf: ({ cell }) => rowsOf(id, cell, null),
      })}
      foot={
        left > 0 || widened ? (
          <p className={styles.foot}>
            {widened ? `${t("charts.overdispersed", { phi: exact(plot.limits.overdispersion, 1) })} ` : ""}
            {left > 0 ? t("charts.leftOut", { n: exact(left) }) : ""}
          </p>
        ) : undefined
      }
    />
  );
}
