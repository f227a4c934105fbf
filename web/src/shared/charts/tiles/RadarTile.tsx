import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Cell } from "../../api";
import { estimateText, useFormat } from "../../format";
import { ChartCard } from "../ChartCard";
import styles from "../charts.module.css";
import type { ChartContext } from "../context";
import type { TileProps } from "../tile";
import { resultOf, useTile } from "./common";
import { Keys } from "./Keys";
import { type Axis, type Member, toRadar, toRadarOption } from "./radar";

const pieces = () => import("../pieces/radar");

export function RadarTile(props: TileProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { question, state, height, rowsOf, onSelect } = props;
  const { asked, nameOf, dimensionTitle, card } = useTile(props);
  const [by = ""] = question.by;
  const { label } = format;
  const radar = useMemo(
    () =>
      toRadar(
        asked.flatMap((metric) => {
          const result = resultOf(state.data, 0, metric.id);
          return result === undefined ? [] : [{ metric, name: label(metric.labels), result }];
        }),
        (cell: Cell) => JSON.stringify(cell.dimensions[by] ?? null),
        (cell: Cell) => nameOf(cell, by),
      ),
    [asked, state.data, nameOf, by, label],
  );
  const toOption = useCallback((_: unknown, context: ChartContext) => toRadarOption(radar, context), [radar]);
  const text = (cell: Cell | undefined, { result }: Axis) =>
    cell === undefined ? "–" : (estimateText(format, cell, result.unit, result.currency)?.value ?? "–");
  const ends = ({ worst, best, result, name }: Axis) =>
    `${name} ${format.metric(worst, result.unit, result.currency)} → ${format.metric(best, result.unit, result.currency)}`;
  return (
    <ChartCard
      {...card}
      isEmpty={() => radar.members.length < 2}
      toOption={toOption}
      height={height ?? 300}
      along="marks"
      pieces={pieces}
      actionsOf={(index) => {
        const member = radar.members[index];
        return member === undefined
          ? null
          : {
              links: radar.axes.flatMap(({ metric, name }, place) => {
                const cell = member.cells[place];
                return cell === undefined
                  ? []
                  : [{ text: `${member.name} · ${name}`, href: rowsOf(metric.id, cell, null) }];
              }),
              more:
                onSelect === undefined
                  ? []
                  : [
                      {
                        key: "select",
                        text: t("charts.select", { name: member.name }),
                        run: () => onSelect({ path: by, value: member.cells[0]?.dimensions[by] ?? null }),
                      },
                    ],
            };
      }}
      legend={<Keys names={radar.members.map(({ name }) => name)} />}
      table={() => ({
        columns: [
          { key: "name", title: dimensionTitle(by), render: ({ name }: Member) => name },
          ...radar.axes.map((axis, place) => ({
            key: axis.metric.id,
            title: axis.name,
            align: "end" as const,
            render: ({ cells }: Member) => text(cells[place], axis),
          })),
        ],
        rows: radar.members,
        keyOf: ({ key }: Member) => key,
      })}
      foot={
        <p className={styles.foot}>
          {t("charts.axes", { text: radar.axes.map(ends).join(" · ") })}
          {radar.left.length === 0 ? "" : ` ${t("charts.radarLeft", { names: radar.left.join(" · ") })}`}
        </p>
      }
    />
  );
}
