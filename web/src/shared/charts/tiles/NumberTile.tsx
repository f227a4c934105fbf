import type { TileProps } from "../tile";

export function NumberTile(props: TileProps) {
  return <section aria-label={props.title} />;
}
