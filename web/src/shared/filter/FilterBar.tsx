import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ObjectType, Problem } from "@/shared/api";
import { ConditionRow, useConditionText } from "./ConditionRow";
import { type Condition, type Filter, isComplete, OPERATORS, readFilter, writeFilter } from "./conditions";
import { ExpertFilter } from "./ExpertFilter";
import { typeOf, useFilterFields } from "./fields";
import styles from "./filter.module.css";

/**
 * Builds the filter of a list, line by line or as text. Closed it shows the conditions as chips; a text the form cannot show
 * stays text.
 */
export function FilterBar({
  type,
  text,
  open,
  problem,
  onOpen,
  onChange,
}: Readonly<{
  type: ObjectType;
  text: string | null;
  open: boolean;
  problem: Problem | null;
  onOpen: (open: boolean) => void;
  onChange: (text: string | null) => void;
}>) {
  const fields = useFilterFields(type);
  const read = readFilter(text, typeOf(fields));
  const [expert, setExpert] = useState(false);
  if (!open && read !== null) {
    return (
      <Chips
        type={type}
        filter={read}
        onOpen={() => onOpen(true)}
        onChange={(filter) => onChange(writeFilter(filter, typeOf(fields)))}
      />
    );
  }
  return expert || read === null ? (
    <ExpertFilter
      type={type}
      text={text ?? ""}
      problem={problem}
      onChange={onChange}
      onForm={read === null ? undefined : () => setExpert(false)}
    />
  ) : (
    <FilterForm type={type} text={text} read={read} onChange={onChange} onExpert={() => setExpert(true)} />
  );
}

function FilterForm({
  type,
  text,
  read,
  onChange,
  onExpert,
}: Readonly<{
  type: ObjectType;
  text: string | null;
  read: Filter;
  onChange: (text: string | null) => void;
  onExpert: () => void;
}>) {
  const { t } = useTranslation();
  const fields = useFilterFields(type);
  const first = (type.listFields[0] ?? "id") as string;
  const blank = (): Condition => {
    const field = fields.find((candidate) => candidate.path === first) ?? fields[0];
    return {
      field: field?.path ?? "id",
      operator: OPERATORS[field?.field.type ?? "number"][0] ?? "is",
      values: [],
    };
  };
  // Lines that do not say enough yet live here alone; the rest stands in the address too.
  const [draft, setDraft] = useState<Filter>(() =>
    read.conditions.length > 0 ? read : { ...read, conditions: [blank()] },
  );
  const written = writeFilter(draft, typeOf(fields));
  const [known, setKnown] = useState(text);
  if (text !== known) {
    setKnown(text);
    if (text !== written) {
      setDraft(read);
    }
  }
  const update = (next: Filter) => {
    setDraft(next);
    const nextText = writeFilter(next, typeOf(fields));
    if (nextText !== text) {
      onChange(nextText);
    }
  };
  const setConditions = (conditions: readonly Condition[]) => update({ ...draft, conditions });
  return (
    <section className={styles.panel} aria-label={t("records.filter.title")}>
      {draft.conditions.map((condition, index) => (
        <ConditionRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other identity than its place
          key={index}
          fields={fields}
          condition={condition}
          onChange={(next) => setConditions(draft.conditions.with(index, next))}
          onRemove={() => setConditions(draft.conditions.toSpliced(index, 1))}
        />
      ))}
      <div className={styles.foot}>
        <Button
          size="small"
          type="text"
          icon={<PlusOutlined aria-hidden />}
          onClick={() => setConditions([...draft.conditions, blank()])}
        >
          {t("records.filter.add")}
        </Button>
        {draft.conditions.length > 1 ? (
          <Segmented<"all" | "any">
            size="small"
            value={draft.match}
            options={[
              { value: "all", label: t("records.filter.all") },
              { value: "any", label: t("records.filter.any") },
            ]}
            onChange={(match) => update({ ...draft, match })}
          />
        ) : null}
        <span className={styles.grow} />
        {draft.conditions.some(isComplete) ? (
          <Button size="small" type="text" onClick={() => setConditions([])}>
            {t("records.filter.clear")}
          </Button>
        ) : null}
        <Button size="small" type="text" onClick={onExpert}>
          {t("records.filter.asText")}
        </Button>
      </div>
    </section>
  );
}

function Chips({
  type,
  filter,
  onOpen,
  onChange,
}: Readonly<{ type: ObjectType; filter: Filter; onOpen: () => void; onChange: (filter: Filter) => void }>) {
  const { t } = useTranslation();
  const textOf = useConditionText(type);
  return (
    <div className={styles.chips}>
      {filter.conditions.length > 1 ? (
        <span className="quiet">
          {filter.match === "all" ? t("records.filter.all") : t("records.filter.any")}
        </span>
      ) : null}
      {filter.conditions.map((condition, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no other identity than its place
        <span key={index} className={styles.chip}>
          <button type="button" onClick={onOpen}>
            {textOf(condition)}
          </button>
          <button
            type="button"
            aria-label={t("records.filter.remove")}
            onClick={() => onChange({ ...filter, conditions: filter.conditions.toSpliced(index, 1) })}
          >
            <CloseOutlined aria-hidden style={{ fontSize: 10 }} />
          </button>
        </span>
      ))}
    </div>
  );
}
