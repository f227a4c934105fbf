package org.zhike.statistics.interval;

import static java.lang.Math.abs;
import static java.lang.Math.max;
import static java.lang.Math.sqrt;

import org.zhike.statistics.Quantiles;
import org.zhike.statistics.Require;

/**
 * Σy / Σx over n independent units (orders, customers), such as revenue per order.
 *
 * @param n how many units, at least one
 * @param sumX the denominator; not 0
 */
public record RatioOfSums(long n, double sumY, double sumX, double sumYY, double sumXX, double sumXY) {

    public RatioOfSums {
        Require.atLeast(1, n, "n");
        Require.finite(sumY, "sumY");
        Require.notNegative(sumYY, "sumYY");
        Require.notNegative(sumXX, "sumXX");
        Require.finite(sumXY, "sumXY");
        if (Require.finite(sumX, "sumX") == 0) {
            throw new IllegalArgumentException("sumX must not be 0: nothing can be divided by it");
        }
    }

    public double ratio() {
        return sumY / sumX;
    }

    /**
     * The linearised standard error, √(n/(n−1) · Σ(y − R·x)²) / |Σx| (Cochran 1977, Sampling Techniques, 6.4); infinite for a
     * single unit.
     */
    public double standardError() {
        if (n == 1) {
            return Double.POSITIVE_INFINITY;
        }
        double r = ratio();
        double residuals = max(0, sumYY - 2 * r * sumXY + r * r * sumXX);
        return sqrt(residuals * n / (n - 1)) / abs(sumX);
    }

    /** The delta-method interval with Student's t. */
    public Interval delta(double level) {
        if (n == 1) {
            return Interval.unbounded(level);
        }
        return Interval.around(ratio(), Quantiles.criticalT(level, n - 1.0) * standardError(), level);
    }
}
