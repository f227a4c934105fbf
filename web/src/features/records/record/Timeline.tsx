import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import {
  get,
  type ObjectType,
  type Page,
  type RecordItem,
  type TimelineEntry,
  useObjects,
} from "@/shared/api";
import { useFormat } from "@/shared/format";
import { ErrorView, Skeleton, StateView } from "@/shared/ui";
import { FieldValue } from "@/shared/ui/FieldValue";
import { ObjectIcon } from "@/shared/ui/ObjectIcon";
import styles from "./record.module.css";
import { referencesTo } from "./references";

/** Everything that refers to the record, newest first. */
export function Timeline({ type, record }: Readonly<{ type: ObjectType; record: RecordItem }>) {
  const { t } = useTranslation();
  const { label, date, month, dateTime } = useFormat();
  const objects = useObjects();
  const kinds = [...new Set(referencesTo(objects, type.name).map(({ object }) => object))];
  const [shown, setShown] = useState<readonly string[]>([]);
  const query = useInfiniteQuery({
    queryKey: ["records", type.name, "timeline", record.id, shown],
    queryFn: ({ pageParam, signal }) =>
      get<Page<TimelineEntry>>(
        `/records/${type.name}/${record.id}/timeline`,
        { limit: 30, cursor: pageParam, objects: shown.join(",") },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
  const toggle = (name: string) =>
    setShown(shown.includes(name) ? shown.filter((other) => other !== name) : [...shown, name]);
  const entries = query.data?.pages.flatMap((page) => page.items);
  const months: { name: string; entries: TimelineEntry[] }[] = [];
  for (const entry of entries ?? []) {
    const name = entry.at === null ? t("records.timeline.undated") : month(entry.at);
    if (months.at(-1)?.name !== name) {
      months.push({ name, entries: [] });
    }
    months.at(-1)?.entries.push(entry);
  }
  return (
    <>
      {kinds.length > 1 ? (
        <fieldset
          className={styles.kinds}
          aria-label={t("records.timeline.kinds")}
          style={{ border: 0, margin: 0, padding: "0 0 12px" }}
        >
          {kinds.map((kind) => (
            <Button
              key={kind.name}
              size="small"
              type={shown.includes(kind.name) ? "primary" : "default"}
              aria-pressed={shown.includes(kind.name)}
              icon={<ObjectIcon object={kind.name} />}
              onClick={() => toggle(kind.name)}
            >
              {label(kind.plural)}
            </Button>
          ))}
        </fieldset>
      ) : null}
      {query.error !== null ? (
        <ErrorView error={query.error} onRetry={() => void query.refetch()} />
      ) : entries === undefined ? (
        <Skeleton />
      ) : entries.length === 0 ? (
        <StateView title={t("records.timeline.empty")}>{t("records.timeline.emptyAdvice")}</StateView>
      ) : (
        <ol className={styles.line}>
          {months.map(({ name, entries: ofMonth }) => (
            <li key={name}>
              <div className={styles.day}>{name}</div>
              <ol className={styles.line}>
                {ofMonth.map((entry) => (
                  <Entry
                    key={`${entry.object} ${entry.id}`}
                    entry={entry}
                    object={objects.find((object) => object.name === entry.object)}
                    parent={type.name}
                    time={entry.at === null ? "" : entry.at.length > 10 ? dateTime(entry.at) : date(entry.at)}
                  />
                ))}
              </ol>
            </li>
          ))}
        </ol>
      )}
      {query.hasNextPage ? (
        <div className={styles.more}>
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t("records.more")}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function Entry({
  entry,
  object,
  parent,
  time,
}: Readonly<{ entry: TimelineEntry; object: ObjectType | undefined; parent: string; time: string }>) {
  const { label } = useFormat();
  const details = (object?.listFields ?? [])
    .flatMap((name) => object?.fields.filter((field) => field.name === name) ?? [])
    .filter(
      (field) => field.name !== object?.timeField && field.target !== parent && field.type !== "reference",
    )
    .filter((field) => !isNothing(entry.values[field.name]) && entry.values[field.name] !== entry.label)
    .slice(0, 4);
  return (
    <li className={styles.entry}>
      <span className={styles.dot}>
        <ObjectIcon object={entry.object} />
      </span>
      <div className={styles.what}>
        <Link to={`/records/${entry.object}/${entry.id}`}>{entry.label}</Link>
        <span className="quiet"> {object ? label(object.labels) : entry.object}</span>
        <div className={styles.details}>
          {details.map((field) => (
            <span key={field.name} title={label(field.labels)}>
              <FieldValue field={field} value={entry.values[field.name] ?? null} />
            </span>
          ))}
        </div>
      </div>
      <span className={styles.when}>{time}</span>
    </li>
  );
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === "";
}
