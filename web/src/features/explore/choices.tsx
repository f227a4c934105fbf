import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { type Field, type ObjectType, useObjects } from "@/shared/api";
import { useFormat } from "@/shared/format";
import styles from "./explore.module.css";

type Choice = Readonly<{ value: string; label: string }>;

/** A choice with its name in front. */
export function Pick({
  label,
  value,
  options,
  none,
  onChange,
}: Readonly<{
  label: string;
  value: string | null;
  options: readonly Choice[];
  /** What choosing nothing is called; without it something must be chosen. */
  none?: string;
  onChange: (value: string | null) => void;
}>) {
  return (
    <div className={styles.pick}>
      <span aria-hidden>{label}</span>
      <Select<string>
        aria-label={label}
        popupMatchSelectWidth={false}
        showSearch={{ optionFilterProp: "label" }}
        value={value ?? ""}
        options={[...(none === undefined ? [] : [{ value: "", label: none }]), ...options]}
        onChange={(next) => onChange(next === "" ? null : next)}
      />
    </div>
  );
}

export function ObjectPick({
  value,
  onChange,
}: Readonly<{ value: string; onChange: (value: string) => void }>) {
  const { t } = useTranslation();
  const { label } = useFormat();
  return (
    <Pick
      label={t("explore.object")}
      value={value}
      options={useObjects().map((object) => ({ value: object.name, label: label(object.plural) }))}
      onChange={(next) => onChange(next ?? value)}
    />
  );
}

const DIMENSIONS = ["select", "boolean", "region", "text", "reference"];

/** Fields by which an object can be broken down, as choices. */
export function useDimensionChoices(object: string | undefined): readonly Choice[] {
  const { label } = useFormat();
  const type = useObjects().find(({ name }) => name === object);
  return (type?.fields ?? [])
    .filter((field) => DIMENSIONS.includes(field.type) && !field.system && !field.unique)
    .map((field) => ({ value: field.name, label: label(field.labels) }));
}

/** Whom records of an object can belong to: what it refers to. */
export function references(type: ObjectType | undefined): readonly Field[] {
  return (type?.fields ?? []).filter((field) => field.type === "reference" && field.target !== null);
}

/** The object a reference leads to; the object itself for `id`. */
export function ownerOf(type: ObjectType | undefined, per: string): string | undefined {
  return per === "id" ? type?.name : (type?.fields.find(({ name }) => name === per)?.target ?? undefined);
}

/** Chooses whom the records belong to. */
export function PerPick({
  type,
  value,
  none,
  onChange,
}: Readonly<{
  type: ObjectType | undefined;
  value: string | null;
  none?: string;
  onChange: (value: string | null) => void;
}>) {
  const { t } = useTranslation();
  const { label } = useFormat();
  return (
    <Pick
      label={t("explore.per")}
      value={value}
      {...(none === undefined ? {} : { none })}
      options={references(type).map((field) => ({ value: field.name, label: label(field.labels) }))}
      onChange={onChange}
    />
  );
}

/** The first reference to a customer, or the first there is. */
export function usualPer(type: ObjectType | undefined): string {
  const all = references(type);
  return (all.find(({ target }) => target === "customer") ?? all[0])?.name ?? "id";
}
