import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type ImportOutcome, type ImportReject, useObjects } from "@/shared/api";
import { useFormat } from "@/shared/format";
import { type Column, DataTable } from "@/shared/ui";
import styles from "./imports.module.css";

type Row = Readonly<{ object: string; created: number; updated: number; unchanged: number }>;

/** What an import did, or would do: how many of what, and the first rows that cannot be taken. */
export function Outcome({
  outcome,
  importId,
}: Readonly<{
  outcome: ImportOutcome;
  /** Links the created records when the import is done; null for a dry run. */
  importId: number | null;
}>) {
  const { t } = useTranslation();
  const { exact, label } = useFormat();
  const objects = useObjects();
  const nameOf = (name: string) => {
    const type = objects.find((object) => object.name === name);
    return type === undefined ? name : label(type.plural);
  };
  const rank = (name: string) => objects.findIndex((object) => object.name === name);
  const rows: readonly Row[] = Object.entries(outcome.objects)
    .map(([object, counts]) => ({ object, ...counts }))
    .toSorted((a, b) => rank(a.object) - rank(b.object));
  const number = (key: "created" | "updated" | "unchanged"): Column<Row> => ({
    key,
    title: t(`imports.${key}`),
    align: "end",
    render: (row) =>
      key === "created" && importId !== null && row.created > 0 ? (
        <Link
          className={styles.count}
          to={`/records/${row.object}?filter=${encodeURIComponent(`import_id == ${importId}`)}`}
        >
          {exact(row.created)}
        </Link>
      ) : (
        exact(row[key])
      ),
  });
  const rejectColumns: readonly Column<ImportReject>[] = [
    { key: "line", title: t("imports.line"), align: "end", width: 64, render: ({ line }) => exact(line) },
    { key: "column", title: t("imports.column"), render: ({ column }) => column || "–" },
    { key: "value", title: t("imports.valueTitle"), render: ({ value }) => <code>{value ?? ""}</code> },
    {
      key: "reason",
      title: t("imports.reason"),
      render: ({ reason }) => <span title={reason}>{reason}</span>,
    },
  ];
  const warnings = Object.entries(outcome.warnings ?? {});
  return (
    <div className={styles.outcome}>
      <dl className={styles.tallies}>
        {(["read", "created", "updated", "unchanged", "rejected"] as const).map((name) => (
          <div key={name} className={name === "rejected" && outcome.rejected > 0 ? styles.bad : ""}>
            <dt>{t(`imports.${name}`)}</dt>
            <dd>{exact(outcome[name])}</dd>
          </div>
        ))}
      </dl>
      <DataTable
        label={t("imports.byObject")}
        columns={[
          { key: "object", title: t("imports.object"), render: ({ object }) => nameOf(object) },
          number("created"),
          number("updated"),
          number("unchanged"),
        ]}
        rows={rows}
        keyOf={({ object }) => object}
      />
      {warnings.length === 0 ? null : (
        <ul className={styles.warnings}>
          {warnings.map(([code, n]) => (
            <li key={code}>
              {t("imports.warning", {
                text: t(`imports.warnings.${code}`, { defaultValue: code }),
                n: exact(n),
              })}
            </li>
          ))}
        </ul>
      )}
      {outcome.rejects.length === 0 ? null : (
        <section className={styles.rejects}>
          <h2>
            {outcome.rejected > outcome.rejects.length
              ? t("imports.firstRejects", { n: exact(outcome.rejects.length), all: exact(outcome.rejected) })
              : t("imports.allRejects", { n: exact(outcome.rejects.length) })}
          </h2>
          <DataTable
            label={t("imports.rejected")}
            columns={rejectColumns}
            rows={outcome.rejects}
            keyOf={({ line, column, code }) => `${line} ${column} ${code}`}
          />
        </section>
      )}
    </div>
  );
}
