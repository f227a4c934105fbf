import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useObjects } from "@/shared/api";
import { useFormat } from "@/shared/format";
import styles from "./settings.module.css";

/** @param key tells rows apart while they are edited */
export type RowScope = Readonly<{ key: number; object: string; condition: string }>;

/** The conditions on the records a user sees, one for each object. */
export function RowScopes({
  scopes,
  problemAt,
  onChange,
}: Readonly<{
  scopes: readonly RowScope[];
  problemAt: (path: string) => string | undefined;
  onChange: (scopes: readonly RowScope[]) => void;
}>) {
  const { t } = useTranslation();
  const { label } = useFormat();
  const objects = useObjects();
  const change = (index: number, part: Partial<RowScope>) =>
    onChange(scopes.map((scope, at) => (at === index ? { ...scope, ...part } : scope)));
  return (
    <fieldset className={styles.scopes}>
      <legend>{t("settings.scopes.title")}</legend>
      <p className="quiet">{scopes.length === 0 ? t("settings.scopes.all") : t("settings.scopes.hint")}</p>
      {scopes.map((scope, index) => {
        const problem = [problemAt(`scopes[${index}].object`), problemAt(`scopes[${index}].condition`)]
          .filter((text) => text !== undefined)
          .join(" ");
        return (
          <div key={scope.key}>
            <div className={styles.scope}>
              <Select
                aria-label={t("settings.scopes.object")}
                value={scope.object}
                showSearch={{ optionFilterProp: "label" }}
                options={objects.map((object) => ({ value: object.name, label: label(object.plural) }))}
                onChange={(object: string) => change(index, { object })}
              />
              <Input
                aria-label={t("settings.scopes.condition")}
                aria-invalid={problem !== ""}
                status={problem === "" ? "" : "error"}
                placeholder={'level == "gold"'}
                spellCheck={false}
                value={scope.condition}
                onChange={(event) => change(index, { condition: event.target.value })}
              />
              <Button
                type="text"
                aria-label={t("settings.scopes.remove")}
                icon={<DeleteOutlined aria-hidden />}
                onClick={() => onChange(scopes.filter((_, at) => at !== index))}
              />
            </div>
            {problem === "" ? null : (
              <p className={styles.problem} role="alert">
                {problem}
              </p>
            )}
          </div>
        );
      })}
      <Button
        size="small"
        icon={<PlusOutlined aria-hidden />}
        onClick={() =>
          onChange([
            ...scopes,
            {
              key: 1 + Math.max(0, ...scopes.map(({ key }) => key)),
              object: objects.find(({ name }) => scopes.every(({ object }) => object !== name))?.name ?? "",
              condition: "",
            },
          ])
        }
      >
        {t("settings.scopes.add")}
      </Button>
    </fieldset>
  );
}
