import type { TileProps } from "../tile";

export function MapTile(props: TileProps) {
  return <section aria-label={props.title} />;
}
