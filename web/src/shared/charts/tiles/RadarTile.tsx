import type { TileProps } from "../tile";

export function RadarTile(props: TileProps) {
  return <section aria-label={props.title} />;
}
