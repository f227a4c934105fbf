import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type BoardDefinition, definitionsQuery } from "@/shared/api";
import { useFormat } from "@/shared/format";

/** Says which of the board's metrics should not be used any more; they still answer. */
export function OutOfUse({ board }: Readonly<{ board: BoardDefinition }>) {
  const { t } = useTranslation();
  const { label } = useFormat();
  const definitions = useQuery(definitionsQuery).data ?? [];
  const deprecated = definitions.filter(
    ({ id, state }) => state === "deprecated" && board.tiles.some((tile) => tile.metrics.includes(id)),
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
