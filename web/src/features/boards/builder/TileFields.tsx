import { Button, Checkbox, Input, InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import {
  type BoardDefinition,
  type Grain,
  type MetricDefinition,
  type Problem,
  type Tile,
  useObjectType,
} from "@/shared/api";
import { CHART_KINDS, type ChartKindId, KindIcon, kindName, kindNote, reasonText } from "@/shared/charts";
import { FilterBar } from "@/shared/filter/FilterBar";
import { GRAINS, useFormat } from "@/shared/format";
import { FormField } from "@/shared/ui/FormField";
import styles from "./builder.module.css";
import { reasonsOf, without } from "./fields";
import { drawable, sharedDimensions } from "./tile";

const KINDS = CHART_KINDS.filter(drawable);

/** Which metrics, by which dimensions. */
export function Question({
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
export function KindChoice({
  draft,
  metrics,
  onChange,
}: Readonly<{
  draft: Tile;
  metrics: readonly MetricDefinition[];
  onChange: (kind: ChartKindId) => void;
}>) {
  const { t } = useTranslation();
  return (
    <fieldset className={styles.kinds}>
      <legend>{t("boards.builder.kind")}</legend>
      <div>
        {KINDS.map((id) => {
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
export function TileFilter({
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
export function OwnPeriod({
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
            controls={false}
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
export function TitleFields({
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

export function TextFields({
  tile,
  onChange,
}: Readonly<{ tile: Tile; onChange: (next: Partial<Tile>) => void }>) {
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
