import type { TileProps } from "../tile";

export function FunnelPlotTile(props: TileProps) {
  return <section aria-label={props.title} />;
}
