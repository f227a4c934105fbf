package org.zhike.statistics.interval;

import static java.lang.Math.floor;
import static java.lang.Math.min;

import java.util.Arrays;
import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.zhike.statistics.Require;

/**
 * The values of a sample in rising order, each with how often it occurs: what {@code GROUP BY value} gives. Quantiles and
 * their intervals need nothing else.
 */
public final class Distribution {

    private final double[] values;

    /** How many values of the sample are at most {@code values[i]}. */
    private final long[] cumulated;

    /**
     * @param values strictly rising
     * @param counts how often each occurs, at least once
     */
    public Distribution(double[] values, long[] counts) {
        if (values.length == 0 || values.length != counts.length) {
            throw new IllegalArgumentException(
                    "there must be values, one count for each, not " + values.length + " and " + counts.length);
        }
        this.values = values.clone();
        this.cumulated = new long[counts.length];
        long sum = 0;
        for (int i = 0; i < values.length; i++) {
            Require.finite(values[i], "a value");
            if (i > 0 && !(values[i - 1] < values[i])) {
                throw new IllegalArgumentException(
                        "values must rise strictly, but " + values[i] + " follows " + values[i - 1]);
            }
            sum += Require.atLeast(1, counts[i], "a count");
            cumulated[i] = sum;
        }
    }

    public static Distribution of(double... sample) {
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        double[] values = new double[sorted.length];
        long[] counts = new long[sorted.length];
        int distinct = 0;
        for (double value : sorted) {
            if (distinct > 0 && values[distinct - 1] == value) {
                counts[distinct - 1]++;
                continue;
            }
            values[distinct] = value;
            counts[distinct++] = 1;
        }
        return new Distribution(Arrays.copyOf(values, distinct), Arrays.copyOf(counts, distinct));
    }

    public long n() {
        return cumulated[cumulated.length - 1];
    }

    /** Returns the value of that rank, 1 for the smallest to n for the largest. */
    public double atRank(long rank) {
        if (rank < 1 || rank > n()) {
            throw new IllegalArgumentException("ranks run from 1 to " + n() + "; there is no " + rank);
        }
        int found = Arrays.binarySearch(cumulated, rank);
        return values[found >= 0 ? found : -found - 1];
    }

    /** The quantile by linear interpolation between neighbours (Hyndman and Fan 1996, type 7; as R and NumPy). */
    public double quantile(double probability) {
        double h = (n() - 1) * requireProbability(probability);
        long below = (long) floor(h) + 1;
        double lower = atRank(below);
        double upper = atRank(min(n(), below + 1));
        return lower + (h - floor(h)) * (upper - lower);
    }

    /** The quantile at rank (n + 1)·p by linear interpolation (Hyndman and Fan, type 6; as SPSS and Minitab). */
    public double quantileType6(double probability) {
        double h = (n() + 1) * requireProbability(probability);
        long below = (long) floor(h);
        double lower = atRank(Math.clamp(below, 1, n()));
        double upper = atRank(Math.clamp(below + 1, 1, n()));
        return lower + (h - floor(h)) * (upper - lower);
    }

    /** The smallest value that at least this share does not exceed (Hyndman and Fan, type 1): always one of the sample. */
    public double quantileType1(double probability) {
        // A hair less than n·p, whose rounding must not lift it over a whole number.
        double h = n() * requireProbability(probability);
        return atRank(Math.clamp((long) Math.ceil(h - 4 * Math.ulp(h)), 1, n()));
    }

    private static double requireProbability(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a quantile's probability lies from 0 to 1, not " + probability);
        }
        return probability;
    }

    /** The interval of a quantile between two order statistics, free of any assumption on the distribution. */
    public Interval quantileInterval(double probability, double level) {
        Ranks ranks = ranks(n(), probability, level);
        return new Interval(
                ranks.low() < 1 ? Double.NEGATIVE_INFINITY : atRank(ranks.low()),
                ranks.high() > n() ? Double.POSITIVE_INFINITY : atRank(ranks.high()),
                level);
    }

    /**
     * The ranks of the two order statistics that enclose a quantile.
     *
     * @param low 0 when even the smallest value is no lower bound
     * @param high n + 1 when even the largest value is no upper bound
     * @param coverage the chance that they enclose it, at least the level asked for, unless a rank lies outside
     */
    public record Ranks(long low, long high, double coverage) {}

    /**
     * Returns the ranks with at most half of 1 − level beyond each (Conover 1999, Practical Nonparametric Statistics, 3.2).
     *
     * @param n the size of the sample, below 2³¹
     */
    public static Ranks ranks(long n, double probability, double level) {
        Require.atLeast(1, n, "n");
        Require.level(probability);
        double tail = (1 - Require.level(level)) / 2;
        var below = new BinomialDistribution(Math.toIntExact(n), probability);
        // X(r) lies above the quantile with P(B ≤ r − 1): the largest rank for which that is at most the tail.
        int low = below.inverseCumulativeProbability(tail);
        if (below.cumulativeProbability(low) <= tail) {
            low++;
        }
        int high = below.inverseCumulativeProbability(1 - tail) + 1;
        double coverage = below.cumulativeProbability(high - 1) - below.cumulativeProbability(low - 1);
        return new Ranks(low, high, coverage);
    }
}
