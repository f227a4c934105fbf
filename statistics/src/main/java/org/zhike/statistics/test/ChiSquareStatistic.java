package org.zhike.statistics.test;

import org.zhike.statistics.Quantiles;
import org.zhike.statistics.Require;

/**
 * A statistic that follows the chi-square distribution when there is nothing to find.
 *
 * @param value not negative; may be infinite
 * @param degreesOfFreedom 0 when there was nothing to compare; the p-value is 1 then
 */
public record ChiSquareStatistic(double value, double degreesOfFreedom) {

    public ChiSquareStatistic {
        if (!(value >= 0)) {
            throw new IllegalArgumentException("a chi-square statistic is not negative, but " + value + " is");
        }
        Require.notNegative(degreesOfFreedom, "degreesOfFreedom");
    }

    /** The chance of so large a value or a larger one. */
    public double pValue() {
        return degreesOfFreedom == 0 ? 1 : Quantiles.chiSquareTail(value, degreesOfFreedom);
    }
}
