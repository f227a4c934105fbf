import type { TileProps } from "../tile";

export function BulletTile(props: TileProps) {
  return <section aria-label={props.title} />;
}
