import type { ObjectType, RecordItem } from "../../src/shared/api/types";
import type { MockState } from "./state.ts";

/** Returns whether a record passes a filter. */
export function matcher(
  _state: MockState,
  _type: ObjectType,
  _filter: string | null,
): (record: RecordItem) => boolean {
  return () => true;
}
