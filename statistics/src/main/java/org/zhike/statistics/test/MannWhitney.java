package org.zhike.statistics.test;

import static java.lang.Math.abs;
import static java.lang.Math.max;
import static java.lang.Math.min;
import static java.lang.Math.sqrt;

import org.zhike.statistics.Quantiles;
import org.zhike.statistics.Require;

/**
 * Whether values of one sample tend to be larger than those of another, by ranks (Wilcoxon 1945, Mann and Whitney 1947); asks
 * nothing of the shape of the distributions. Cost n·log n.
 *
 * @param u pairs in which the first sample's value is larger, ties as half: R's W
 * @param tieTerm Σ (t³ − t) over the sizes t of groups of equal values
 */
public record MannWhitney(long first, long second, double u, double tieTerm) {

    /** Up to this many values in each sample the exact distribution is used when there are no ties. */
    private static final int EXACT_UP_TO = 49;

    public MannWhitney {
        Require.atLeast(1, first, "the size of the first sample");
        Require.atLeast(1, second, "the size of the second sample");
        if (Require.notNegative(u, "u") > (double) first * second) {
            throw new IllegalArgumentException("of " + first + " times " + second + " pairs there cannot be " + u);
        }
        Require.notNegative(tieTerm, "tieTerm");
    }

    public static MannWhitney of(double[] first, double[] second) {
        Require.atLeast(1, first.length, "the size of the first sample");
        Require.atLeast(1, second.length, "the size of the second sample");
        double[][] samples = {first, second};
        Ranks ranks = Ranks.of(samples);
        double n1 = first.length;
        return new MannWhitney(first.length, second.length, ranks.sumOf(0) - n1 * (n1 + 1) / 2, ranks.tieTerm());
    }

    /** The chance that a value of the first sample exceeds one of the second, ties as half: 0.5 when neither is larger. */
    public double probabilityOfSuperiority() {
        return u / first / second;
    }

    /**
     * The two-sided p-value: exact for fewer than 50 values in each sample without ties, else by the normal distribution with
     * the ties' variance and a continuity correction, as in R. 1 when all values are equal.
     */
    public double pValue() {
        return tieTerm == 0 && first <= EXACT_UP_TO && second <= EXACT_UP_TO ? exact() : normal();
    }

    private double normal() {
        double n = (double) first + second;
        double variance = (double) first * second / 12 * (n + 1 - tieTerm / (n * (n - 1)));
        if (!(variance > 0)) {
            return 1;
        }
        double distance = max(0, abs(u - (double) first * second / 2) - 0.5);
        return Quantiles.twoSidedP(distance / sqrt(variance), Double.POSITIVE_INFINITY);
    }

    private double exact() {
        int m = (int) first;
        int n = (int) second;
        // chances[k]: the chance of U = k, by adding one value after the other (Mann and Whitney 1947, recurrence 1).
        double[][] row = new double[n + 1][];
        for (int j = 0; j <= n; j++) {
            row[j] = new double[] {1};
        }
        for (int i = 1; i <= m; i++) {
            double[][] next = new double[n + 1][];
            next[0] = new double[] {1};
            for (int j = 1; j <= n; j++) {
                next[j] = new double[i * j + 1];
                for (int k = 0; k <= i * j; k++) {
                    double ofFirst = k >= j && k - j < row[j].length ? row[j][k - j] * i / (i + j) : 0;
                    double ofSecond = k < next[j - 1].length ? next[j - 1][k] * j / (i + j) : 0;
                    next[j][k] = ofFirst + ofSecond;
                }
            }
            row = next;
        }
        double smaller = min(u, (double) m * n - u);
        double tail = 0;
        for (int k = 0; k <= smaller; k++) {
            tail += row[n][k];
        }
        return min(1, 2 * tail);
    }
}
