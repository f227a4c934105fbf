import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Field, Money, RecordItem, Value, Link as ValueLink } from "../api";
import { useRegions } from "../api";
import { useFormat } from "../format";
import { Tag } from "./Page";
import styles from "./ui.module.css";

/** Returns a field's value, those the engine fills included. */
export function fieldValue(record: RecordItem, field: string): Value {
  switch (field) {
    case "id":
      return record.id;
    case "created_at":
      return record.createdAt;
    case "updated_at":
      return record.updatedAt;
    case "import_id":
      return record.importId;
    default:
      return record.values[field] ?? null;
  }
}

/** Whether the field's values stand at the end of their column. */
export function isNumeric(field: Field): boolean {
  return ["number", "money", "percent"].includes(field.type) && !(field.system && field.name === "id");
}

/** A value as people read it: by label, with its currency, in the company's zone. Nothing is a dash. */
export function FieldValue({
  field,
  value,
  link,
}: Readonly<{ field: Field; value: Value; link?: ValueLink | undefined }>) {
  const { t } = useTranslation();
  const format = useFormat();
  const regions = useRegions();
  if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) {
    return <span className={styles.nothing}>–</span>;
  }
  const text = String(value);
  switch (field.type) {
    case "number":
      return field.system
        ? text
        : format.exact(Number(value), field.decimals === 0 ? undefined : field.decimals);
    case "percent":
      return <span title={`${format.exact(Number(value) * 100)}%`}>{format.percent(Number(value))}</span>;
    case "money":
      return format.money(value as Money);
    case "boolean":
      return value ? t("common.yes") : t("common.no");
    case "date":
      return <span className="numbers">{format.date(text)}</span>;
    case "datetime":
      return <span className="numbers">{format.dateTime(text)}</span>;
    case "select":
      return <Tag>{optionLabel(field, text, format.label)}</Tag>;
    case "multi_select":
      return (
        <span className={styles.tags}>
          {(value as readonly string[]).map((option) => (
            <Tag key={option}>{optionLabel(field, option, format.label)}</Tag>
          ))}
        </span>
      );
    case "region": {
      const region = regions.get(text);
      return region ? format.label(region) : text;
    }
    case "reference":
      return link ? <Link to={`/records/${link.object}/${link.id}`}>{link.label}</Link> : `#${text}`;
    case "email":
      return <a href={`mailto:${text}`}>{text}</a>;
    case "url":
      return /^https?:\/\//.test(text) ? (
        <a href={text} target="_blank" rel="noreferrer">
          {text}
        </a>
      ) : (
        text
      );
    case "phone":
      return <a href={`tel:${text}`}>{text}</a>;
    case "text":
    case "long_text":
      return text;
  }
}

function optionLabel(field: Field, value: string, label: (labels: Field["labels"]) => string): string {
  const option = field.options.find((candidate) => candidate.value === value);
  return option ? label(option.labels) : value;
}
