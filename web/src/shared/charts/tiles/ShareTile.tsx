import type { TileProps } from "../tile";

export function ShareTile(props: TileProps) {
  return <section aria-label={props.title} />;
}
