import type { Field, ObjectType } from "@/shared/api";

/** A field of another object that points to ours. */
export type Reference = Readonly<{ object: ObjectType; field: Field }>;

/** Returns the fields of all objects that point to the object named. */
export function referencesTo(objects: readonly ObjectType[], name: string): readonly Reference[] {
  return objects.flatMap((object) =>
    object.fields.filter((field) => field.target === name).map((field) => ({ object, field })),
  );
}

/** The filter of the records that point to one record. */
export function pointsTo(field: Field, id: number): string {
  return `${field.name} in [${id}]`;
}
