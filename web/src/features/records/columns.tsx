import type { Labels, ObjectType, RecordItem } from "@/shared/api";
import type { Column } from "@/shared/ui";
import { FieldValue, fieldValue, isNumeric } from "@/shared/ui/FieldValue";

/** The columns of a list of records; names the object does not have are left out. */
export function columnsOf(
  type: ObjectType,
  names: readonly string[],
  label: (labels: Labels) => string,
): readonly Column<RecordItem>[] {
  return names.flatMap((name, index): readonly Column<RecordItem>[] => {
    const field = type.fields.find((candidate) => candidate.name === name);
    if (field === undefined) {
      return [];
    }
    const sortable = !["long_text", "multi_select", "reference"].includes(field.type);
    return [
      {
        key: name,
        title: label(field.labels),
        align: isNumeric(field) ? "end" : "start",
        sortBy: sortable ? name : undefined,
        render: (record) => {
          const value = fieldValue(record, name);
          // The first cell is the row's link: it needs words even where the field is empty.
          return index === 0 && (value === null || field.type === "reference") ? (
            (record.links[name]?.label ?? record.label)
          ) : (
            <FieldValue field={field} value={value} link={record.links[name]} />
          );
        },
      },
    ];
  });
}
