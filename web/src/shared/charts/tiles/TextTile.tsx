import type { TileProps } from "../tile";

export function TextTile(props: TileProps) {
  return <section aria-label={props.title} />;
}
