import type { TileProps } from "../tile";

export function FlowTile(props: TileProps) {
  return <section aria-label={props.title} />;
}
