package org.zhike.statistics.clv;

import static java.lang.Math.log;

import org.hipparchus.special.Gamma;
import org.zhike.statistics.Require;

/**
 * What purchases are worth: each customer's purchases scatter around a mean of the customer's own, and these means scatter
 * (Fader and Hardie 2013, "The Gamma-Gamma model of monetary value"). Assumes that how much has nothing to do with how often;
 * see {@link GammaGammaFitter#correlation}.
 *
 * @param p shape of the gamma distribution of a customer's purchases
 * @param q shape of the gamma distribution of the customers' rates
 * @param v its rate, in money
 */
public record GammaGamma(double p, double q, double v) {

    public GammaGamma {
        Require.positive(p, "p");
        Require.positive(q, "q");
        Require.positive(v, "v");
    }

    /** Returns the mean value of all customers' purchases; infinite when q is at most 1. */
    public double meanValue() {
        return q > 1 ? p * v / (q - 1) : Double.POSITIVE_INFINITY;
    }

    /**
     * Returns the value to expect of a customer's purchases, E(M | x, m), equation 5: between the customer's own mean and that
     * of all.
     *
     * @param purchases how many purchases the mean is of, not negative; with none the mean does not matter
     * @param mean not negative
     */
    public double expectedValue(int purchases, double mean) {
        Require.atLeast(0, purchases, "purchases");
        Require.notNegative(mean, "mean");
        if (purchases == 0) {
            return meanValue();
        }
        double weight = p * purchases + q - 1;
        return weight > 0 ? p * (v + purchases * mean) / weight : Double.POSITIVE_INFINITY;
    }

    /** Returns the values to expect of the purchases of each customer. */
    public double[] expectedValues(int[] purchases, double[] means) {
        requireSameLength(purchases, means);
        double[] values = new double[means.length];
        java.util.Arrays.parallelSetAll(values, i -> expectedValue(purchases[i], means[i]));
        return values;
    }

    /**
     * Returns the logarithm of the density of a customer's mean, ln of equation 1a.
     *
     * @param purchases at least 1
     * @param mean positive
     */
    public double logLikelihood(int purchases, double mean) {
        double x = Require.atLeast(1, purchases, "purchases");
        Require.positive(mean, "mean");
        return Gamma.logGamma(p * x + q)
                - Gamma.logGamma(p * x)
                - Gamma.logGamma(q)
                + q * log(v)
                + (p * x - 1) * log(mean)
                + p * x * log(x)
                - (p * x + q) * log(v + x * mean);
    }

    static void requireSameLength(int[] purchases, double[] means) {
        if (purchases.length != means.length) {
            throw new IllegalArgumentException(
                    "there must be a mean for each of " + purchases.length + " customers, not " + means.length);
        }
    }
}
