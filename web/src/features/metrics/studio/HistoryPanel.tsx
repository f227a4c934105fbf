import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { DefinitionEvent } from "@/shared/api";
import { useFormat } from "@/shared/format";
import { type Column, DataTable, StateView } from "@/shared/ui";
import type { DefinitionHistory } from "./api";

/** Who did what with the definition, when and why. */
export function HistoryPanel({ history }: Readonly<{ history: DefinitionHistory }>) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const columns: readonly Column<DefinitionEvent>[] = [
    { key: "at", title: t("studio.when"), width: 150, render: ({ at }) => dateTime(at) },
    { key: "what", title: t("studio.what"), width: 100, render: ({ kind }) => t(`studio.events.${kind}`) },
    { key: "version", title: t("studio.version"), width: 70, align: "end", render: ({ version }) => version },
    { key: "by", title: t("studio.who"), width: 110, render: ({ by }) => by },
    {
      key: "note",
      title: t("studio.note"),
      render: ({ note, successor }) => (
        <>
          {note} {successor === null ? null : <Link to={`/metrics/${successor}`}>→ {successor}</Link>}
        </>
      ),
    },
  ];
  return history.events.length === 0 ? (
    <StateView title={history.shipped === null ? t("studio.noHistory") : t("studio.asShipped")} />
  ) : (
    <DataTable
      label={t("studio.history")}
      columns={columns}
      rows={history.events}
      keyOf={(event) => `${event.at} ${event.kind}`}
    />
  );
}
