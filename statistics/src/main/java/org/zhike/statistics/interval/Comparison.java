package org.zhike.statistics.interval;

import org.zhike.statistics.Quantiles;
import org.zhike.statistics.Require;

/**
 * How far two independent estimates lie apart.
 *
 * @param difference the first minus the second
 * @param degreesOfFreedom of the t distribution it is judged by; infinite for the normal
 */
public record Comparison(double difference, double standardError, double degreesOfFreedom) {

    public Comparison {
        Require.finite(difference, "difference");
        Require.notNegative(standardError, "standardError");
        if (!(degreesOfFreedom > 0)) {
            throw new IllegalArgumentException("degreesOfFreedom must be positive, not " + degreesOfFreedom);
        }
    }

    /** Compares two independent estimates that are normal enough, by their standard errors. */
    public static Comparison ofEstimates(double first, double firstError, double second, double secondError) {
        return new Comparison(first - second, Math.hypot(firstError, secondError), Double.POSITIVE_INFINITY);
    }

    /** The difference in standard errors; 0 when there is none, infinite when only the error is 0. */
    public double statistic() {
        return difference == 0 ? 0 : difference / standardError;
    }

    /** The two-sided p-value of "no difference". */
    public double pValue() {
        return Quantiles.twoSidedP(statistic(), degreesOfFreedom);
    }

    public Interval interval(double level) {
        return Interval.around(difference, Quantiles.criticalT(level, degreesOfFreedom) * standardError, level);
    }
}
