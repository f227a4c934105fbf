import { ArrowDownOutlined, ArrowUpOutlined, TableOutlined } from "@ant-design/icons";
import { Button, Checkbox, Popover } from "antd";
import { useTranslation } from "react-i18next";
import type { ObjectType } from "@/shared/api";
import { useFormat } from "@/shared/format";
import styles from "./list.module.css";

/** Chooses which fields are columns, and in what order. */
export function ColumnChooser({
  type,
  columns,
  onChange,
}: Readonly<{
  type: ObjectType;
  columns: readonly string[];
  onChange: (columns: readonly string[]) => void;
}>) {
  const { t } = useTranslation();
  const { label } = useFormat();
  const chosen = columns.flatMap((name) => type.fields.filter((field) => field.name === name));
  const others = type.fields.filter((field) => !columns.includes(field.name));
  const move = (index: number, by: -1 | 1) => {
    const next = [...columns];
    const [name] = next.splice(index, 1);
    next.splice(index + by, 0, name as string);
    onChange(next);
  };
  const content = (
    <div className={styles.chooser}>
      <ul className={styles.columns}>
        {chosen.map((field, index) => (
          <li key={field.name}>
            <Checkbox
              checked
              disabled={columns.length === 1}
              onChange={() => onChange(columns.filter((name) => name !== field.name))}
            >
              {label(field.labels)}
            </Checkbox>
            <span>
              <Button
                type="text"
                size="small"
                icon={<ArrowUpOutlined aria-hidden />}
                aria-label={t("records.columns.up", { column: label(field.labels) })}
                disabled={index === 0}
                onClick={() => move(index, -1)}
              />
              <Button
                type="text"
                size="small"
                icon={<ArrowDownOutlined aria-hidden />}
                aria-label={t("records.columns.down", { column: label(field.labels) })}
                disabled={index === chosen.length - 1}
                onClick={() => move(index, 1)}
              />
            </span>
          </li>
        ))}
        {others.map((field) => (
          <li key={field.name}>
            <Checkbox checked={false} onChange={() => onChange([...columns, field.name])}>
              {label(field.labels)}
            </Checkbox>
          </li>
        ))}
      </ul>
      <Button size="small" type="link" onClick={() => onChange([])}>
        {t("records.columns.reset")}
      </Button>
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomRight" content={content} title={t("records.columns.title")}>
      <Button icon={<TableOutlined aria-hidden />}>{t("records.columns.title")}</Button>
    </Popover>
  );
}
