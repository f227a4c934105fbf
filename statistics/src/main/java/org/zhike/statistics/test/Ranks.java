package org.zhike.statistics.test;

import org.zhike.statistics.Require;
import org.zhike.statistics.numeric.Order;

/** The ranks of the values of several samples among all, equal values sharing the mean of theirs. */
final class Ranks {

    private final double[] sums;
    private final double tieTerm;

    private Ranks(double[] sums, double tieTerm) {
        this.sums = sums;
        this.tieTerm = tieTerm;
    }

    static Ranks of(double[]... samples) {
        int n = 0;
        for (double[] sample : samples) {
            n += sample.length;
        }
        double[] values = new double[n];
        int[] sampleOf = new int[n];
        int at = 0;
        for (int s = 0; s < samples.length; s++) {
            for (double value : samples[s]) {
                values[at] = Require.finite(value, "a value");
                sampleOf[at++] = s;
            }
        }
        int[] order = Order.ascending(values);
        double[] sums = new double[samples.length];
        double tieTerm = 0;
        for (int start = 0; start < n; ) {
            int end = start + 1;
            while (end < n && values[order[end]] == values[order[start]]) {
                end++;
            }
            double rank = (start + 1.0 + end) / 2;
            for (int i = start; i < end; i++) {
                sums[sampleOf[order[i]]] += rank;
            }
            double tied = end - start;
            tieTerm += tied * tied * tied - tied;
            start = end;
        }
        return new Ranks(sums, tieTerm);
    }

    double sumOf(int sample) {
        return sums[sample];
    }

    /** Σ (t³ − t) over the sizes t of groups of equal values; 0 without ties. */
    double tieTerm() {
        return tieTerm;
    }
}
