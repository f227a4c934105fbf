import styles from "../charts.module.css";
import type { TileProps } from "../tile";

/** A few words between the charts; empty lines part paragraphs. */
export function TextTile({ title, text = "", className = "", tools }: TileProps) {
  return (
    <section className={`${styles.card} ${className}`} aria-label={title}>
      <header className={styles.head}>
        <h2>{title}</h2>
        <span className={styles.grow} />
        {tools}
      </header>
      {text.split(/\n\s*\n/).map((paragraph, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no other name and never move
        <p key={index} className={styles.paragraph}>
          {paragraph}
        </p>
      ))}
    </section>
  );
}
