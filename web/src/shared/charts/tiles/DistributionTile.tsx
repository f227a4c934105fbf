import type { TileProps } from "../tile";

export function DistributionTile(props: TileProps) {
  return <section aria-label={props.title} />;
}
