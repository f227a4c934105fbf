import type { TFunction } from "i18next";
import { Fragment, type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Cell, MetricDefinition, MetricResult } from "../../api";
import { Problem } from "../../api";
import { estimateText, periodText, useFormat } from "../../format";
import type { Column } from "../../ui";
import type { CardState } from "../ChartCard";
import { stateText } from "../context";
import { kindNote } from "../kindText";
import type { MarkActions } from "../marks";
import { useDimensionNames } from "../names";
import type { TileData } from "../shapes";
import type { TileProps } from "../tile";

/** The result of a metric in one of the answers; undefined where it was refused or is not there. */
export function resultOf(
  data: TileData | undefined,
  index: number,
  metric: string,
): MetricResult | undefined {
  const result = data?.answers[index]?.results.get(metric);
  return result === undefined || result instanceof Problem ? undefined : result;
}

/** The state of a tile, which has failed when none of its metrics could be answered. */
export function tileState({ state, question }: TileProps): CardState<TileData> {
  const { data } = state;
  const first = data?.answers[0];
  if (first === undefined) {
    return state;
  }
  const results = question.metrics.map((metric) => first.results.get(metric));
  const refused = results.find((result) => result instanceof Problem);
  return refused !== undefined && results.every((result) => result instanceof Problem)
    ? { ...state, data: undefined, error: refused }
    : state;
}

/** What every tile reads of its question: its first metric, its results, and what members of its dimensions are called. */
export function useTile(props: TileProps) {
  const { question, state, metrics, title, href, className, tools } = props;
  const { label } = useFormat();
  const id = question.metrics[0] ?? "";
  const metric = metrics.find((candidate) => candidate.id === id);
  const asked = useMemo(
    () => question.metrics.flatMap((each) => metrics.find((candidate) => candidate.id === each) ?? []),
    [metrics, question.metrics],
  );
  const result = resultOf(state.data, 0, id);
  const nameOf = useDimensionNames(metric);
  const dimensionTitle = (path: string): string => {
    const found = metric?.dimensions.find((dimension) => dimension.path === path);
    return found === undefined ? path : label(found.labels);
  };
  return {
    id,
    metric,
    asked,
    result,
    nameOf,
    dimensionTitle,
    card: {
      title,
      ...(href === undefined ? {} : { href }),
      state: tileState(props),
      asOf: state.data?.asOf ?? undefined,
      className: className ?? "",
      tools,
      about: <Explanation {...props} asked={asked} />,
    },
  };
}

/** What can be done with the mark of a cell: its rows, and the board filtered by its part. */
export function useActions({ rowsOf, onSelect }: TileProps) {
  const { t } = useTranslation();
  return (
    metric: string,
    cell: Cell,
    name: string,
    path: string | undefined,
    grain: Parameters<TileProps["rowsOf"]>[2] = null,
    more: MarkActions["more"] = [],
  ): MarkActions => ({
    href: rowsOf(metric, cell, grain),
    more: [
      ...more,
      ...(onSelect === undefined || path === undefined
        ? []
        : [
            {
              key: "select",
              text: t("charts.select", { name }),
              run: () => onSelect({ path, value: cell.dimensions[path] ?? null }),
            },
          ]),
    ],
  });
}

/** The columns every table of cells ends with. */
export function useNumberColumns<Row>(
  result: Pick<MetricResult, "unit" | "currency"> | undefined,
  cellOf: (row: Row) => Cell | undefined,
): readonly Column<Row>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const text = (row: Row) => {
    const cell = cellOf(row);
    return result === undefined || cell === undefined
      ? null
      : estimateText(format, cell, result.unit, result.currency);
  };
  const n = (row: Row) => {
    const cell = cellOf(row);
    return cell === undefined ? "–" : format.exact(cell.n);
  };
  return [
    { key: "value", title: t("metrics.value"), align: "end", render: (row) => text(row)?.value ?? "–" },
    { key: "interval", title: t("metrics.interval"), align: "end", render: (row) => text(row)?.range ?? "–" },
    { key: "n", title: t("metrics.n"), align: "end", render: n },
    {
      key: "state",
      title: t("metrics.state"),
      render: (row) => {
        const cell = cellOf(row);
        return cell === undefined ? "–" : stateText(t, cell.state);
      },
    },
  ];
}

/** How a chart is to be read, and what its numbers are: definition, period, n, interval. */
function Explanation({
  question,
  scope,
  state: { data },
  asked,
}: TileProps & Readonly<{ asked: readonly MetricDefinition[] }>) {
  const { t } = useTranslation();
  const { label, exact, language, dateTime } = useFormat();
  const sizes = (metric: string): string | null => {
    const found = (resultOf(data, 0, metric)?.cells ?? []).map(({ n }) => n);
    const [least, most] = [Math.min(...found), Math.max(...found)];
    return found.length === 0 ? null : least === most ? exact(most) : `${exact(least)} – ${exact(most)}`;
  };
  return (
    <dl>
      <Line name={t("charts.explain.reading")}>{kindNote(t, question.kind)}</Line>
      {asked.map((metric) => (
        <Fragment key={metric.id}>
          <Line name={label(metric.labels)}>
            {label(metric.description)} <span className="quiet">{label(metric.formula)}</span>
          </Line>
          <Line name={t("charts.explain.n")}>{sizes(metric.id)}</Line>
          <Line name={t("charts.explain.interval")}>{methodOf(t, metric)}</Line>
          <Line name={t("charts.explain.minimum")}>
            {metric.minimum === null ? null : exact(metric.minimum)}
          </Line>
        </Fragment>
      ))}
      {question.kind === "text" ? null : (
        <Line name={t("charts.explain.period")}>{periodText(scope.period, language)}</Line>
      )}
      <Line name={t("charts.explain.filter")}>
        {scope.filter === null ? null : <code>{scope.filter}</code>}
      </Line>
      <Line name={t("charts.explain.asOf")}>{data?.asOf ? dateTime(data.asOf) : null}</Line>
    </dl>
  );
}

function methodOf(t: TFunction, { interval }: MetricDefinition): string {
  const method = interval ?? "composite";
  return t(`metrics.methods.${method}`);
}

function Line({ name, children }: Readonly<{ name: string; children: ReactNode }>) {
  return children === null ? null : (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
