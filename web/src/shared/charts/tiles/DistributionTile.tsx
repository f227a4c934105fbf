import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../format";
import { ChartCard } from "../ChartCard";
import styles from "../charts.module.css";
import type { ChartContext } from "../context";
import type { TileData } from "../shapes";
import type { TileProps } from "../tile";
import { useTile } from "./common";
import { toDistributionOption } from "./distribution";

export function DistributionTile(props: TileProps) {
  const { t } = useTranslation();
  const { exact, metric, percent } = useFormat();
  const { state, height, open } = props;
  const { card } = useTile(props);
  const [cumulative, setCumulative] = useState(false);
  const data = state.data?.distribution;
  const toOption = useCallback(
    (all: TileData, context: ChartContext) =>
      all.distribution === undefined ? {} : toDistributionOption(all.distribution, cumulative, context),
    [cumulative],
  );
  const edge = (value: number) => (data === undefined ? "" : metric(value, data.unit, data.currency));
  return (
    <ChartCard
      {...card}
      isEmpty={() => data === undefined || data.n === 0}
      toOption={toOption}
      height={height ?? 220}
      along="marks"
      actionsOf={(index) => {
        const bin = data?.bins[index];
        return bin === undefined ? null : (open?.({ kind: "bin", from: bin.from, to: bin.to }) ?? null);
      }}
      note={
        <button
          type="button"
          className={styles.inline}
          aria-pressed={cumulative}
          onClick={() => setCumulative(!cumulative)}
        >
          {cumulative ? t("charts.histogram") : t("charts.ecdf")}
        </button>
      }
      table={() => ({
        columns: [
          { key: "range", title: t("charts.range"), render: ({ from, to }) => `${edge(from)} – ${edge(to)}` },
          { key: "n", title: t("charts.count"), align: "end", render: ({ n }) => exact(n) },
        ],
        rows: data?.bins ?? [],
        keyOf: ({ from }) => String(from),
      })}
      foot={
        data === undefined ? undefined : (
          <p className={styles.foot}>
            n {exact(data.n)}
            {data.mean === null ? "" : ` · ${t("charts.mean")} ${edge(data.mean)}`}
            {data.quantiles.map(
              ({ p, value, low, high }) =>
                ` · ${percent(p)} ${edge(value)}${low === null || high === null ? "" : ` (${edge(low)} – ${edge(high)})`}`,
            )}
          </p>
        )
      }
    />
  );
}
