import type { Cell } from "../api/types";

const WIDTH = 96;
const HEIGHT = 28;
const EDGE = 3;

/** The shape of a trend beside its number, where enough of it is known; the number and the page behind it say the rest. */
export function Sparkline({ cells }: Readonly<{ cells: readonly Cell[] }>) {
  const values = cells.map((cell) => (cell.state === "too_few" ? null : cell.value));
  const known = values.filter((value) => value !== null);
  if (known.length < Math.max(2, values.length / 2)) {
    return null;
  }
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const x = (index: number) => EDGE + (index / (cells.length - 1)) * (WIDTH - 2 * EDGE);
  const y = (value: number) =>
    high === low ? HEIGHT / 2 : HEIGHT - EDGE - ((value - low) / (high - low)) * (HEIGHT - 2 * EDGE);
  const path = values
    .flatMap((value, index) => (value === null ? [] : [`${x(index).toFixed(1)} ${y(value).toFixed(1)}`]))
    .join("L");
  const last = values.findLastIndex((value) => value !== null);
  return (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path d={`M${path}`} fill="none" stroke="var(--accent)" strokeWidth="1.5" strokeLinejoin="round" />
      <circle cx={x(last)} cy={y(values[last] as number)} r="2.5" fill="var(--accent)" />
    </svg>
  );
}
