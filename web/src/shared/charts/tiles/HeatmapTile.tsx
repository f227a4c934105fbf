import type { TileProps } from "../tile";

export function HeatmapTile(props: TileProps) {
  return <section aria-label={props.title} />;
}
