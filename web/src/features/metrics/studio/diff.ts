/** A line of two texts laid side by side: in both, only in the older, only in the newer. */
export type Line = Readonly<{ mark: " " | "-" | "+"; text: string }>;

/** The shortest way from one text to the other, line by line (longest common subsequence; definitions are short). */
export function lineDiff(before: string, after: string): readonly Line[] {
  const a = before.split("\n");
  const b = after.split("\n");
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      (lengths[i] as number[])[j] =
        a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ mark: " ", text: a[i] as string });
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ mark: "-", text: a[i++] as string });
    } else {
      lines.push({ mark: "+", text: b[j++] as string });
    }
  }
  return lines;
}
