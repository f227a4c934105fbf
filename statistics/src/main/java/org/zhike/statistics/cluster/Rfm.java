package org.zhike.statistics.cluster;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Require;

/**
 * Scores from 1 to 5 for how recently, how often and for how much customers bought: fifths of the customers by rank, 5 the
 * best. Immutable.
 */
public final class Rfm {

    private static final int FIFTHS = 5;

    private final int[] r;
    private final int[] f;
    private final int[] m;

    private Rfm(int[] r, int[] f, int[] m) {
        this.r = r;
        this.f = f;
        this.m = m;
    }

    /**
     * Scores customers given in the order of their ids, which breaks ties so that the fifths stay equal.
     *
     * @param recency days since the last purchase, not negative: fewer are better, and of equal ones the lower id
     * @param frequency purchases
     * @param monetary amount; may be negative after refunds
     * @return too little data for fewer than five customers
     */
    public static FitOutcome<Rfm> of(double[] recency, double[] frequency, double[] monetary) {
        int n = recency.length;
        if (frequency.length != n || monetary.length != n) {
            throw new IllegalArgumentException(
                    "%d recencies, %d frequencies, %d amounts".formatted(n, frequency.length, monetary.length));
        }
        for (int i = 0; i < n; i++) {
            Require.notNegative(recency[i], "the recency of customer " + i);
            Require.notNegative(frequency[i], "the frequency of customer " + i);
            Require.finite(monetary[i], "the amount of customer " + i);
        }
        if (n < FIFTHS) {
            return FitOutcome.tooLittle("customers", n, FIFTHS);
        }
        int[] late = fifths(recency);
        return new FitOutcome.Converged<>(
                new Rfm(IntStream.of(late).map(s -> FIFTHS + 1 - s).toArray(), fifths(frequency), fifths(monetary)), 0);
    }

    /** The fifth of each value, 1 the lowest; borders where linear interpolation of ranks puts quantiles. */
    private static int[] fifths(double[] values) {
        int n = values.length;
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] fifths = new int[n];
        for (int rank = 0; rank < n; rank++) {
            fifths[order[rank]] = (int) Math.max(1, Math.ceilDiv((long) rank * FIFTHS, n - 1L));
        }
        return fifths;
    }

    public int customers() {
        return r.length;
    }

    public int recencyScore(int customer) {
        return r[customer];
    }

    public int frequencyScore(int customer) {
        return f[customer];
    }

    public int monetaryScore(int customer) {
        return m[customer];
    }

    public RfmGroup group(int customer) {
        return RfmGroup.of(r[customer], f[customer], m[customer]);
    }
}
