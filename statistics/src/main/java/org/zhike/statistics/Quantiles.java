package org.zhike.statistics;

import static java.lang.Math.abs;

import org.hipparchus.distribution.RealDistribution;
import org.hipparchus.distribution.continuous.BetaDistribution;
import org.hipparchus.distribution.continuous.GammaDistribution;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.special.Beta;
import org.hipparchus.special.Gamma;

/** Quantiles and tail probabilities of the usual distributions, to about eleven significant digits. */
public final class Quantiles {

    private static final NormalDistribution NORMAL = new NormalDistribution();

    /** What the root finders are asked for; the Newton steps afterwards give the last digits. */
    private static final double ROOT_ACCURACY = 1e-12;

    private Quantiles() {}

    /** Returns z with P(|Z| ≤ z) = level, such as 1.959964 for 0.95. */
    public static double criticalZ(double level) {
        return -normal((1 - Require.level(level)) / 2);
    }

    /** Returns t with P(|T| ≤ t) = level; the normal value for infinite degrees of freedom. */
    public static double criticalT(double level, double degreesOfFreedom) {
        double tail = (1 - Require.level(level)) / 2;
        if (Double.isInfinite(degreesOfFreedom)) {
            return -normal(tail);
        }
        return -polished(new TDistribution(degreesOfFreedom, ROOT_ACCURACY), tail);
    }

    public static double normal(double probability) {
        return polished(NORMAL, probability);
    }

    public static double beta(double probability, double alpha, double beta) {
        return polished(new BetaDistribution(alpha, beta, ROOT_ACCURACY), probability);
    }

    /** The gamma distribution with scale 1. */
    public static double gamma(double probability, double shape) {
        return polished(new GammaDistribution(shape, 1, ROOT_ACCURACY), probability);
    }

    /** Returns P(Z ≤ z). */
    public static double normalProbability(double z) {
        return NORMAL.cumulativeProbability(z);
    }

    /** Returns P(|T| ≥ |statistic|); the normal tail for infinite degrees of freedom. */
    public static double twoSidedP(double statistic, double degreesOfFreedom) {
        double lowerTail = Double.isInfinite(degreesOfFreedom)
                ? NORMAL.cumulativeProbability(-abs(statistic))
                : new TDistribution(degreesOfFreedom).cumulativeProbability(-abs(statistic));
        return 2 * lowerTail;
    }

    /** Returns P(X ≥ statistic) for the chi-square distribution; 1 at and below 0, 0 at infinity. */
    public static double chiSquareTail(double statistic, double degreesOfFreedom) {
        Require.positive(degreesOfFreedom, "degreesOfFreedom");
        if (statistic <= 0) {
            return 1;
        }
        return Double.isInfinite(statistic) ? 0 : Gamma.regularizedGammaQ(degreesOfFreedom / 2, statistic / 2);
    }

    /** Returns P(X ≥ statistic) for the F distribution; 1 at and below 0, 0 at infinity. */
    public static double fTail(double statistic, double numeratorDegrees, double denominatorDegrees) {
        Require.positive(numeratorDegrees, "numeratorDegrees");
        Require.positive(denominatorDegrees, "denominatorDegrees");
        if (statistic <= 0) {
            return 1;
        }
        if (Double.isInfinite(statistic)) {
            return 0;
        }
        double share = denominatorDegrees / (denominatorDegrees + numeratorDegrees * statistic);
        return Beta.regularizedBeta(share, denominatorDegrees / 2, numeratorDegrees / 2);
    }

    /** The library's quantile, improved by Newton steps as long as they help. */
    private static double polished(RealDistribution distribution, double probability) {
        double x = distribution.inverseCumulativeProbability(probability);
        double error = distribution.cumulativeProbability(x) - probability;
        for (int step = 0; step < 4 && error != 0; step++) {
            double next = x - error / distribution.density(x);
            double nextError = distribution.cumulativeProbability(next) - probability;
            if (!(abs(nextError) < abs(error))) {
                break;
            }
            x = next;
            error = nextError;
        }
        return x;
    }
}
