import { useQuery } from "@tanstack/react-query";
import { Button, Drawer, InputNumber, Select } from "antd";
import { useState } from "react";
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
} from "@/shared/api";
import { chartKind, reasonText } from "@/shared/charts";
import { GRAINS, type PeriodChoice } from "@/shared/format";
import { FormField } from "@/shared/ui/FormField";
import { BoardTile } from "../BoardTile";
import { usePathName, useTileTitle } from "../title";
import { useTileStates } from "../useAnswers";
import styles from "./builder.module.css";
import { bare, newId } from "./draft";
import { reasonsOf, scaled, without } from "./fields";
import { KindChoice, OwnPeriod, Question, TextFields, TileFilter, TitleFields } from "./TileFields";
import { begun, sized, suited } from "./tile";

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
                controls={false}
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
                controls={false}
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

function filterProblem(error: unknown): Problem | null {
  return error instanceof Problem && error.issues.some(({ path }) => path.includes("filter")) ? error : null;
}
