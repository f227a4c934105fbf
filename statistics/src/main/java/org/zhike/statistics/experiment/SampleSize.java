package org.zhike.statistics.experiment;

import static java.lang.Math.abs;
import static java.lang.Math.asin;
import static java.lang.Math.max;
import static java.lang.Math.sqrt;

import java.util.function.DoubleUnaryOperator;
import org.zhike.statistics.Quantiles;
import org.zhike.statistics.Require;

/**
 * How many units each of two equal arms needs, and what a number of units can show. Results are not rounded: take the next
 * whole number.
 *
 * @param alpha the chance of seeing a difference, on either side, where there is none
 * @param power the chance of seeing one that is there
 */
public record SampleSize(double alpha, double power) {

    public SampleSize {
        Require.level(alpha);
        if (!(Require.level(power) > alpha)) {
            throw new IllegalArgumentException("the power must exceed alpha " + alpha + ", but is " + power);
        }
    }

    public static SampleSize twoSided(double alpha, double power) {
        return new SampleSize(alpha, power);
    }

    /** Units in each arm to tell two shares apart by the pooled z-test (Fleiss 1981, 3.2; R's power.prop.test). */
    public double forShares(double p1, double p2) {
        double difference = requireDifferent(p1, p2);
        double pooled = sqrt((p1 + p2) * (1 - (p1 + p2) / 2));
        double root = (criticalZ() * pooled + powerZ() * sqrt(variances(p1, p2))) / difference;
        return root * root;
    }

    /** The same by the z-test without pooling: a little fewer. */
    public double forSharesUnpooled(double p1, double p2) {
        double root = (criticalZ() + powerZ()) / requireDifferent(p1, p2);
        return root * root * variances(p1, p2);
    }

    /** The same on the arcsine scale, where every share varies alike (Cohen 1988; R's pwr.2p.test). */
    public double forSharesArcsine(double p1, double p2) {
        requireDifferent(p1, p2);
        double h = abs(2 * asin(sqrt(p1)) - 2 * asin(sqrt(p2)));
        double critical = criticalZ();
        DoubleUnaryOperator shown = n -> Quantiles.normalProbability(h * sqrt(n / 2) - critical)
                // R counts a difference seen the wrong way round as well.
                + Quantiles.normalProbability(-h * sqrt(n / 2) - critical);
        double near = (critical + powerZ()) / h;
        return root(shown, 0, 2 * near * near * (1 + 1e-9));
    }

    /** Units in each arm to tell two means apart by Student's t (R's power.t.test). */
    public double forMeans(double difference, double standardDeviation) {
        double effect = abs(requireEffect(difference)) / Require.positive(standardDeviation, "standardDeviation");
        double low = 2;
        if (powerOfT(low, effect) >= power) {
            return low;
        }
        double high = max(4, 2 * forMeansNormal(difference, standardDeviation));
        while (powerOfT(high, effect) < power) {
            high *= 2;
        }
        return root(n -> powerOfT(n, effect), low, high);
    }

    /** The same as if the standard deviation were known: about two units fewer. */
    public double forMeansNormal(double difference, double standardDeviation) {
        double root = (criticalZ() + powerZ())
                * Require.positive(standardDeviation, "standardDeviation")
                / requireEffect(difference);
        return 2 * root * root;
    }

    /** The chance that so many in each arm show the difference of two shares (pooled z-test, R's power.prop.test). */
    public double powerOfShares(double n, double p1, double p2) {
        double difference = abs(requireDifferent(p1, p2));
        double pooled = sqrt((p1 + p2) * (1 - (p1 + p2) / 2));
        return Quantiles.normalProbability(
                (sqrt(Require.positive(n, "n")) * difference - criticalZ() * pooled) / sqrt(variances(p1, p2)));
    }

    /** The chance that so many in each arm show the difference of two means (Student's t, R's power.t.test). */
    public double powerOfMeans(double n, double difference, double standardDeviation) {
        if (!(n > 1)) {
            throw new IllegalArgumentException("n must exceed 1, not " + n);
        }
        return powerOfT(n, abs(requireEffect(difference)) / Require.positive(standardDeviation, "standardDeviation"));
    }

    /** The least rise of a share that so many in each arm show with the power; infinite when not even a rise to 1 is enough. */
    public double detectableRise(double n, double share) {
        Require.level(share);
        Require.positive(n, "n");
        double most = 1 - share;
        DoubleUnaryOperator shown = rise -> powerOfShares(n, share, share + rise);
        double least = most * 1e-12;
        if (shown.applyAsDouble(most * (1 - 1e-12)) < power) {
            return Double.POSITIVE_INFINITY;
        }
        return root(shown, least, most * (1 - 1e-12));
    }

    private double powerOfT(double n, double effect) {
        double degrees = 2 * (n - 1);
        double critical = Quantiles.criticalT(1 - alpha, degrees);
        return NoncentralT.upperTail(critical, degrees, sqrt(n / 2) * effect);
    }

    /** Where a rising function reaches the power, by halving to the last digits. */
    private double root(DoubleUnaryOperator rising, double from, double to) {
        double low = from;
        double high = to;
        for (int i = 0; i < 200 && high - low > 4 * Math.ulp(high); i++) {
            double middle = low + (high - low) / 2;
            if (rising.applyAsDouble(middle) < power) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private double criticalZ() {
        return Quantiles.criticalZ(1 - alpha);
    }

    private double powerZ() {
        return Quantiles.normal(power);
    }

    private static double variances(double p1, double p2) {
        return p1 * (1 - p1) + p2 * (1 - p2);
    }

    private static double requireDifferent(double p1, double p2) {
        Require.level(p1);
        Require.level(p2);
        if (p1 == p2) {
            throw new IllegalArgumentException("the shares must differ, but both are " + p1);
        }
        return p1 - p2;
    }

    private static double requireEffect(double difference) {
        if (Require.finite(difference, "difference") == 0) {
            throw new IllegalArgumentException("the difference must not be 0: no number of units shows nothing");
        }
        return difference;
    }
}
