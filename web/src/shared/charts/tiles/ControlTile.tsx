import type { TileProps } from "../tile";

export function ControlTile(props: TileProps) {
  return <section aria-label={props.title} />;
}
