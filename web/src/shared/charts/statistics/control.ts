/** Fewer whole steps than this say nothing of what is usual. */
export const FEWEST_STEPS = 8;

/** So many points in a row on one side of the centre are no chance any more (Western Electric rule 4). */
export const LONG_RUN = 8;

/** One step of a control chart; null limits where the step has no value to judge. */
export type ControlPoint = Readonly<{
  value: number | null;
  lower: number | null;
  upper: number | null;
  beyond: boolean;
  /** Whether it belongs to a run of {@link LONG_RUN} or more on one side of the centre. */
  inRun: boolean;
}>;

export type ControlChart = Readonly<{
  method: "xmr" | "p";
  centre: number;
  /** Laney's σz: how much more the shares vary than the sizes of the samples explain; 1 for values. */
  spread: number;
  points: readonly ControlPoint[];
}>;

/** A step as it was measured; `counts` only of shares. Steps that may not tell what is usual are drawn but not learned from. */
export type Measured = Readonly<{
  value: number | null;
  counts: Readonly<{ successes: number; n: number }> | null;
  learns: boolean;
}>;

/** The mean of the ranges of two normal values, in standard deviations. */
const D2 = 1.128;

/**
 * The chart of shares where all steps are shares, of single values otherwise; null when too few steps can be learned from.
 */
export function controlChart(steps: readonly Measured[]): ControlChart | null {
  const learned = steps.filter(({ value, learns }) => learns && value !== null);
  if (learned.length < FEWEST_STEPS) {
    return null;
  }
  return learned.every(({ counts }) => counts !== null && counts.n > 0) ? shares(steps) : values(steps);
}

/**
 * Individuals and moving ranges: mean ± 3·MR̄/1.128 (Montgomery, Introduction to Statistical Quality Control, 6.4). The mean
 * range of neighbours is used, not the standard deviation, which a shift of the level would widen.
 */
function values(steps: readonly Measured[]): ControlChart {
  const learned = steps.flatMap(({ value, learns }) => (learns && value !== null ? [value] : []));
  const centre = mean(learned);
  const sigma = mean(ranges(learned)) / D2;
  return chart("xmr", centre, 1, steps, () => 3 * sigma, [
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
  ]);
}

/**
 * Laney's p′ chart (Laney 2002, Quality Engineering 14:531): p̄ ± 3·σp·σz, where σp is the binomial standard deviation of
 * each step and σz that of the z-scores by moving ranges. Unlike there, σz is at least 1: an n is never better than chance.
 */
function shares(steps: readonly Measured[]): ControlChart {
  const learned = steps.flatMap(({ counts, learns, value }) =>
    learns && value !== null && counts !== null ? [counts] : [],
  );
  const centre =
    learned.reduce((sum, { successes }) => sum + successes, 0) / learned.reduce((sum, { n }) => sum + n, 0);
  const sigma = (n: number) => Math.sqrt((centre * (1 - centre)) / n);
  const scores = learned.map(({ successes, n }) =>
    sigma(n) === 0 ? 0 : (successes / n - centre) / sigma(n),
  );
  const spread = Math.max(1, mean(ranges(scores)) / D2);
  return chart(
    "p",
    centre,
    spread,
    steps,
    ({ counts }) => (counts === null || counts.n === 0 ? null : 3 * sigma(counts.n) * spread),
    [0, 1],
  );
}

function chart(
  method: ControlChart["method"],
  centre: number,
  spread: number,
  steps: readonly Measured[],
  halfOf: (step: Measured) => number | null,
  [least, most]: readonly [number, number],
): ControlChart {
  const runs = inRuns(steps.map(({ value }) => (value === null ? 0 : Math.sign(value - centre))));
  return {
    method,
    centre,
    spread,
    points: steps.map((step, index) => {
      const half = step.value === null ? null : halfOf(step);
      if (step.value === null || half === null) {
        return { value: step.value, lower: null, upper: null, beyond: false, inRun: false };
      }
      const lower = Math.max(least, centre - half);
      const upper = Math.min(most, centre + half);
      return {
        value: step.value,
        lower,
        upper,
        // What stands on a limit that chance can reach is inside.
        beyond: step.value < lower - 1e-12 || step.value > upper + 1e-12,
        inRun: runs[index] ?? false,
      };
    }),
  };
}

/** Which points belong to a long run on one side; a point on the centre ends a run. */
function inRuns(sides: readonly number[]): readonly boolean[] {
  const found = sides.map(() => false);
  let start = 0;
  for (let end = 1; end <= sides.length; end++) {
    if (end < sides.length && sides[end] === sides[start]) {
      continue;
    }
    if (sides[start] !== 0 && end - start >= LONG_RUN) {
      found.fill(true, start, end);
    }
    start = end;
  }
  return found;
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

const ranges = (values: readonly number[]): readonly number[] =>
  values.slice(1).map((value, index) => Math.abs(value - (values[index] as number)));
