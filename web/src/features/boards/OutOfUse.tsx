import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { definitionsQuery, type Tile } from "@/shared/api";
import { useFormat } from "@/shared/format";

/** Says which of the metrics should not be used any more; they still answer. */
export function OutOfUse({ tiles }: Readonly<{ tiles: readonly Tile[] }>) {
  const { t } = useTranslation();
  const { label } = useFormat();
  const definitions = useQuery(definitionsQuery).data ?? [];
  const deprecated = definitions.filter(
    ({ id, state }) => state === "deprecated" && tiles.some(({ metrics }) => metrics.includes(id)),
  );
  return deprecated.length === 0 ? null : (
    <p role="note">
      {t("boards.deprecated")}{" "}
      {deprecated.map(({ id, labels, deprecation }) => (
        <Link key={id} to={`/metrics/${id}`} title={deprecation?.note}>
          {label(labels)}
        </Link>
      ))}
    </p>
  );
}
