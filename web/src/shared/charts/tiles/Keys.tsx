import { useTheme } from "../../preferences";
import styles from "../charts.module.css";
import { chartColours } from "../palette";

/** What the colours of a chart mean, in the order of the palette; a rest is grey. */
export function Keys({ names, rest }: Readonly<{ names: readonly string[]; rest?: string }>) {
  const { dark } = useTheme();
  const colours = chartColours(dark);
  return names.map((name, index) => (
    <span key={name} className={styles.key}>
      <i
        style={{
          background: name === rest ? colours.quiet : colours.series[index % colours.series.length],
        }}
      />
      {name}
    </span>
  ));
}
