import type { TileProps } from "../tile";

export function CohortTile(props: TileProps) {
  return <section aria-label={props.title} />;
}
