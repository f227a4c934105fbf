import { useMemo } from "react";
import { type Field, type FieldType, type ObjectType, useObjects } from "@/shared/api";
import { useFormat } from "@/shared/format";

/** A field a condition can name: of the object itself, or of what one of its references leads to. */
export type FilterField = Readonly<{ path: string; label: string; field: Field; group: string | null }>;

/** The fields of the object, then those one reference away. */
export function useFilterFields(type: ObjectType): readonly FilterField[] {
  const objects = useObjects();
  const { label } = useFormat();
  return useMemo(
    () => [
      ...type.fields.map((field) => ({ path: field.name, label: label(field.labels), field, group: null })),
      ...type.fields.flatMap((reference) => {
        const target = objects.find((object) => object.name === reference.target);
        return (target?.fields ?? [])
          .filter((field) => !field.system && field.type !== "reference")
          .map((field) => ({
            path: `${reference.name}.${field.name}`,
            label: `${label(reference.labels)} › ${label(field.labels)}`,
            field,
            group: label(reference.labels),
          }));
      }),
    ],
    [type, objects, label],
  );
}

/** Returns the function that knows the type of each path. */
export function typeOf(fields: readonly FilterField[]): (path: string) => FieldType | undefined {
  const types = new Map(fields.map(({ path, field }) => [path, field.type]));
  return (path) => types.get(path);
}
