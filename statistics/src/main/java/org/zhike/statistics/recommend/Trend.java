package org.zhike.statistics.recommend;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.zhike.statistics.Require;

/**
 * How much more an item sells lately than in the whole time: what is in season. Looks back from the time at which offers are
 * wanted, never ahead of it. Memory 12 bytes a purchase; cost of one look: the purchases in the window. Immutable.
 */
public final class Trend {

    /** Purchases added to every item, so that rare ones have no wild lift. */
    private static final double PRIOR = 2;

    /** Purchases of the whole time that stand beside those of the window: some dozens of baskets. */
    private static final double LONG_RUN = 400;

    private final int[] item;
    private final long[] time;
    private final double[] share;

    private Trend(int[] item, long[] time, double[] share) {
        this.item = item;
        this.time = time;
        this.share = share;
    }

    public static Trend of(Purchases purchases) {
        int[] order = IntStream.range(0, purchases.size())
                .boxed()
                .sorted(Comparator.comparingLong(purchases::time))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] buyers = purchases.buyers();
        double all = IntStream.of(buyers).sum() + PRIOR * buyers.length;
        return new Trend(
                IntStream.of(order).map(purchases::item).toArray(),
                IntStream.of(order).mapToLong(purchases::time).toArray(),
                IntStream.of(buyers).mapToDouble(b -> (b + PRIOR) / all).toArray());
    }

    /**
     * Writes, for each item, its share of the purchases in the window before a time divided by its share of the whole time; 1
     * for all where the window is empty.
     *
     * @param window its length, in the unit of the purchases' times
     */
    public void lift(long now, long window, double[] lifts) {
        Require.atLeast(1, window, "window");
        int from = firstAtOrAfter(now - window);
        int to = firstAtOrAfter(now);
        if (from == to) {
            Arrays.fill(lifts, 1);
            return;
        }
        Arrays.fill(lifts, PRIOR);
        for (int p = from; p < to; p++) {
            lifts[item[p]]++;
        }
        double all = to - from + PRIOR * lifts.length;
        for (int i = 0; i < lifts.length; i++) {
            lifts[i] = lifts[i] / all / share[i];
        }
    }

    /** Writes each item's share of the purchases in the window before a time, drawn a little towards that of the whole time. */
    void recentShare(long now, long window, double[] shares) {
        int from = firstAtOrAfter(now - window);
        int to = firstAtOrAfter(now);
        for (int i = 0; i < shares.length; i++) {
            shares[i] = LONG_RUN * share[i];
        }
        for (int p = from; p < to; p++) {
            shares[item[p]]++;
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= LONG_RUN + to - from;
        }
    }

    private int firstAtOrAfter(long when) {
        int low = 0;
        int high = time.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (time[middle] < when) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
