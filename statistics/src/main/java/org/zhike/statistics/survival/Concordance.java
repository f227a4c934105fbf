package org.zhike.statistics.survival;

import java.util.Arrays;
import org.zhike.statistics.Require;
import org.zhike.statistics.numeric.Order;

/**
 * How well risks foretell who ends first (Harrell 1982): over all pairs of which one is known to have ended first. A unit last
 * seen when another ended counts as lasting longer. Cost n·log n.
 *
 * @param concordant pairs in which the higher risk ended first
 * @param discordant pairs in which it ended last
 * @param tied pairs of the same risk
 */
public record Concordance(long concordant, long discordant, long tied) {

    public Concordance {
        Require.atLeast(0, concordant, "concordant");
        Require.atLeast(0, discordant, "discordant");
        Require.atLeast(0, tied, "tied");
    }

    /**
     * Counts the pairs.
     *
     * @param risks finite; higher for those thought to end sooner, on any scale
     */
    public static Concordance of(double[] durations, boolean[] ended, double[] risks) {
        int n = durations.length;
        if (ended.length != n || risks.length != n) {
            throw new IllegalArgumentException(
                    n + " durations, but " + ended.length + " ends and " + risks.length + " risks");
        }
        int[] ranks = ranks(risks);
        int[] order = Order.ascending(durations);
        // From the longest duration down: those in the tree lasted longer than the one looked at.
        long[] tree = new long[n + 1];
        long within = 0;
        long concordant = 0;
        long discordant = 0;
        long tied = 0;
        for (int end = n; end > 0; ) {
            double time = Require.notNegative(durations[order[end - 1]], "a duration");
            int start = end - 1;
            while (start > 0 && durations[order[start - 1]] == time) {
                start--;
            }
            within += enter(order, start, end, ended, false, ranks, tree);
            for (int i = start; i < end; i++) {
                if (ended[order[i]]) {
                    int rank = ranks[order[i]];
                    long lower = countUpTo(tree, rank - 1);
                    long same = countUpTo(tree, rank) - lower;
                    concordant += lower;
                    tied += same;
                    discordant += within - lower - same;
                }
            }
            within += enter(order, start, end, ended, true, ranks, tree);
            end = start;
        }
        return new Concordance(concordant, discordant, tied);
    }

    /** The share of pairs told right, ties as half: 0.5 for guessing, 1 for a perfect order; 0.5 when there are no pairs. */
    public double index() {
        double pairs = (double) concordant + discordant + tied;
        return pairs == 0 ? 0.5 : (concordant + tied / 2.0) / pairs;
    }

    private static long enter(
            int[] order, int start, int end, boolean[] ended, boolean which, int[] ranks, long[] tree) {
        long count = 0;
        for (int i = start; i < end; i++) {
            if (ended[order[i]] == which) {
                count++;
                for (int at = ranks[order[i]]; at < tree.length; at += at & -at) {
                    tree[at]++;
                }
            }
        }
        return count;
    }

    private static long countUpTo(long[] tree, int rank) {
        long sum = 0;
        for (int at = rank; at > 0; at -= at & -at) {
            sum += tree[at];
        }
        return sum;
    }

    /** Ranks from 1, the same for equal risks. */
    private static int[] ranks(double[] risks) {
        double[] distinct = Arrays.stream(risks)
                .map(risk -> Require.finite(risk, "a risk") + 0.0)
                .sorted()
                .distinct()
                .toArray();
        int[] ranks = new int[risks.length];
        for (int i = 0; i < risks.length; i++) {
            ranks[i] = Arrays.binarySearch(distinct, risks[i] + 0.0) + 1;
        }
        return ranks;
    }
}
