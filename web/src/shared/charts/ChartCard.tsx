import { BarChartOutlined, DownloadOutlined, TableOutlined } from "@ant-design/icons";
import type { ECharts, EChartsCoreOption } from "echarts/core";
import { type ReactNode, useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useFormat } from "../format";
import { useTheme } from "../preferences";
import { type Column, DataTable, ErrorView, Skeleton } from "../ui";
import { Chart, type Point } from "./Chart";
import styles from "./charts.module.css";
import { type ChartContext, FONT, useChartContext } from "./context";
import { About, type MarkActions, MarkMenu } from "./marks";
import { type ChartColours, chartColours } from "./palette";

/** What a card knows of its data: TanStack Query's own words. */
export type CardState<T> = Readonly<{
  data: T | undefined;
  error: unknown;
  isFetching: boolean;
  refetch: () => void;
}>;

/**
 * A chart with all that belongs to it: title, legend, loading, error, empty, stale, the same as a table, and as a picture.
 * `toOption` must be stable.
 */
export function ChartCard<T, Row>({
  title,
  href,
  note,
  legend,
  state,
  asOf,
  isEmpty,
  toOption,
  height,
  along = "x",
  pieces,
  table,
  onOpen,
  actionsOf,
  about,
  tools,
  body,
  foot,
  className = "",
}: Readonly<{
  title: string;
  /** The page behind the chart. */
  href?: string;
  note?: ReactNode;
  legend?: ReactNode;
  state: CardState<T>;
  /** When the data were read; shown when they could not be read anew. */
  asOf?: string | undefined;
  isEmpty: (data: T) => boolean;
  toOption: (data: T, context: ChartContext) => EChartsCoreOption;
  height: number;
  along?: "x" | "y" | "marks";
  /** Loads the parts of ECharts that only this kind needs; must be stable. */
  pieces?: () => Promise<unknown>;
  table: (data: T) => Readonly<{
    columns: readonly Column<Row>[];
    rows: readonly Row[];
    keyOf: (row: Row) => string;
    hrefOf?: (row: Row) => string;
  }>;
  /** Opens what stands at a place of the axis; must be stable. */
  onOpen?: (index: number) => void;
  /** What can be done with a mark: with one thing it is done at once, of several one is chosen. */
  actionsOf?: (index: number) => MarkActions | null;
  /** What the chart tells of itself. */
  about?: ReactNode;
  /** More buttons for the head. */
  tools?: ReactNode;
  /** What is shown in place of a drawing. */
  body?: (data: T) => ReactNode;
  foot?: ReactNode;
  className?: string;
}>) {
  const { t } = useTranslation();
  const context = useChartContext();
  const { dateTime } = useFormat();
  const { dark } = useTheme();
  const navigate = useNavigate();
  const [asTable, setAsTable] = useState(false);
  const [menu, setMenu] = useState<Readonly<{ actions: MarkActions; at: Point }> | null>(null);
  const chart = useRef<ECharts | null>(null);
  const onReady = useCallback((ready: ECharts | null) => {
    chart.current = ready;
  }, []);
  const { data, error, isFetching } = state;
  const draw = useCallback(
    (colours: ChartColours) => (data === undefined ? {} : toOption(data, { ...context, colours })),
    [data, toOption, context],
  );
  const act = (index: number, at: Point) => {
    const actions = actionsOf?.(index) ?? null;
    const count = (actions?.more.length ?? 0) + (actions?.links?.length ?? 0);
    if (actions === null || (actions.href === undefined && count === 0)) {
      return;
    }
    if (actions.href !== undefined && count === 0) {
      void navigate(actions.href);
    } else if (actions.href === undefined && count === 1 && actions.more[0] !== undefined) {
      actions.more[0].run();
    } else {
      setMenu({ actions, at });
    }
  };
  const other = asTable ? t("metrics.asChart") : t("metrics.asTable");
  const drawn = data !== undefined && !isEmpty(data);
  return (
    <section className={`${styles.card} ${className}`} aria-label={title} aria-busy={isFetching}>
      <header className={styles.head}>
        <h2>{href === undefined ? title : <Link to={href}>{title}</Link>}</h2>
        {note}
        <span className={styles.grow} />
        {about === undefined ? null : <About title={title}>{about}</About>}
        {drawn && body === undefined ? (
          <span className={styles.tools}>
            <button
              type="button"
              aria-pressed={asTable}
              aria-label={other}
              title={other}
              onClick={() => setAsTable(!asTable)}
            >
              {asTable ? <BarChartOutlined aria-hidden /> : <TableOutlined aria-hidden />}
            </button>
            {asTable ? null : (
              <button
                type="button"
                aria-label={t("metrics.asPicture")}
                title={t("metrics.asPicture")}
                onClick={() => chart.current && savePicture(chart.current, title, chartColours(dark))}
              >
                <DownloadOutlined aria-hidden />
              </button>
            )}
          </span>
        ) : null}
        {tools}
      </header>
      {error !== null && data !== undefined && asOf !== undefined ? (
        <p className={styles.stale} role="status">
          {t("metrics.stale", { time: dateTime(asOf) })}{" "}
          <button type="button" className={styles.inline} onClick={state.refetch}>
            {t("common.tryAgain")}
          </button>
        </p>
      ) : null}
      {data === undefined ? (
        error === null ? (
          <div style={{ minHeight: height }}>
            <Skeleton lines={Math.max(3, Math.floor(height / 40))} />
          </div>
        ) : (
          <ErrorView error={error} onRetry={state.refetch} />
        )
      ) : drawn ? (
        <div className={isFetching ? styles.fetching : ""}>
          {legend !== undefined && legend !== null && !asTable ? (
            <div className={styles.legend}>{legend}</div>
          ) : null}
          {body !== undefined ? (
            body(data)
          ) : asTable ? (
            <div style={{ maxHeight: height + 28, overflow: "auto" }}>
              <DataTable label={title} {...table(data)} />
            </div>
          ) : (
            <>
              <div className={styles.drawing}>
                <Chart
                  toOption={draw}
                  height={height}
                  along={along}
                  pieces={pieces}
                  onOpen={actionsOf === undefined ? onOpen : act}
                  onReady={onReady}
                />
                {menu === null ? null : <MarkMenu {...menu} onClose={() => setMenu(null)} />}
              </div>
              <div className="visually-hidden">
                <DataTable label={title} {...table(data)} hrefOf={undefined} />
              </div>
            </>
          )}
          {foot}
        </div>
      ) : (
        <p className={styles.nothing} style={{ minHeight: Math.min(height, 120) }}>
          {t("metrics.nothing")}
        </p>
      )}
    </section>
  );
}

/** Saves the chart under its title as a PNG twice its size. */
function savePicture(chart: ECharts, title: string, colours: ChartColours): void {
  const drawn = chart.renderToCanvas({ pixelRatio: 2, backgroundColor: colours.background });
  const picture = document.createElement("canvas");
  const head = 72;
  picture.width = drawn.width + 48;
  picture.height = drawn.height + head + 24;
  const pen = picture.getContext("2d");
  if (pen === null) {
    throw new Error("This browser cannot draw.");
  }
  pen.fillStyle = colours.background;
  pen.fillRect(0, 0, picture.width, picture.height);
  pen.fillStyle = colours.text;
  pen.font = `600 30px ${FONT}`;
  pen.fillText(title, 24, 44);
  pen.drawImage(drawn, 24, head);
  const link = document.createElement("a");
  link.download = `${title}.png`;
  link.href = picture.toDataURL("image/png");
  link.click();
}
