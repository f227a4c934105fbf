import { CloseOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import { type ObjectType, useRegions } from "@/shared/api";
import { useFormat } from "@/shared/format";
import { type Condition, OPERATORS, type Operator, valuesOf } from "./conditions";
import { type FilterField, useFilterFields } from "./fields";
import styles from "./filter.module.css";
import { ValueEditor } from "./ValueEditor";

/** One line of the filter form: field, operator, values. */
export function ConditionRow({
  fields,
  condition,
  onChange,
  onRemove,
}: Readonly<{
  fields: readonly FilterField[];
  condition: Condition;
  onChange: (condition: Condition) => void;
  onRemove: () => void;
}>) {
  const { t } = useTranslation();
  const chosen = fields.find((candidate) => candidate.path === condition.field);
  const groups = [...new Set(fields.map(({ group }) => group))];
  if (chosen === undefined) {
    return null;
  }
  const { type } = chosen.field;
  return (
    <div className={styles.row}>
      <Select
        aria-label={t("records.filter.field")}
        showSearch={{ optionFilterProp: "label" }}
        value={condition.field}
        popupMatchSelectWidth={260}
        options={groups.map((group) => ({
          label: group ?? t("records.filter.own"),
          title: group ?? "",
          options: fields
            .filter((candidate) => candidate.group === group)
            .map(({ path, label }) => ({ value: path, label })),
        }))}
        onChange={(field: string) => {
          const next = fields.find((candidate) => candidate.path === field);
          const operator = OPERATORS[next?.field.type ?? "text"][0] ?? "is";
          onChange({ field, operator, values: [] });
        }}
      />
      <Select
        aria-label={t("records.filter.operator")}
        value={condition.operator}
        options={OPERATORS[type].map((operator) => ({
          value: operator,
          label: t(`records.operator.${operator}`),
        }))}
        onChange={(operator: Operator) => {
          const keeps = valuesOf(operator) === valuesOf(condition.operator);
          onChange({ ...condition, operator, values: keeps ? condition.values : [] });
        }}
      />
      <div>
        <ValueEditor
          key={`${condition.field} ${condition.operator}`}
          field={chosen.field}
          operator={condition.operator}
          values={condition.values}
          onChange={(values) => onChange({ ...condition, values })}
        />
      </div>
      <Button
        type="text"
        icon={<CloseOutlined aria-hidden />}
        aria-label={t("records.filter.remove")}
        onClick={onRemove}
      />
    </div>
  );
}

/** Returns how a condition reads in words: 等级 属于 金卡、钻石. */
export function useConditionText(type: ObjectType): (condition: Condition) => string {
  const { t } = useTranslation();
  const fields = useFilterFields(type);
  const format = useFormat();
  const regions = useRegions();
  return ({ field: path, operator, values }) => {
    const found = fields.find((candidate) => candidate.path === path);
    const text = (value: string): string => {
      switch (found?.field.type) {
        case "select":
        case "multi_select": {
          const option = found.field.options.find((candidate) => candidate.value === value);
          return option ? format.label(option.labels) : value;
        }
        case "region": {
          const region = regions.get(value);
          return region ? format.label(region) : value;
        }
        case "percent":
          return format.percent(Number(value));
        case "number":
        case "money":
          return format.exact(Number(value));
        case "date":
        case "datetime":
          return operator === "last"
            ? t("records.filter.days", { count: Number(value) })
            : format.date(value);
        case "reference":
          return `#${value}`;
        default:
          return value;
      }
    };
    const shown = valuesOf(operator) === 2 ? values.map(text).join(" – ") : format.either(values.map(text));
    return [found?.label ?? path, t(`records.operator.${operator}`), shown]
      .filter((part) => part !== "")
      .join(" ");
  };
}
