import { useQueries } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { RecordItem } from "@/shared/api";
import { listQuery } from "@/shared/filter/options";
import { useFormat } from "@/shared/format";
import { Card } from "@/shared/ui";
import styles from "./record.module.css";
import { pointsTo, type Reference } from "./references";

/** How much there is around a record, and how new: orders, tickets, answers. */
export function KeyFacts({
  record,
  references,
}: Readonly<{ record: RecordItem; references: readonly Reference[] }>) {
  const { t } = useTranslation();
  const { label, exact, date } = useFormat();
  const newest = useQueries({
    queries: references.map(({ object, field }) =>
      listQuery(object.name, {
        filter: pointsTo(field, record.id),
        sort: object.timeField === null ? undefined : `-${object.timeField}`,
        limit: 1,
        count: "capped",
      }),
    ),
  });
  return (
    <Card>
      <dl className={styles.facts}>
        {references.map(({ object, field }, index) => {
          const page = newest[index]?.data;
          const count = page?.count;
          const last = object.timeField === null ? null : page?.items[0]?.values[object.timeField];
          return (
            <div key={`${object.name}.${field.name}`}>
              <dt>{label(object.plural)}</dt>
              <dd>
                {count && count.value > 0 ? (
                  <Link
                    to={`/records/${object.name}?filter=${encodeURIComponent(pointsTo(field, record.id))}`}
                  >
                    {`${exact(count.value)}${count.capped ? "+" : ""}`}
                  </Link>
                ) : (
                  <span className={styles.zero}>{count ? 0 : "–"}</span>
                )}
                {typeof last === "string" ? <small>{t("records.latest", { date: date(last) })}</small> : null}
              </dd>
            </div>
          );
        })}
      </dl>
    </Card>
  );
}
