import { useQuery } from "@tanstack/react-query";
import { Button, Checkbox, Drawer, Input, InputNumber, Select } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type BoardDefinition,
  type Grain,
  type Look,
  type MetricDefinition,
  metricsQuery,
  Problem,
  previewQuery,
  type Tile,
  useObjectType,
} from "@/shared/api";
import {
  CHART_KINDS,
  type ChartKindId,
  chartKind,
  chartReasons,
  KindIcon,
  kindName,
  kindNote,
  reasonText,
} from "@/shared/charts";
import { FilterBar } from "@/shared/filter/FilterBar";
import { GRAINS, type PeriodChoice, useFormat } from "@/shared/format";
import { FormField } from "@/shared/ui/FormField";
import { BoardTile } from "../BoardTile";
import { usePathName, useTileTitle } from "../title";
import { useTileStates } from "../useAnswers";
import styles from "./builder.module.css";
import { bare, newId } from "./draft";
import { begun, drawable, sharedDimensions, sized, suited } from "./tile";

const NONE: readonly MetricDefinition[] = [];

/** Says what a tile shows and how; what it would look like stands beside it. */
export function TilePanel({
  tile,
  board,
  look,
  choice,
  onDone,
  onClose,
}: Readonly<{
  /** Null = a new one. */
  tile: Tile | null;
  board: BoardDefinition;
  look: Look;
  choice: PeriodChoice;
  onDone: (tile: Tile) => void;
  onClose: () => void;
}>) {
  const { t } = useTranslation();
  const titleOf = useTileTitle();
  const pathName = usePathName();
  const metrics = useQuery(metricsQuery).data ?? NONE;
  const [draft, setDraft] = useState<Tile>(tile ?? begun);
  const [filtering, setFiltering] = useState(false);
  const kind = chartKind(draft.kind);
  const asked = metrics.filter(({ id }) => draft.metrics.includes(id));
  const reasons = reasonsOf(draft, draft.kind, metrics);
  const ready = reasons.length === 0 && (draft.kind !== "text" || draft.text !== undefined);
  const states = useTileStates(ready ? [draft] : [], (batch) =>
    previewQuery(
      { labels: { zh: "–", en: "–" }, period: board.period, filters: board.filters, tiles: batch.map(bare) },
      look,
    ),
  );
  const state = states.get(draft.id);
  const problem = filterProblem(state?.error);
  const set = (next: Partial<Tile>) => setDraft(suited({ ...draft, ...next }, metrics, tile !== null));
  return (
    <Drawer
      open
      title={tile === null ? t("boards.builder.add") : t("boards.builder.editTile", { name: titleOf(tile) })}
      onClose={onClose}
      size={560}
      footer={
        <div className={styles.foot}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button
            type="primary"
            disabled={!ready}
            onClick={() =>
              onDone(
                tile === null
                  ? { ...sized(draft), id: newId(board.tiles, draft.metrics[0] ?? draft.kind) }
                  : draft,
              )
            }
          >
            {tile === null ? t("boards.builder.place") : t("boards.builder.apply")}
          </Button>
        </div>
      }
    >
      <section className={styles.preview} aria-label={t("boards.builder.preview")}>
        {ready ? (
          <BoardTile
            tile={{ ...draft, layout: { ...draft.layout, h: Math.min(8, draft.layout.h) } }}
            state={state}
            choice={choice}
            limitName={pathName}
            linked={false}
          />
        ) : (
          <p className="quiet" role="status">
            {draft.metrics.length === 0 && draft.kind !== "text"
              ? t("boards.builder.chooseMetric")
              : reasons.map((reason) => reasonText(t, reason)).join(" · ") || t("boards.builder.writeText")}
          </p>
        )}
      </section>
      {draft.kind === "text" ? (
        <TextFields tile={draft} onChange={set} />
      ) : (
        <Question draft={draft} metrics={metrics} asked={asked} onChange={set} />
      )}
      <KindChoice draft={draft} metrics={metrics} onChange={(id) => set({ kind: id })} />
      {kind.time === "never" ? null : (
        <FormField label={t("metrics.grain")}>
          {(control) => (
            <Select<Grain | "own">
              {...control}
              value={draft.grain ?? "own"}
              options={[
                {
                  value: "own",
                  label: kind.time === "maybe" ? t("boards.builder.noSteps") : t("metrics.grains.own"),
                },
                ...GRAINS.map((value) => ({ value, label: t(`metrics.grains.${value}`) })),
              ]}
              onChange={(value) => setDraft(without(draft, "grain", value === "own" ? undefined : value))}
            />
          )}
        </FormField>
      )}
      {kind.target === "never" ? null : (
        <div className={styles.pair}>
          <FormField label={t("charts.target")} required={kind.target === "always"}>
            {(control) => (
              <InputNumber
                {...control}
                style={{ width: "100%" }}
                value={scaled(draft.target, asked[0], 1) ?? null}
                suffix={asked[0]?.unit === "percent" ? "%" : undefined}
                onChange={(value) => setDraft(without(draft, "target", scaled(value, asked[0], -1)))}
              />
            )}
          </FormField>
          <FormField label={t("charts.limit")}>
            {(control) => (
              <InputNumber
                {...control}
                style={{ width: "100%" }}
                value={scaled(draft.redline, asked[0], 1) ?? null}
                suffix={asked[0]?.unit === "percent" ? "%" : undefined}
                onChange={(value) => setDraft(without(draft, "redline", scaled(value, asked[0], -1)))}
              />
            )}
          </FormField>
        </div>
      )}
      {draft.kind === "text" ? null : (
        <>
          <TileFilter
            object={asked[0]?.object ?? null}
            text={draft.filter ?? null}
            open={filtering}
            problem={problem}
            onOpen={setFiltering}
            onChange={(filter) => setDraft(without(draft, "filter", filter ?? undefined))}
          />
          <OwnPeriod
            draft={draft}
            board={board}
            onChange={(period) => setDraft(without(draft, "period", period))}
          />
        </>
      )}
      {draft.kind === "text" ? null : (
        <TitleFields
          draft={draft}
          standard={titleOf({ ...draft, labels: undefined } as unknown as Tile)}
          onChange={setDraft}
        />
      )}
    </Drawer>
  );
}

/** Sets an optional part, or leaves it out. */
function without<K extends "grain" | "target" | "redline" | "filter" | "period" | "labels">(
  tile: Tile,
  name: K,
  value: Tile[K] | undefined,
): Tile {
  const { [name]: _before, ...rest } = tile;
  return (value === undefined ? rest : { ...rest, [name]: value }) as Tile;
}

/** Shares are typed and shown as percent. */
function scaled<V extends number | null | undefined>(
  value: V,
  metric: MetricDefinition | undefined,
  way: 1 | -1,
): number | undefined {
  return value === null || value === undefined
    ? undefined
    : metric?.unit === "percent"
      ? Number((value * 100 ** way).toPrecision(12))
      : value;
}

function reasonsOf(draft: Tile, kind: ChartKindId, metrics: readonly MetricDefinition[]) {
  return chartReasons({ kind, metrics: draft.metrics, by: draft.by, target: draft.target ?? null }, metrics);
}

function filterProblem(error: unknown): Problem | null {
  return error instanceof Problem && error.issues.some(({ path }) => path.includes("filter")) ? error : null;
}

/** Which metrics, by which dimensions. */
function Question({
  draft,
  metrics,
  asked,
  onChange,
}: Readonly<{
  draft: Tile;
  metrics: readonly MetricDefinition[];
  asked: readonly MetricDefinition[];
  onChange: (next: Partial<Tile>) => void;
}>) {
  const { t } = useTranslation();
  const { label } = useFormat();
  const stages = [...new Set(metrics.map(({ stage }) => stage))];
  const dimensions = sharedDimensions(asked);
  return (
    <>
      <FormField label={t("boards.builder.metrics")} required>
        {(control) => (
          <Select<string[]>
            {...control}
            mode="multiple"
            showSearch={{ optionFilterProp: "search" }}
            value={[...draft.metrics]}
            options={stages.map((stage) => ({
              label: t(`metrics.stages.${stage}`, { defaultValue: stage }),
              options: metrics
                .filter((metric) => metric.stage === stage)
                .map(({ id, labels }) => ({
                  value: id,
                  label: label(labels),
                  search: `${labels.zh} ${labels.en} ${id}`,
                })),
            }))}
            onChange={(chosen) => onChange({ metrics: chosen })}
          />
        )}
      </FormField>
      <FormField label={t("boards.builder.by")}>
        {(control) => (
          <Select<string[]>
            {...control}
            mode="multiple"
            showSearch={{ optionFilterProp: "label" }}
            disabled={draft.metrics.length === 0}
            value={[...draft.by]}
            options={dimensions.map(({ path, labels }) => ({ value: path, label: label(labels) }))}
            onChange={(chosen) => onChange({ by: chosen.slice(-3) })}
          />
        )}
      </FormField>
    </>
  );
}

/** The kinds of charts; those that cannot draw the question say why. */
function KindChoice({
  draft,
  metrics,
  onChange,
}: Readonly<{
  draft: Tile;
  metrics: readonly MetricDefinition[];
  onChange: (kind: ChartKindId) => void;
}>) {
  const { t } = useTranslation();
  const kinds = useMemo(() => CHART_KINDS.filter(drawable), []);
  return (
    <fieldset className={styles.kinds}>
      <legend>{t("boards.builder.kind")}</legend>
      <div>
        {kinds.map((id) => {
          const reasons =
            id === "text" ? [] : reasonsOf(draft, id, metrics).filter(({ code }) => code !== "no_target");
          const off = reasons.length > 0;
          const why = off ? reasons.map((reason) => reasonText(t, reason)).join(" · ") : kindNote(t, id);
          return (
            <label key={id} className={off ? styles.off : ""} title={why}>
              <input
                type="radio"
                name="kind"
                value={id}
                checked={draft.kind === id}
                disabled={off}
                onChange={() => onChange(id)}
              />
              <KindIcon kind={id} /> {kindName(t, id)}
              {off ? <small>{why}</small> : null}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}

/** The condition on the records a tile counts; the same form as above lists. */
function TileFilter({
  object,
  text,
  open,
  problem,
  onOpen,
  onChange,
}: Readonly<{
  object: string | null;
  text: string | null;
  open: boolean;
  problem: Problem | null;
  onOpen: (open: boolean) => void;
  onChange: (text: string | null) => void;
}>) {
  const { t } = useTranslation();
  const type = useObjectType(object ?? undefined);
  return (
    <div className={styles.field}>
      <span>{t("boards.builder.filter")}</span>
      {type === undefined ? (
        <Input
          aria-label={t("boards.builder.filter")}
          value={text ?? ""}
          onChange={({ target }) => onChange(target.value === "" ? null : target.value)}
        />
      ) : open || text !== null ? (
        <FilterBar
          type={type}
          text={text}
          open={open}
          problem={problem}
          onOpen={onOpen}
          onChange={onChange}
        />
      ) : (
        <Button size="small" onClick={() => onOpen(true)}>
          {t("boards.builder.addFilter")}
        </Button>
      )}
    </div>
  );
}

/** Other days than the board's. */
function OwnPeriod({
  draft,
  board,
  onChange,
}: Readonly<{
  draft: Tile;
  board: BoardDefinition;
  onChange: (period: Tile["period"] | undefined) => void;
}>) {
  const { t } = useTranslation();
  const own = draft.period;
  return (
    <div className={styles.field}>
      <Checkbox
        checked={own !== undefined}
        onChange={({ target }) => onChange(target.checked ? board.period : undefined)}
      >
        {t("boards.builder.ownPeriod")}
      </Checkbox>
      {own === undefined ? null : (
        <div className={styles.pair}>
          <InputNumber
            aria-label={t("boards.steps")}
            min={1}
            max={400}
            value={own.steps}
            onChange={(steps) => steps !== null && onChange({ ...own, steps })}
          />
          <Select<Grain>
            aria-label={t("metrics.grain")}
            value={own.grain}
            options={GRAINS.map((grain) => ({ value: grain, label: t(`metrics.grains.${grain}`) }))}
            onChange={(grain) => onChange({ ...own, grain })}
          />
        </div>
      )}
    </div>
  );
}

/** The title in both languages; empty = made of what the tile shows. */
function TitleFields({
  draft,
  standard,
  onChange,
}: Readonly<{ draft: Tile; standard: string; onChange: (tile: Tile) => void }>) {
  const { t } = useTranslation();
  const set = (language: "zh" | "en", text: string) => {
    const labels = { zh: draft.labels?.zh ?? "", en: draft.labels?.en ?? "", [language]: text };
    const empty = labels.zh === "" && labels.en === "";
    onChange(without(draft, "labels", empty ? undefined : labels));
  };
  return (
    <div className={styles.pair}>
      <FormField label={t("boards.nameZh")}>
        {(control) => (
          <Input
            {...control}
            maxLength={100}
            placeholder={standard}
            value={draft.labels?.zh ?? ""}
            onChange={({ target }) => set("zh", target.value)}
          />
        )}
      </FormField>
      <FormField label={t("boards.nameEn")}>
        {(control) => (
          <Input
            {...control}
            maxLength={100}
            placeholder={standard}
            value={draft.labels?.en ?? ""}
            onChange={({ target }) => set("en", target.value)}
          />
        )}
      </FormField>
    </div>
  );
}

function TextFields({ tile, onChange }: Readonly<{ tile: Tile; onChange: (next: Partial<Tile>) => void }>) {
  const { t } = useTranslation();
  const set = (language: "zh" | "en", text: string) =>
    onChange({ text: { zh: tile.text?.zh ?? "", en: tile.text?.en ?? "", [language]: text } });
  return (
    <>
      <FormField label={t("boards.builder.textZh")}>
        {(control) => (
          <Input.TextArea
            {...control}
            rows={3}
            value={tile.text?.zh ?? ""}
            onChange={({ target }) => set("zh", target.value)}
          />
        )}
      </FormField>
      <FormField label={t("boards.builder.textEn")}>
        {(control) => (
          <Input.TextArea
            {...control}
            rows={3}
            value={tile.text?.en ?? ""}
            onChange={({ target }) => set("en", target.value)}
          />
        )}
      </FormField>
    </>
  );
}
