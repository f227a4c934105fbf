import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { ObjectType, RecordItem, Values } from "@/shared/api";
import { useFormat } from "@/shared/format";
import { FieldValue } from "@/shared/ui/FieldValue";
import ui from "@/shared/ui/ui.module.css";
import styles from "./record.module.css";

/** Shows what somebody else saved meanwhile beside what this person wants, and lets them choose. */
export function Conflict({
  type,
  base,
  mine,
  current,
  onReload,
  onOverwrite,
}: Readonly<{
  type: ObjectType;
  base: RecordItem;
  mine: Values;
  current: RecordItem;
  onReload: () => void;
  onOverwrite: () => void;
}>) {
  const { t } = useTranslation();
  const { label, ago } = useFormat();
  const theirs = type.fields.filter(
    (field) =>
      !field.system && JSON.stringify(base.values[field.name]) !== JSON.stringify(current.values[field.name]),
  );
  return (
    <div className={styles.conflict} role="alert">
      <strong>{t("records.conflict.title", { by: current.updatedBy, ago: ago(current.updatedAt) })}</strong>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("records.conflict.field")}</th>
            <th scope="col">{t("records.conflict.theirs")}</th>
            <th scope="col">{t("records.conflict.mine")}</th>
          </tr>
        </thead>
        <tbody>
          {theirs.map((field) => (
            <tr key={field.name}>
              <th scope="row">{label(field.labels)}</th>
              <td>
                <FieldValue
                  field={field}
                  value={current.values[field.name] ?? null}
                  link={current.links[field.name]}
                />
              </td>
              <td>
                {field.name in mine ? (
                  <FieldValue field={field} value={mine[field.name] ?? null} />
                ) : (
                  <span className="quiet">{t("records.conflict.untouched")}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={ui.actions}>
        <Button onClick={onReload}>{t("records.conflict.reload")}</Button>
        <Button type="primary" onClick={onOverwrite}>
          {t("records.conflict.overwrite")}
        </Button>
      </div>
    </div>
  );
}
