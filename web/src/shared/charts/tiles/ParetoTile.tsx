import type { TileProps } from "../tile";

export function ParetoTile(props: TileProps) {
  return <section aria-label={props.title} />;
}
