import type { TileProps } from "../tile";

export function TrendTile(props: TileProps) {
  return <section aria-label={props.title} />;
}
