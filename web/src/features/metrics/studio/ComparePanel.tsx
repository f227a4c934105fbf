import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Cell } from "@/shared/api";
import { estimateText, stepText, useFormat } from "@/shared/format";
import { type Column, DataTable, ErrorView, Skeleton } from "@/shared/ui";
import { grainOf, type Scope } from "@/shared/ui/period";
import { type Comparison, comparisonQuery, type DefinitionHistory } from "./api";
import { lineDiff } from "./diff";
import { Problems } from "./Problems";
import styles from "./studio.module.css";

type Step = Comparison["steps"][number];

/** Two versions on the same history: what changed in the text, what that does to the numbers, and to the rows counted. */
export function ComparePanel({
  id,
  history,
  scope,
}: Readonly<{ id: string; history: DefinitionHistory; scope: Scope }>) {
  const { t } = useTranslation();
  const format = useFormat();
  const grain = grainOf(scope);
  const versions = [
    ...(history.draft === null ? [] : [{ value: "draft", label: t("studio.draft") }]),
    ...history.versions.map(({ version }) => ({
      value: String(version),
      label: t("studio.versionOf", { version }),
    })),
    ...(history.shipped === null ? [] : [{ value: "shipped", label: t("studio.shipped") }]),
  ];
  const [after, setAfter] = useState(versions[0]?.value ?? null);
  const [before, setBefore] = useState(versions[1]?.value ?? versions[0]?.value ?? null);
  const comparison = useQuery({
    ...comparisonQuery(id, before, after, scope.period, grain),
    enabled: before !== after && before !== null,
  });
  const data = comparison.data;
  const number = (cell: Cell | null) =>
    cell === null || data?.unit == null
      ? "–"
      : (estimateText(format, cell, data.unit, data.currency)?.value ?? "–");
  const columns: readonly Column<Step>[] = [
    {
      key: "time",
      title: t("metrics.time"),
      render: ({ time }) => (time === null ? "–" : stepText(grain, time, format.language)),
    },
    { key: "before", title: t("studio.before"), align: "end", render: (step) => number(step.before) },
    { key: "after", title: t("studio.after"), align: "end", render: (step) => number(step.after) },
    {
      key: "difference",
      title: t("studio.difference"),
      align: "end",
      render: ({ difference }) =>
        difference === null || data?.unit == null
          ? "–"
          : difference === 0
            ? "="
            : `${difference > 0 ? "+" : "−"}${format.exactMetric(Math.abs(difference), data.unit, data.currency)}`,
    },
  ];
  return (
    <div className={styles.panel}>
      <div className={styles.pair}>
        {[
          { title: t("studio.before"), value: before, set: setBefore },
          { title: t("studio.after"), value: after, set: setAfter },
        ].map(({ title, value, set }) => (
          <Select<string>
            key={title}
            aria-label={title}
            prefix={title}
            value={value}
            options={versions}
            onChange={set}
          />
        ))}
      </div>
      {versions.length < 2 || before === after ? (
        <p className="quiet">{t("studio.nothingToCompare")}</p>
      ) : comparison.error !== null ? (
        <ErrorView error={comparison.error} onRetry={() => void comparison.refetch()} />
      ) : data === undefined ? (
        <Skeleton lines={8} />
      ) : (
        <>
          <ul className={styles.changes}>
            {data.changes.length === 0 ? <li>{t("studio.sameMeaning")}</li> : null}
            {data.changes.map(({ path, before, after }) => (
              <li key={path}>
                {before === null
                  ? t("studio.changeAdded", { path, after })
                  : after === null
                    ? t("studio.changeRemoved", { path, before })
                    : t("studio.changeChanged", { path, before, after })}
              </li>
            ))}
          </ul>
          {data.overlap === null ? null : <Overlap overlap={data.overlap} />}
          {data.problems.length > 0 ? (
            <Problems problems={data.problems} checking={false} onOpen={() => undefined} />
          ) : (
            <DataTable
              label={t("studio.compare")}
              columns={columns}
              rows={data.steps}
              keyOf={({ time }) => time ?? ""}
            />
          )}
          <TextDiff before={data.before} after={data.after} />
        </>
      )}
    </div>
  );
}

function Overlap({ overlap }: Readonly<{ overlap: NonNullable<Comparison["overlap"]> }>) {
  const { t } = useTranslation();
  const { exact } = useFormat();
  const all = Math.max(1, overlap.both + overlap.onlyBefore + overlap.onlyAfter);
  const part = (n: number) => `${exact(n)} (${Math.round((1000 * n) / all) / 10}%)`;
  return (
    <p className="numbers">
      {t("studio.overlap", {
        both: part(overlap.both),
        before: part(overlap.onlyBefore),
        after: part(overlap.onlyAfter),
      })}
    </p>
  );
}

function TextDiff({ before, after }: Readonly<{ before: string; after: string }>) {
  const { t } = useTranslation();
  return (
    <section aria-label={t("studio.textDiff")}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <pre className={styles.diff} tabIndex={0}>
        {lineDiff(before, after).map(({ mark, text }, index) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
            key={index}
            className={mark === "+" ? styles.addedLine : mark === "-" ? styles.removedLine : ""}
          >
            {`${mark} ${text}`}
          </div>
        ))}
      </pre>
    </section>
  );
}
