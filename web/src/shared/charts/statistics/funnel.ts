/** One unit of a funnel plot. `error` is the standard error of its value, `counts` only of shares. */
export type FunnelUnit = Readonly<{
  n: number;
  value: number;
  error: number | null;
  counts: Readonly<{ successes: number; n: number }> | null;
}>;

export type Limits = Readonly<{ low: number; high: number }>;

export type FunnelLimits = Readonly<{
  target: number;
  /** How much wider than chance units differ (φ); 1 when chance explains it. */
  overdispersion: number;
  at: (n: number, level: FunnelLevel) => Limits;
}>;

/** To look at, and to act on. */
export type FunnelLevel = 0.95 | 0.998;

const Z: Readonly<Record<FunnelLevel, number>> = { 0.95: 1.959963984540054, 0.998: 3.090232306167813 };

/** Below so many trials the binomial is counted out; above, the normal curve is as good as the pixel. */
const MOST_EXACT = 2_000;

/**
 * The limits within which units of a size lie when they differ from the target by chance only (Spiegelhalter 2005, Statistics
 * in Medicine 24:1185): exact for shares, normal with the pooled standard deviation for all else; widened by √φ where units
 * differ by more than chance. Null when nothing is known of how the values scatter.
 */
export function funnelLimits(target: number, units: readonly FunnelUnit[]): FunnelLimits | null {
  const isShare = target > 0 && target < 1 && units.every(({ counts }) => counts !== null);
  const deviation = isShare ? Math.sqrt(target * (1 - target)) : pooledDeviation(units);
  if (deviation === null || deviation === 0 || units.length === 0) {
    return null;
  }
  const scores = units.map(({ n, value }) => ((value - target) * Math.sqrt(n)) / deviation);
  const overdispersion = overdispersionOf(scores);
  return {
    target,
    overdispersion,
    at: (n, level) => {
      if (isShare && overdispersion === 1 && n <= MOST_EXACT) {
        return binomialLimits(target, Math.max(1, Math.round(n)), level);
      }
      const half = (Z[level] * deviation * Math.sqrt(overdispersion)) / Math.sqrt(n);
      return isShare
        ? { low: Math.max(0, target - half), high: Math.min(1, target + half) }
        : { low: target - half, high: target + half };
    },
  };
}

/** What one record scatters by: the standard error times √n, pooled over the units by n. */
function pooledDeviation(units: readonly FunnelUnit[]): number | null {
  const known = units.flatMap(({ n, error }) => (error === null || n < 2 ? [] : [{ n, error }]));
  const all = known.reduce((sum, { n }) => sum + n, 0);
  return all === 0
    ? null
    : Math.sqrt(known.reduce((sum, { n, error }) => sum + n * (error * error * n), 0) / all);
}

/**
 * φ: the mean of squared z-scores after the outer tenths were drawn in (there, 3.2.1). It counts only where it is beyond what
 * chance makes of so many units: above 1 + 2·√(2/k), the mean and standard deviation of χ² over its k degrees. Among fewer
 * than ten nothing can be drawn in: one outlier would then hide itself.
 */
function overdispersionOf(scores: readonly number[]): number {
  if (scores.length < 10) {
    return 1;
  }
  const sorted = scores.toSorted((a, b) => a - b);
  const cut = Math.floor(sorted.length / 10);
  const [low, high] = [sorted[cut] as number, sorted[sorted.length - 1 - cut] as number];
  const phi = sorted.reduce((sum, z) => sum + Math.min(high, Math.max(low, z)) ** 2, 0) / sorted.length;
  return phi > 1 + 2 * Math.sqrt(2 / sorted.length) ? phi : 1;
}

/** The exact limits of a share, drawn between the two numbers of successes around each tail (there, A.1.1), so that they do not jump. */
export function binomialLimits(target: number, n: number, level: FunnelLevel): Limits {
  const tail = (1 - level) / 2;
  const limit = (probability: number): number => {
    // The terms are summed in logarithms: the first may be too small for a number.
    let term = n * Math.log1p(-target);
    let below = 0;
    for (let r = 0; ; r++) {
      const atMost = below + Math.exp(term);
      if (atMost >= probability || r === n) {
        const part = (atMost - probability) / (atMost - below);
        return Math.min(1, Math.max(0, (r - part) / n));
      }
      below = atMost;
      term += Math.log((n - r) / (r + 1)) + Math.log(target / (1 - target));
    }
  };
  return { low: limit(tail), high: limit(1 - tail) };
}
