import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { stepText, useFormat } from "../../format";
import { ChartCard } from "../ChartCard";
import styles from "../charts.module.css";
import type { ChartContext } from "../context";
import type { TileProps } from "../tile";
import { resultOf, useActions, useTile } from "./common";
import { Keys } from "./Keys";
import { type Part, toShareOption, toSharesOption, toWholes } from "./share";

export function ShareTile(props: TileProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { question, state, height } = props;
  const { id, result, nameOf, dimensionTitle, card } = useTile(props);
  const [by = ""] = question.by;
  const { grain } = question;
  const actions = useActions(props);
  const whole = resultOf(state.data, 1, id);
  const wholes = useMemo(
    () => toWholes(result?.cells ?? [], whole?.cells ?? [], (cell) => nameOf(cell, by), t("charts.rest")),
    [result, whole, nameOf, by, t],
  );
  const names = [...new Set(wholes.flatMap(({ parts }) => parts.map(({ name }) => name)))];
  const toOption = useCallback(
    (_: unknown, context: ChartContext) => {
      const [only] = wholes;
      if (result === undefined || only === undefined) {
        return {};
      }
      return grain === null
        ? toShareOption(only, result, context)
        : toSharesOption(wholes, grain, result, context);
    },
    [wholes, result, grain],
  );
  const rows = wholes.flatMap(({ time, parts }) => parts.map((part) => ({ time, ...part })));
  const actionsOfPart = (part: Part | undefined) =>
    part?.cell == null ? null : actions(id, part.cell, part.name, by, grain);
  return (
    <ChartCard
      {...card}
      isEmpty={() => wholes.length === 0}
      toOption={toOption}
      height={height ?? (grain === null ? Math.max(96, 28 + 26 * names.length) : 220)}
      along={grain === null ? "y" : "marks"}
      actionsOf={(index) =>
        grain === null
          ? actionsOfPart(wholes[0]?.parts[index])
          : actionsOfPart(
              wholes[Math.floor(index / names.length)]?.parts.find(
                ({ name }) => name === names[index % names.length],
              ),
            )
      }
      legend={grain === null ? null : <Keys names={names} rest={t("charts.rest")} />}
      table={() => ({
        columns: [
          ...(grain === null
            ? []
            : [
                {
                  key: "time",
                  title: t("metrics.time"),
                  render: ({ time }: (typeof rows)[number]) =>
                    time === null ? "" : stepText(grain, time, format.language),
                },
              ]),
          { key: "name", title: dimensionTitle(by), render: ({ name }) => name },
          {
            key: "share",
            title: t("charts.share"),
            align: "end",
            render: ({ share }) => format.percent(share),
          },
          {
            key: "value",
            title: t("metrics.value"),
            align: "end",
            render: ({ value }) =>
              result === undefined ? "" : format.exactMetric(value, result.unit, result.currency),
          },
          {
            key: "n",
            title: t("metrics.n"),
            align: "end",
            render: ({ cell }) => (cell === null ? "–" : format.exact(cell.n)),
          },
        ],
        rows,
        keyOf: ({ time, name }) => `${time} ${name}`,
      })}
      foot={
        wholes.some(({ overlaps }) => overlaps) ? (
          <p className={styles.foot}>{t("charts.overlap")}</p>
        ) : undefined
      }
    />
  );
}
