import { useTranslation } from "react-i18next";
import type { Field, FieldType, ObjectType, RecordItem } from "@/shared/api";
import { useFormat } from "@/shared/format";
import { FieldValue, fieldValue } from "@/shared/ui/FieldValue";
import styles from "./record.module.css";

type Group = "main" | "contact" | "kinds" | "times" | "notes" | "system";
const GROUPS: readonly Group[] = ["main", "contact", "kinds", "times", "notes", "system"];

const GROUP_OF: Readonly<Record<FieldType, Group>> = {
  text: "main",
  number: "main",
  money: "main",
  percent: "main",
  reference: "main",
  email: "contact",
  phone: "contact",
  url: "contact",
  region: "contact",
  select: "kinds",
  multi_select: "kinds",
  boolean: "kinds",
  date: "times",
  datetime: "times",
  long_text: "notes",
};

/** All fields of a record, in groups of a kind. */
export function Profile({ type, record }: Readonly<{ type: ObjectType; record: RecordItem }>) {
  const { t } = useTranslation();
  const { label } = useFormat();
  return (
    <div className={styles.profile}>
      {GROUPS.map((group) => {
        const fields = type.fields.filter((field) => groupOf(field) === group);
        return fields.length === 0 ? null : (
          <section key={group}>
            <h2>{t(`records.group.${group}`)}</h2>
            <dl>
              {fields.map((field) => (
                <FieldLine key={field.name} label={label(field.labels)} field={field} record={record} />
              ))}
            </dl>
          </section>
        );
      })}
    </div>
  );
}

function FieldLine({ label, field, record }: Readonly<{ label: string; field: Field; record: RecordItem }>) {
  const by = { created_at: record.createdBy, updated_at: record.updatedBy }[field.name];
  return (
    <>
      <dt>{label}</dt>
      <dd className={field.type === "long_text" ? styles.notes : ""}>
        <FieldValue field={field} value={fieldValue(record, field.name)} link={record.links[field.name]} />
        {by === undefined ? null : <span className="quiet"> · {by}</span>}
      </dd>
    </>
  );
}

function groupOf(field: Field): Group {
  return field.system
    ? "system"
    : field.name === "address" || field.name === "wechat"
      ? "contact"
      : GROUP_OF[field.type];
}
