import type { TileProps } from "../tile";

export function BreakdownTile(props: TileProps) {
  return <section aria-label={props.title} />;
}
