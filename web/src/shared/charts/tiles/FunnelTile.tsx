import type { TileProps } from "../tile";

export function FunnelTile(props: TileProps) {
  return <section aria-label={props.title} />;
}
