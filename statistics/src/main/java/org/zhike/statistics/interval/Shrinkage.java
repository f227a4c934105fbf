package org.zhike.statistics.interval;

import static java.lang.Math.max;
import static java.lang.Math.sqrt;

import java.util.random.RandomGenerator;
import org.zhike.statistics.Quantiles;
import org.zhike.statistics.Require;

/**
 * Empirical-Bayes estimates of many like units (stores, agents, teams): each is drawn towards the mean of all, the more so the
 * fewer data it has, so that a ranking is not led by the smallest units (Efron and Morris 1975). Immutable.
 */
public final class Shrinkage {

    private final double mean;
    private final double between;
    private final double[] estimates;
    private final double[] errors;

    private Shrinkage(double mean, double between, double[] estimates, double[] errors) {
        this.mean = mean;
        this.between = between;
        this.estimates = estimates;
        this.errors = errors;
    }

    /**
     * Normal estimates with known standard errors around normal units (Paule and Mandel 1982 for the variance between them:
     * the one at which the weighted squares about the mean equal their degrees of freedom).
     *
     * @param standardErrors positive
     */
    public static Shrinkage normal(double[] estimates, double[] standardErrors) {
        int n = estimates.length;
        if (n < 2 || standardErrors.length != n) {
            throw new IllegalArgumentException("there must be at least two estimates with a standard error each, not "
                    + n + " and " + standardErrors.length);
        }
        for (int i = 0; i < n; i++) {
            Require.finite(estimates[i], "an estimate");
            Require.positive(standardErrors[i], "a standard error");
        }
        double between = betweenVariance(estimates, standardErrors);
        double mean = weightedMean(estimates, standardErrors, between);
        double[] shrunken = new double[n];
        double[] errors = new double[n];
        for (int i = 0; i < n; i++) {
            double own = between / (between + standardErrors[i] * standardErrors[i]);
            shrunken[i] = mean + own * (estimates[i] - mean);
            errors[i] = sqrt(own) * standardErrors[i];
        }
        return new Shrinkage(mean, between, shrunken, errors);
    }

    private static double betweenVariance(double[] estimates, double[] errors) {
        double degrees = estimates.length - 1.0;
        if (squares(estimates, errors, 0) <= degrees) {
            return 0;
        }
        double low = 0;
        double high = 1;
        while (squares(estimates, errors, high) > degrees) {
            low = high;
            high *= 2;
        }
        // Halving until the last bit: 1,100 steps at most, for variances of any size.
        while (true) {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) {
                return middle;
            }
            if (squares(estimates, errors, middle) > degrees) {
                low = middle;
            } else {
                high = middle;
            }
        }
    }

    private static double squares(double[] estimates, double[] errors, double between) {
        double mean = weightedMean(estimates, errors, between);
        double sum = 0;
        for (int i = 0; i < estimates.length; i++) {
            double distance = estimates[i] - mean;
            sum += distance * distance / (errors[i] * errors[i] + between);
        }
        return sum;
    }

    private static double weightedMean(double[] estimates, double[] errors, double between) {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < estimates.length; i++) {
            double weight = 1 / (errors[i] * errors[i] + between);
            sum += weight * estimates[i];
            weights += weight;
        }
        return sum / weights;
    }

    /** The mean of all units, each weighted by how much it tells. */
    public double mean() {
        return mean;
    }

    /** The variance of the true values between units; 0 when chance explains all differences. */
    public double betweenVariance() {
        return between;
    }

    public int size() {
        return estimates.length;
    }

    /** The unit's value as best guessed from its own data and all others. */
    public double estimate(int unit) {
        return estimates[unit];
    }

    /** The standard deviation of the unit's true value about that, the mean and the variance between taken as known. */
    public double standardError(int unit) {
        return errors[unit];
    }

    /** Draws a value that the unit may have, as sure as {@link #interval} is. */
    public double draw(int unit, RandomGenerator random) {
        return estimates[unit] + errors[unit] * random.nextGaussian();
    }

    public Interval interval(int unit, double level) {
        return Interval.around(estimates[unit], Quantiles.criticalZ(level) * max(0, errors[unit]), level);
    }
}
