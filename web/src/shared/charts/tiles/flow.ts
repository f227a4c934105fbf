import type { EChartsCoreOption } from "echarts/core";
import { type ChartContext, FONT, tip, tooltipOf } from "../context";
import type { FlowData } from "../shapes";

type Node = FlowData["nodes"][number];

export const nodeName = ({ label, state }: Pick<Node, "label" | "state">): string => label ?? state;

/** States by column and what went between them; a state has one colour in all columns. */
export function toFlowOption(data: FlowData, context: ChartContext): EChartsCoreOption {
  const { colours, format, t } = context;
  const states = [...new Set(data.nodes.map(({ state }) => state))];
  const colourOf = (node: Node) =>
    colours.series[states.indexOf(node.state) % colours.series.length] as string;
  const known = new Map(data.nodes.map((node) => [node.id, node]));
  const links = data.links.flatMap((link, index) => {
    const [from, to] = [known.get(link.from), known.get(link.to)];
    // What goes back or stays in its column cannot be drawn as a flow.
    return link.n > 0 && from !== undefined && to !== undefined && from.column < to.column
      ? [{ source: link.from, target: link.to, value: link.n, open: data.nodes.length + index }]
      : [];
  });
  const used = new Set(links.flatMap(({ source, target }) => [source, target]));
  const columnOf = (node: Node) => data.columns[node.column]?.label ?? "";
  return {
    textStyle: { fontFamily: FONT },
    tooltip: {
      ...tooltipOf(context),
      trigger: "item",
      formatter: (item: { dataType: string; data: { open: number } }) => {
        const { open } = item.data;
        if (item.dataType === "node") {
          const node = data.nodes[open];
          return node === undefined
            ? ""
            : tip(nodeName(node), [{ name: columnOf(node), text: format.exact(node.n) }], context);
        }
        const link = data.links[open - data.nodes.length];
        const [from, to] = [known.get(link?.from ?? ""), known.get(link?.to ?? "")];
        return link === undefined || from === undefined || to === undefined
          ? ""
          : tip(
              `${nodeName(from)} → ${nodeName(to)}`,
              [
                { name: t("metrics.n"), text: format.exact(link.n) },
                {
                  name: `${t("charts.share")} · ${nodeName(from)}`,
                  text: from.n === 0 ? "–" : format.percent(link.n / from.n),
                  quiet: true,
                },
              ],
              context,
            );
      },
    },
    series: [
      {
        id: "flow",
        type: "sankey",
        cursor: "pointer",
        left: 4,
        right: 104,
        top: 8,
        bottom: 8,
        nodeWidth: 12,
        nodeGap: 10,
        draggable: false,
        layoutIterations: 0,
        emphasis: { focus: "adjacency" },
        lineStyle: { color: "source", opacity: 0.28, curveness: 0.5 },
        label: {
          color: colours.text,
          fontSize: 11,
          formatter: ({ data: node }: { data: { open: number } }) => {
            const shown = data.nodes[node.open];
            return shown === undefined ? "" : `${nodeName(shown)} ${format.short(shown.n)}`;
          },
        },
        data: data.nodes.flatMap((node, index) =>
          used.has(node.id)
            ? [
                {
                  name: node.id,
                  depth: node.column,
                  open: index,
                  itemStyle: { color: colourOf(node), borderWidth: 0 },
                },
              ]
            : [],
        ),
        links,
      },
    ],
  };
}
