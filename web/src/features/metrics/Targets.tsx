import { DeleteOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, DatePicker, Input, InputNumber, Select } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  del,
  type Grain,
  type MetricDefinition,
  type MetricTarget,
  Problem,
  post,
  targetsQuery,
  useRole,
} from "@/shared/api";
import { useFormat } from "@/shared/format";
import { Card, type Column, DataTable, ErrorView, issueText, StateView, useProblemText } from "@/shared/ui";
import { FormField } from "@/shared/ui/FormField";
import ui from "@/shared/ui/ui.module.css";
import styles from "./metrics.module.css";

const GRAINS: readonly Grain[] = ["day", "week", "month", "quarter", "year"];

/** The targets and red lines of a metric over time, and where they are set. */
export function Targets({
  metric,
  currency,
}: Readonly<{ metric: MetricDefinition; currency: string | null }>) {
  const { t } = useTranslation();
  const format = useFormat();
  const { mayWrite } = useRole();
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const problemText = useProblemText();
  const targets = useQuery(targetsQuery(metric.id));
  const refresh = async () => {
    await queryClient.invalidateQueries({ queryKey: ["metrics"] });
  };
  const remove = useMutation({
    mutationFn: (target: MetricTarget) => del(`/metrics/${metric.id}/targets/${target.id}`),
    onSuccess: refresh,
    onError: (error) => void message.error(problemText(error)),
  });
  const text = (value: number | null) =>
    value === null ? <span className="quiet">–</span> : format.exactMetric(value, metric.unit, currency);
  const columns: readonly Column<MetricTarget>[] = [
    { key: "since", title: t("metrics.targets.since"), render: ({ since }) => format.date(since) },
    {
      key: "part",
      title: t("metrics.targets.part"),
      render: ({ dimension, value }) => {
        const labels = metric.dimensions.find(({ path }) => path === dimension)?.labels;
        return dimension === null
          ? t("metrics.targets.whole")
          : `${labels === undefined ? dimension : format.label(labels)}: ${value}`;
      },
    },
    { key: "grain", title: t("metrics.targets.grain"), render: ({ grain }) => t(`metrics.grains.${grain}`) },
    {
      key: "target",
      title: t("metrics.targets.target"),
      align: "end",
      render: ({ target }) => text(target),
    },
    {
      key: "redLine",
      title: t("metrics.targets.redLine"),
      align: "end",
      render: ({ redLine }) => text(redLine),
    },
    { key: "note", title: t("metrics.targets.note"), render: ({ note }) => note },
    {
      key: "setBy",
      title: t("metrics.targets.setBy"),
      render: ({ setBy, setAt }) => <span title={format.dateTime(setAt)}>{setBy}</span>,
    },
    ...(mayWrite
      ? [
          {
            key: "remove",
            title: "",
            render: (target: MetricTarget) => (
              <Button
                type="text"
                size="small"
                aria-label={t("metrics.targets.remove")}
                icon={<DeleteOutlined aria-hidden />}
                onClick={() => remove.mutate(target)}
              />
            ),
          },
        ]
      : []),
  ];
  if (targets.error !== null) {
    return <ErrorView error={targets.error} onRetry={() => void targets.refetch()} />;
  }
  return (
    <div className={styles.targets}>
      {targets.data?.length === 0 ? (
        <StateView title={t("metrics.targets.none")}>{t("metrics.targets.noneHint")}</StateView>
      ) : (
        <DataTable
          label={t("metrics.targets.title")}
          columns={columns}
          rows={targets.data}
          keyOf={({ id }) => id}
        />
      )}
      {mayWrite ? <TargetForm metric={metric} currency={currency} onSet={refresh} /> : null}
    </div>
  );
}

function TargetForm({
  metric,
  currency,
  onSet,
}: Readonly<{ metric: MetricDefinition; currency: string | null; onSet: () => Promise<void> }>) {
  const { t } = useTranslation();
  const { label } = useFormat();
  const { message } = App.useApp();
  const problemText = useProblemText();
  const percent = metric.unit === "percent";
  const [draft, setDraft] = useState({
    dimension: null as string | null,
    value: "",
    grain: "month" as Grain,
    since: dayjs().startOf("month").format("YYYY-MM-DD") as string | null,
    target: null as number | null,
    redLine: null as number | null,
    note: "",
  });
  // Shares are written as percents and kept as fractions.
  const kept = (number: number | null) =>
    number === null ? null : percent ? Math.round(number * 1e6) / 1e8 : number;
  const set = useMutation({
    mutationFn: () =>
      post<MetricTarget>(`/metrics/${metric.id}/targets`, {
        ...draft,
        value: draft.dimension === null ? null : draft.value,
        target: kept(draft.target),
        redLine: kept(draft.redLine),
      }),
    onSuccess: async () => {
      void message.success(t("metrics.targets.set"));
      setDraft({ ...draft, target: null, redLine: null, note: "" });
      await onSet();
    },
  });
  const problemAt = (path: string) => {
    const issues = set.error instanceof Problem ? set.error.issuesAt(path) : [];
    return issues.length === 0 ? undefined : issues.map((issue) => issueText(t, issue)).join(" ");
  };
  const elsewhere = set.error !== null && !(set.error instanceof Problem && set.error.issues.length > 0);
  const number = (name: "target" | "redLine", title: string) => (
    <FormField label={title} problem={problemAt(name)}>
      {(control) => (
        <InputNumber<number>
          controls={false}
          {...control}
          style={{ width: "100%" }}
          value={draft[name]}
          suffix={percent ? "%" : (currency ?? undefined)}
          onChange={(value) => setDraft({ ...draft, [name]: value })}
        />
      )}
    </FormField>
  );
  return (
    <Card>
      <form
        className={styles.targetForm}
        aria-label={t("metrics.targets.add")}
        onSubmit={(event) => {
          event.preventDefault();
          set.mutate();
        }}
      >
        <h2>{t("metrics.targets.add")}</h2>
        {elsewhere ? (
          <div className={ui.alert} role="alert">
            {problemText(set.error)}
          </div>
        ) : null}
        <div className={styles.targetFields}>
          {number("target", t("metrics.targets.target"))}
          {number("redLine", t("metrics.targets.redLine"))}
          <FormField label={t("metrics.targets.grain")} problem={problemAt("grain")}>
            {(control) => (
              <Select<Grain>
                {...control}
                value={draft.grain}
                options={GRAINS.map((grain) => ({ value: grain, label: t(`metrics.grains.${grain}`) }))}
                onChange={(grain) => setDraft({ ...draft, grain })}
              />
            )}
          </FormField>
          <FormField label={t("metrics.targets.since")} problem={problemAt("since")}>
            {(control) => (
              <DatePicker
                {...control}
                value={draft.since === null ? null : dayjs(draft.since)}
                onChange={(day) => setDraft({ ...draft, since: day?.format("YYYY-MM-DD") ?? null })}
              />
            )}
          </FormField>
          <FormField label={t("metrics.targets.part")} problem={problemAt("dimension")}>
            {(control) => (
              <Select<string>
                {...control}
                value={draft.dimension ?? ""}
                options={[
                  { value: "", label: t("metrics.targets.whole") },
                  ...metric.dimensions.map(({ path, labels }) => ({ value: path, label: label(labels) })),
                ]}
                onChange={(path) => setDraft({ ...draft, dimension: path === "" ? null : path })}
              />
            )}
          </FormField>
          {draft.dimension === null ? null : (
            <FormField label={t("metrics.value")} problem={problemAt("value")}>
              {(control) => (
                <Input
                  {...control}
                  value={draft.value}
                  onChange={(event) => setDraft({ ...draft, value: event.target.value })}
                />
              )}
            </FormField>
          )}
          <FormField label={t("metrics.targets.note")} problem={problemAt("note")}>
            {(control) => (
              <Input
                {...control}
                value={draft.note}
                onChange={(event) => setDraft({ ...draft, note: event.target.value })}
              />
            )}
          </FormField>
        </div>
        <Button type="primary" htmlType="submit" loading={set.isPending}>
          {t("metrics.targets.save")}
        </Button>
      </form>
    </Card>
  );
}
