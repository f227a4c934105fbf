import type { TileProps } from "../tile";

export function TableTile(props: TileProps) {
  return <section aria-label={props.title} />;
}
