import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type DefinitionEntry, definitionsQuery } from "@/shared/api";
import { useFormat } from "@/shared/format";
import { Tag } from "@/shared/ui";

/** Who published a metric and when; whether it goes out of use, and for what. Nothing for what ships unchanged. */
export function Standing({ id }: Readonly<{ id: string }>) {
  const { t } = useTranslation();
  const { label, dateTime } = useFormat();
  const definitions = useQuery(definitionsQuery);
  const entry = definitions.data?.find((one) => one.id === id);
  if (entry === undefined || (entry.published === null && entry.deprecation === null)) {
    return null;
  }
  const { published, deprecation } = entry;
  const successor = definitions.data?.find((one) => one.id === deprecation?.successor);
  return (
    <p role="note">
      {deprecation === null ? null : (
        <>
          <Tag>{t("studio.states.deprecated")}</Tag>{" "}
          {t("studio.deprecatedBecause", { note: deprecation.note })}{" "}
          {successor === undefined ? null : (
            <>
              {t("studio.useInstead")} <Link to={`/metrics/${successor.id}`}>{label(successor.labels)}</Link>
            </>
          )}{" "}
        </>
      )}
      {published === null ? null : (
        <Link to={`/metrics/${id}/edit?side=history`}>
          {t("studio.versionOf", { version: published.version })} ·{" "}
          {t("studio.publishedBy", { by: published.by, at: dateTime(published.at) })}
        </Link>
      )}
    </p>
  );
}

/** Definitions that have no numbers: drafts of new metrics, and those that no longer fit; drafts of others too. */
export function Unfinished({ entries }: Readonly<{ entries: readonly DefinitionEntry[] }>) {
  const { t } = useTranslation();
  const { label } = useFormat();
  const open = entries.filter(({ state, draftBy }) => draftBy !== null || state === "broken");
  if (open.length === 0) {
    return null;
  }
  return (
    <section aria-label={t("studio.drafts")}>
      <h2>{t("studio.drafts")}</h2>
      <ul>
        {open.map(({ id, labels, state, draftBy, problems }) => (
          <li key={id}>
            <Link to={`/metrics/${id}/edit`}>{label(labels) || id}</Link>{" "}
            {state === "broken" ? (
              <Tag>
                {t("studio.states.broken")} · {t("studio.problemsOf", { count: problems.length })}
              </Tag>
            ) : null}{" "}
            {draftBy === null ? null : <span className="quiet">{t("studio.draftBy", { by: draftBy })}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
