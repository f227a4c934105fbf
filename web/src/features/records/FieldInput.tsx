import { DatePicker, Input, InputNumber, Select, Space } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Field, type Money, useSession, type Value, type Link as ValueLink } from "@/shared/api";
import { fromPercent, toPercent, useRecordOptions, useRegionOptions } from "@/shared/filter/options";
import { CURRENCIES, fromWall, toWall, useCompanyCurrency, useFormat } from "@/shared/format";
import type { ControlProps } from "@/shared/ui/FormField";

type Props = Readonly<{
  field: Field;
  value: Value;
  /** The name of what a reference points to now. */
  link?: ValueLink | undefined;
  onChange: (value: Value) => void;
  control: ControlProps;
}>;

const WIDE = { width: "100%" } as const;

/** The control that edits a field of a record. */
export function FieldInput({ field, value, link, onChange, control }: Props) {
  const { t } = useTranslation();
  const { label } = useFormat();
  switch (field.type) {
    case "text":
    case "email":
    case "phone":
    case "url":
      return (
        <Input
          {...control}
          value={(value ?? "") as string}
          inputMode={({ text: "text", email: "email", phone: "tel", url: "url" } as const)[field.type]}
          onChange={(event) => onChange(event.target.value === "" ? null : event.target.value)}
        />
      );
    case "long_text":
      return (
        <Input.TextArea
          {...control}
          value={(value ?? "") as string}
          autoSize={{ minRows: 2, maxRows: 10 }}
          onChange={(event) => onChange(event.target.value === "" ? null : event.target.value)}
        />
      );
    case "number":
      return (
        <InputNumber
          controls={false}
          {...control}
          style={WIDE}
          value={value as number | null}
          precision={field.decimals}
          onChange={onChange}
        />
      );
    case "percent":
      return (
        <InputNumber
          controls={false}
          {...control}
          style={WIDE}
          suffix="%"
          value={value === null ? null : toPercent(value as number)}
          onChange={(percent) => onChange(percent === null ? null : fromPercent(percent))}
        />
      );
    case "money":
      return <MoneyInput control={control} value={value as Money | null} onChange={onChange} />;
    case "boolean":
      return (
        <Select
          {...control}
          allowClear
          style={WIDE}
          value={value as boolean | null}
          options={[
            { value: true, label: t("common.yes") },
            { value: false, label: t("common.no") },
          ]}
          onChange={(chosen: boolean | undefined) => onChange(chosen ?? null)}
        />
      );
    case "date":
      return (
        <DatePicker
          {...control}
          style={WIDE}
          value={value === null ? null : dayjs(value as string)}
          onChange={(day) => onChange(day === null ? null : day.format("YYYY-MM-DD"))}
        />
      );
    case "datetime":
      return <DateTimeInput control={control} value={value as string | null} onChange={onChange} />;
    case "select":
      return (
        <Select
          {...control}
          allowClear={!field.required}
          showSearch={{ optionFilterProp: "label" }}
          style={WIDE}
          value={value as string | null}
          options={field.options.map((option) => ({ value: option.value, label: label(option.labels) }))}
          onChange={(chosen: string | undefined) => onChange(chosen ?? null)}
        />
      );
    case "multi_select":
      return (
        <Select
          {...control}
          allowClear
          mode={field.options.length === 0 ? "tags" : "multiple"}
          style={WIDE}
          value={[...((value ?? []) as readonly string[])]}
          options={field.options.map((option) => ({ value: option.value, label: label(option.labels) }))}
          onChange={(chosen: string[]) => onChange(chosen.length === 0 ? null : chosen)}
        />
      );
    case "region":
      return <RegionSelect control={control} value={value as string | null} onChange={onChange} />;
    case "reference":
      return (
        <RecordSelect
          control={control}
          object={field.target ?? ""}
          value={value as number | null}
          label={link?.label}
          onChange={onChange}
        />
      );
  }
}

function MoneyInput({
  control,
  value,
  onChange,
}: Readonly<{ control: ControlProps; value: Money | null; onChange: (value: Money | null) => void }>) {
  const { t } = useTranslation();
  const companyCurrency = useCompanyCurrency();
  const [chosen, setChosen] = useState(value?.currency ?? companyCurrency);
  const currency = value?.currency ?? chosen;
  return (
    <Space.Compact style={WIDE}>
      <Select
        aria-label={t("records.form.currency")}
        showSearch
        style={{ width: 92 }}
        value={currency}
        options={CURRENCIES.map((code) => ({ value: code, label: code }))}
        onChange={(code: string) => {
          setChosen(code);
          if (value !== null) {
            onChange({ ...value, currency: code });
          }
        }}
      />
      <InputNumber<string>
        {...control}
        stringMode
        style={{ flex: 1 }}
        value={value?.amount ?? null}
        onChange={(amount) =>
          onChange(amount === null || amount === "" ? null : { amount: String(amount), currency })
        }
      />
    </Space.Compact>
  );
}

function DateTimeInput({
  control,
  value,
  onChange,
}: Readonly<{ control: ControlProps; value: string | null; onChange: (value: string | null) => void }>) {
  const zone = useSession().company?.zone ?? "UTC";
  return (
    <DatePicker
      {...control}
      showTime={{ format: "HH:mm" }}
      format="YYYY-MM-DD HH:mm"
      style={WIDE}
      value={value === null ? null : dayjs(toWall(value, zone))}
      onChange={(day) => onChange(day === null ? null : fromWall(day.format("YYYY-MM-DDTHH:mm:ss"), zone))}
    />
  );
}

/** Chooses a place by name; `multiple` for conditions. */
export function RegionSelect({
  control,
  value,
  onChange,
}: Readonly<{ control: ControlProps; value: string | null; onChange: (value: string | null) => void }>) {
  const options = useRegionOptions();
  return (
    <Select
      {...control}
      allowClear
      showSearch={{ optionFilterProp: "search" }}
      style={WIDE}
      value={value}
      options={options}
      onChange={(chosen: string | undefined) => onChange(chosen ?? null)}
    />
  );
}

/** Finds a record by a few letters of its name. */
export function RecordSelect({
  control,
  object,
  value,
  label,
  onChange,
}: Readonly<{
  control: ControlProps;
  object: string;
  value: number | null;
  label?: string | undefined;
  onChange: (value: number | null) => void;
}>) {
  const { options, onSearch, isFetching } = useRecordOptions(object);
  const shown = options.some((option) => option.value === value) || value === null;
  return (
    <Select
      {...control}
      allowClear
      showSearch={{ filterOption: false, onSearch }}
      loading={isFetching}
      style={WIDE}
      value={value}
      options={shown ? options : [{ value: value as number, label: label ?? `#${value}` }, ...options]}
      onChange={(chosen: number | undefined) => onChange(chosen ?? null)}
    />
  );
}
