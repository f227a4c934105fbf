import { useQuery } from "@tanstack/react-query";
import { Drawer, Input, InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import { type Area, type BoardDefinition, type Grain, metricsQuery } from "@/shared/api";
import { GRAINS, useFormat } from "@/shared/format";
import { FormField } from "@/shared/ui/FormField";
import { usePathName } from "../title";

const AREAS: readonly Area[] = ["customers", "sales", "service", "marketing", "operations"];

/** What a board is called, which days it shows, and what it can be limited by. */
export function BoardSettings({
  board,
  onChange,
  onClose,
}: Readonly<{
  board: BoardDefinition;
  onChange: (board: BoardDefinition) => void;
  onClose: () => void;
}>) {
  const { t } = useTranslation();
  const { label } = useFormat();
  const pathName = usePathName();
  const metrics = useQuery(metricsQuery).data ?? [];
  const shown = new Set(board.tiles.flatMap((tile) => tile.metrics));
  const paths = new Map(
    metrics
      .filter(({ id }) => shown.size === 0 || shown.has(id))
      .flatMap(({ dimensions }) => dimensions.map((each) => [each.path, label(each.labels)] as const)),
  );
  for (const { path } of board.filters) {
    paths.set(path, paths.get(path) ?? pathName(path));
  }
  const { area: _area, ...rest } = board;
  return (
    <Drawer open title={t("boards.builder.settings")} onClose={onClose} size={420}>
      <FormField label={t("boards.nameZh")}>
        {(control) => (
          <Input
            {...control}
            maxLength={100}
            value={board.labels.zh}
            onChange={({ target }) => onChange({ ...board, labels: { ...board.labels, zh: target.value } })}
          />
        )}
      </FormField>
      <FormField label={t("boards.nameEn")}>
        {(control) => (
          <Input
            {...control}
            maxLength={100}
            value={board.labels.en}
            onChange={({ target }) => onChange({ ...board, labels: { ...board.labels, en: target.value } })}
          />
        )}
      </FormField>
      <FormField label={t("boards.area")}>
        {(control) => (
          <Select<Area | "none">
            {...control}
            value={board.area ?? "none"}
            options={[
              { value: "none", label: t("boards.wholeCompany") },
              ...AREAS.map((area) => ({ value: area, label: t(`shell.areas.${area}`) })),
            ]}
            onChange={(area) => onChange(area === "none" ? rest : { ...board, area })}
          />
        )}
      </FormField>
      <FormField label={t("boards.steps")} hint={t("boards.stepsHint")}>
        {(control) => (
          <InputNumber
            controls={false}
            {...control}
            min={1}
            max={400}
            value={board.period.steps}
            onChange={(steps) => steps !== null && onChange({ ...board, period: { ...board.period, steps } })}
          />
        )}
      </FormField>
      <FormField label={t("metrics.grain")}>
        {(control) => (
          <Select<Grain>
            {...control}
            value={board.period.grain}
            options={GRAINS.map((grain) => ({ value: grain, label: t(`metrics.grains.${grain}`) }))}
            onChange={(grain) => onChange({ ...board, period: { ...board.period, grain } })}
          />
        )}
      </FormField>
      <FormField label={t("boards.limits")} hint={t("boards.limitsHint")}>
        {(control) => (
          <Select<string[]>
            {...control}
            mode="multiple"
            showSearch={{ optionFilterProp: "label" }}
            value={board.filters.map(({ path }) => path)}
            options={[...paths].map(([value, name]) => ({ value, label: name }))}
            onChange={(chosen) =>
              onChange({
                ...board,
                filters: chosen.map(
                  (path) => board.filters.find((filter) => filter.path === path) ?? { path, values: [] },
                ),
              })
            }
          />
        )}
      </FormField>
    </Drawer>
  );
}
