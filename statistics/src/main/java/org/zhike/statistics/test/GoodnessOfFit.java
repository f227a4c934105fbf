package org.zhike.statistics.test;

import java.util.Arrays;
import org.zhike.statistics.Require;

/** Whether counts fit the shares they ought to have. */
public final class GoodnessOfFit {

    private GoodnessOfFit() {}

    /**
     * Pearson's test of counts beside expected shares.
     *
     * @param weights positive, in any unit: {@code 1, 1} for halves, {@code 90, 10} for nine to one
     */
    public static ChiSquareStatistic of(long[] counts, double[] weights) {
        if (counts.length < 2 || counts.length != weights.length) {
            throw new IllegalArgumentException("there must be at least two counts with a weight each, not "
                    + counts.length + " and " + weights.length);
        }
        double weight = 0;
        for (double w : weights) {
            weight += Require.positive(w, "a weight");
        }
        double total = Require.atLeast(1, Arrays.stream(counts).sum(), "the number of cases");
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            double expected = total * weights[i] / weight;
            double distance = Require.atLeast(0, counts[i], "a count") - expected;
            sum += distance * distance / expected;
        }
        return new ChiSquareStatistic(sum, counts.length - 1.0);
    }

    /** The same for equal shares. */
    public static ChiSquareStatistic even(long... counts) {
        double[] weights = new double[counts.length];
        Arrays.fill(weights, 1);
        return of(counts, weights);
    }
}
