import { DatePicker, Input, InputNumber, Select, Space } from "antd";
import dayjs from "dayjs";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Field } from "@/shared/api";
import { useFormat } from "@/shared/format";
import { type Operator, valuesOf } from "./conditions";
import { fromPercent, toPercent, useRecordOptions, useRegionOptions } from "./options";

type Props = Readonly<{
  field: Field;
  operator: Operator;
  values: readonly string[];
  onChange: (values: readonly string[]) => void;
}>;

const WIDE = { width: "100%" } as const;

/** The control for the values of a condition. */
export function ValueEditor({ field, operator, values, onChange }: Props) {
  const { t } = useTranslation();
  const label = t("records.filter.value");
  if (valuesOf(operator) === 0) {
    return null;
  }
  switch (field.type) {
    case "number":
    case "money":
    case "percent":
      return (
        <NumberValues
          percent={field.type === "percent"}
          operator={operator}
          values={values}
          onChange={onChange}
        />
      );
    case "date":
    case "datetime":
      return <TimeValues operator={operator} values={values} onChange={onChange} />;
    case "select":
    case "multi_select":
      return <OptionValues field={field} values={values} onChange={onChange} />;
    case "region":
      return <RegionValues values={values} onChange={onChange} />;
    case "reference":
      return <RecordValues object={field.target ?? ""} values={values} onChange={onChange} />;
    case "boolean":
    case "text":
    case "long_text":
    case "email":
    case "phone":
    case "url":
      return <TextValue label={label} value={values[0] ?? ""} onChange={(value) => onChange([value])} />;
  }
}

type Values = Pick<Props, "values" | "onChange">;

/** Says its text after a short rest, so that a list is not asked for at every letter. */
function TextValue({
  label,
  value,
  onChange,
}: Readonly<{ label: string; value: string; onChange: (value: string) => void }>) {
  const [typed, setTyped] = useState(value);
  const timer = useRef<number>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const say = (text: string, wait: number) => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => onChange(text), wait);
  };
  return (
    <Input
      aria-label={label}
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value);
        say(event.target.value, 400);
      }}
      onPressEnter={() => say(typed, 0)}
    />
  );
}

function NumberValues({
  percent,
  operator,
  values,
  onChange,
}: Values & Readonly<{ percent: boolean; operator: Operator }>) {
  const { t } = useTranslation();
  const shown = (value: string | undefined) =>
    value === undefined || value === "" ? null : percent ? String(toPercent(Number(value))) : value;
  const input = (index: number) => (
    <InputNumber<string>
      stringMode
      aria-label={t("records.filter.value")}
      style={WIDE}
      suffix={percent ? "%" : undefined}
      value={shown(values[index])}
      changeOnWheel={false}
      onChange={(value) => {
        const text =
          value === null || value === "" ? "" : percent ? String(fromPercent(Number(value))) : String(value);
        onChange(valuesOf(operator) === 2 ? [values[0] ?? "", values[1] ?? ""].with(index, text) : [text]);
      }}
    />
  );
  return valuesOf(operator) === 2 ? (
    <Space.Compact style={WIDE}>
      {input(0)}
      {input(1)}
    </Space.Compact>
  ) : (
    input(0)
  );
}

function TimeValues({ operator, values, onChange }: Values & Readonly<{ operator: Operator }>) {
  const { t } = useTranslation();
  const label = t("records.filter.value");
  const day = (value: string | undefined) => (value ? dayjs(value) : null);
  if (operator === "last") {
    return (
      <InputNumber
        controls={false}
        aria-label={label}
        style={WIDE}
        min={1}
        max={36_500}
        precision={0}
        suffix={t("records.filter.dayUnit")}
        value={values[0] ? Number(values[0]) : null}
        onChange={(count) => onChange(count === null ? [""] : [String(count)])}
      />
    );
  }
  if (operator === "days") {
    return (
      <DatePicker.RangePicker
        style={WIDE}
        value={[day(values[0]), day(values[1])]}
        onChange={(days) => onChange((days ?? []).map((d) => d?.format("YYYY-MM-DD") ?? ""))}
      />
    );
  }
  return (
    <DatePicker
      aria-label={label}
      style={WIDE}
      value={day(values[0])}
      onChange={(d) => onChange(d === null ? [""] : [d.format("YYYY-MM-DD")])}
    />
  );
}

function OptionValues({ field, values, onChange }: Values & Readonly<{ field: Field }>) {
  const { t } = useTranslation();
  const { label } = useFormat();
  return (
    <Select
      aria-label={t("records.filter.value")}
      mode={field.options.length === 0 ? "tags" : "multiple"}
      style={WIDE}
      maxTagCount="responsive"
      showSearch={{ optionFilterProp: "label" }}
      value={[...values]}
      options={field.options.map((option) => ({ value: option.value, label: label(option.labels) }))}
      onChange={(chosen: string[]) => onChange(chosen)}
    />
  );
}

function RegionValues({ values, onChange }: Values) {
  const { t } = useTranslation();
  const options = useRegionOptions();
  return (
    <Select
      aria-label={t("records.filter.value")}
      mode="multiple"
      style={WIDE}
      maxTagCount="responsive"
      showSearch={{ optionFilterProp: "search" }}
      value={[...values]}
      options={options}
      onChange={(chosen: string[]) => onChange(chosen)}
    />
  );
}

function RecordValues({ object, values, onChange }: Values & Readonly<{ object: string }>) {
  const { t } = useTranslation();
  const { options, onSearch, isFetching } = useRecordOptions(object);
  const unknown = values.filter((value) => options.every((option) => String(option.value) !== value));
  return (
    <Select
      aria-label={t("records.filter.value")}
      mode="multiple"
      style={WIDE}
      maxTagCount="responsive"
      showSearch={{ filterOption: false, onSearch }}
      loading={isFetching}
      value={[...values]}
      options={[
        ...options.map((option) => ({ value: String(option.value), label: option.label })),
        ...unknown.map((value) => ({ value, label: `#${value}` })),
      ]}
      onChange={(chosen: string[]) => onChange(chosen)}
    />
  );
}
