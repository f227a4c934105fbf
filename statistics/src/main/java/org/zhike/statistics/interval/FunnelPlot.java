package org.zhike.statistics.interval;

import static java.lang.Math.max;
import static java.lang.Math.min;
import static java.lang.Math.sqrt;

import java.util.Arrays;
import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.zhike.statistics.Quantiles;
import org.zhike.statistics.Require;

/**
 * The limits within which units of a size lie when they differ from a target by chance only (Spiegelhalter 2005, Statistics in
 * Medicine 24:1185). Usual levels: 0.95 to look at, 0.998 to act on.
 */
public final class FunnelPlot {

    private FunnelPlot() {}

    /**
     * The exact binomial limits of a share, interpolated between the two numbers of successes around each tail (appendix A.1.1
     * there), so that they do not jump with the size.
     *
     * @param target strictly between 0 and 1
     * @param trials below 2³¹
     */
    public static Interval ofShare(double target, long trials, double level) {
        double tail = (1 - Require.level(level)) / 2;
        var binomial =
                new BinomialDistribution(Math.toIntExact(Require.atLeast(1, trials, "trials")), Require.level(target));
        return new Interval(limit(binomial, tail), limit(binomial, 1 - tail), level);
    }

    private static double limit(BinomialDistribution binomial, double probability) {
        int r = binomial.inverseCumulativeProbability(probability);
        double atMost = binomial.cumulativeProbability(r);
        double below = r == 0 ? 0 : binomial.cumulativeProbability(r - 1);
        double part = (atMost - probability) / (atMost - below);
        double n = binomial.getNumberOfTrials();
        return min(1, max(0, (r - part) / n));
    }

    /**
     * The limits of a mean or score with a known standard error.
     *
     * @param overdispersion what {@link #overdispersion} gives; 1 when chance explains the differences between units
     */
    public static Interval ofMean(double target, double standardError, double overdispersion, double level) {
        Require.finite(target, "target");
        Require.notNegative(standardError, "standardError");
        Require.positive(overdispersion, "overdispersion");
        return Interval.around(target, Quantiles.criticalZ(level) * standardError * sqrt(overdispersion), level);
    }

    /**
     * φ: the mean of squared z-scores after the outer tenths were drawn in (there, 3.2.1), at least 1. Units differ by more
     * than chance when it is clearly above 1; the limits are then widened, so that not every second unit is an outlier.
     */
    public static double overdispersion(double[] zScores) {
        Require.atLeast(1, zScores.length, "the number of z-scores");
        double[] sorted = zScores.clone();
        for (double z : sorted) {
            Require.finite(z, "a z-score");
        }
        Arrays.sort(sorted);
        int cut = sorted.length / 10;
        double sum = 0;
        for (double z : sorted) {
            double drawnIn = Math.clamp(z, sorted[cut], sorted[sorted.length - 1 - cut]);
            sum += drawnIn * drawnIn;
        }
        return max(1, sum / sorted.length);
    }
}
