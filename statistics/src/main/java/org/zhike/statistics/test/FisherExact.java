package org.zhike.statistics.test;

import static java.lang.Math.exp;
import static java.lang.Math.min;

import org.zhike.statistics.Require;

/**
 * Fisher's exact test of a table of two rows and two columns (Fisher 1935), given its margins:
 *
 * <pre>
 *              yes   no
 *    first      a     b
 *    second     c     d
 * </pre>
 *
 * Exact for any size up to 2⁵³ in all; costs a few terms far from independence and about one standard deviation of terms near
 * it.
 */
public record FisherExact(long a, long b, long c, long d) {

    /** Tables whose chances differ by rounding only count as equally likely, as in R. */
    private static final double ALMOST_AS_LIKELY = 1e-7;

    /** Beyond, doubles no longer count by ones. */
    private static final double MOST_CASES = 0x1p53;

    public FisherExact {
        Require.atLeast(0, a, "a");
        Require.atLeast(0, b, "b");
        Require.atLeast(0, c, "c");
        Require.atLeast(0, d, "d");
        double all = (double) a + b + c + d;
        if (!(all >= 1 && all <= MOST_CASES)) {
            throw new IllegalArgumentException("the number of cases must lie from 1 to 2⁵³, not " + all);
        }
    }

    /** The chance of so many in {@code a} or more, when rows and columns have nothing to do with each other. */
    public double greater() {
        return exp(logGreater());
    }

    /** The logarithm of {@link #greater()}: keeps apart what is too small for a double. */
    public double logGreater() {
        return distribution().logAtLeast(a);
    }

    /** The chance of so many in {@code a} or fewer. */
    public double less() {
        return exp(logLess());
    }

    public double logLess() {
        return distribution().logAtMost(a);
    }

    /** The chance of a table as unlikely as this or more so, on either side. */
    public double twoSided() {
        Hypergeometric distribution = distribution();
        double limit = distribution.logProbability(a) + Math.log1p(ALMOST_AS_LIKELY);
        long mode = distribution.mode();
        double below = exp(distribution.logAtMost(lastUnlikelyBelow(distribution, mode, limit)));
        double above = exp(distribution.logAtLeast(firstUnlikelyAbove(distribution, mode, limit)));
        return min(1, below + above);
    }

    /** a·d / (b·c): infinite when b or c is 0 and a and d are not; 1 when both products are 0. */
    public double oddsRatio() {
        double with = (double) a * d;
        double against = (double) b * c;
        return with == against ? 1 : with / against;
    }

    private Hypergeometric distribution() {
        return new Hypergeometric(a + b + c + d, a + c, a + b);
    }

    /** The largest value below the mode that is not likelier than the limit; one less than the least when there is none. */
    private static long lastUnlikelyBelow(Hypergeometric distribution, long mode, double limit) {
        long low = distribution.least() - 1;
        long high = mode;
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            if (distribution.logProbability(middle) <= limit) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The smallest value from the mode on that is not likelier than the limit; one more than the most when there is none. */
    private static long firstUnlikelyAbove(Hypergeometric distribution, long mode, double limit) {
        long low = mode - 1;
        long high = distribution.most() + 1;
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            if (distribution.logProbability(middle) <= limit) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }
}
