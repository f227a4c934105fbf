package org.zhike.statistics.interval;

import static java.lang.Math.max;
import static java.lang.Math.sqrt;

import org.zhike.statistics.Quantiles;
import org.zhike.statistics.Require;

/**
 * What a sample says about its mean.
 *
 * @param n how many values, at least one
 * @param variance with divisor n − 1; 0 for a single value
 */
public record Moments(long n, double mean, double variance) {

    public Moments {
        Require.atLeast(1, n, "n");
        Require.finite(mean, "mean");
        Require.notNegative(variance, "variance");
    }

    /** From the sums that SQL gives; loses digits when the mean is more than about 10⁶ standard deviations. */
    public static Moments ofSums(long n, double sum, double sumOfSquares) {
        double mean = sum / Require.atLeast(1, n, "n");
        double squares = sumOfSquares - sum * mean;
        return new Moments(n, mean, n == 1 ? 0 : max(0, squares) / (n - 1));
    }

    /** From the values themselves, all finite; the variance of equal values is exactly 0. */
    public static Moments of(double... values) {
        Require.atLeast(1, values.length, "the number of values");
        double sum = 0;
        boolean same = true;
        for (double value : values) {
            sum += Require.finite(value, "a value");
            same &= value == values[0];
        }
        if (same) {
            // Three times 0.1 is not 0.3: a rounded mean would make a variance out of nothing.
            return new Moments(values.length, values[0], 0);
        }
        double mean = sum / values.length;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return new Moments(values.length, mean, values.length == 1 ? 0 : squares / (values.length - 1));
    }

    public double standardError() {
        return sqrt(variance / n);
    }

    /** Student's interval of the mean; unbounded for a single value. */
    public Interval studentT(double level) {
        if (n == 1) {
            return Interval.unbounded(level);
        }
        return Interval.around(mean, Quantiles.criticalT(level, n - 1.0) * standardError(), level);
    }

    /** This mean minus that of another sample, by Welch's t; both need two values that differ. */
    public Comparison minus(Moments other) {
        Require.atLeast(2, n, "n");
        Require.atLeast(2, other.n, "n");
        double a = Require.positive(variance, "variance") / n;
        double b = Require.positive(other.variance, "variance") / other.n;
        double degreesOfFreedom = (a + b) * (a + b) / (a * a / (n - 1) + b * b / (other.n - 1));
        return new Comparison(mean - other.mean, sqrt(a + b), degreesOfFreedom);
    }
}
