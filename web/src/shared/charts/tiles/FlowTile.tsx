import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../format";
import { ChartCard } from "../ChartCard";
import type { ChartContext } from "../context";
import type { TileData } from "../shapes";
import type { TileProps } from "../tile";
import { useTile } from "./common";
import { nodeName, toFlowOption } from "./flow";

const pieces = () => import("../pieces/sankey");

export function FlowTile(props: TileProps) {
  const { t } = useTranslation();
  const { exact } = useFormat();
  const { state, height, open } = props;
  const { card } = useTile(props);
  const data = state.data?.flow;
  const toOption = useCallback(
    (all: TileData, context: ChartContext) => (all.flow === undefined ? {} : toFlowOption(all.flow, context)),
    [],
  );
  const name = (id: string) => {
    const node = data?.nodes.find((candidate) => candidate.id === id);
    return node === undefined ? id : `${data?.columns[node.column]?.label ?? ""} ${nodeName(node)}`;
  };
  return (
    <ChartCard
      {...card}
      isEmpty={() => (data?.links.length ?? 0) === 0}
      toOption={toOption}
      height={height ?? 320}
      along="marks"
      pieces={pieces}
      actionsOf={(index) => {
        const node = data?.nodes[index];
        const link = data?.links[index - data.nodes.length];
        return node !== undefined
          ? (open?.({ kind: "node", node: node.id }) ?? null)
          : link !== undefined
            ? (open?.({ kind: "link", from: link.from, to: link.to }) ?? null)
            : null;
      }}
      table={() => ({
        columns: [
          { key: "from", title: t("charts.from"), render: ({ from }) => name(from) },
          { key: "to", title: t("charts.to"), render: ({ to }) => name(to) },
          { key: "n", title: t("metrics.n"), align: "end", render: ({ n }) => exact(n) },
        ],
        rows: data?.links ?? [],
        keyOf: ({ from, to }) => `${from} ${to}`,
      })}
    />
  );
}
