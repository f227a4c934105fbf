package org.zhike.statistics.optimise;

import static java.lang.Math.exp;
import static java.lang.Math.max;
import static java.lang.Math.sqrt;

import java.util.Arrays;
import org.zhike.statistics.Quantiles;
import org.zhike.statistics.Require;

/**
 * Reorder points: the demand of the lead time that a forecast expects, and a safety stock for its errors, for the probability
 * of not running out in a cycle (Silver, Pyke and Thomas 2017, chapter 6). For demand that comes only now and then take the
 * quantile of {@link org.zhike.statistics.forecast.intermittent.DemandDistribution}.
 */
public final class Reorder {

    private Reorder() {}

    /**
     * Advice for errors that are normal and independent from period to period: the variance of the lead time's demand is
     * L σ² + μ² s², with the lead time L and its own standard deviation s.
     *
     * @param demand expected in a period, μ
     * @param deviation of the forecast's errors of a period, σ, at least 0
     * @param leadTime in periods, above 0; with regular reviews the time to the next review belongs to it
     * @param leadTimeDeviation in periods, at least 0
     */
    public static ReorderAdvice normal(
            double demand, double deviation, double leadTime, double leadTimeDeviation, double serviceLevel) {
        Require.notNegative(demand, "demand");
        Require.notNegative(deviation, "deviation");
        Require.positive(leadTime, "leadTime");
        Require.notNegative(leadTimeDeviation, "leadTimeDeviation");
        double z = Quantiles.normal(Require.level(serviceLevel));
        double sigma = sqrt(leadTime * deviation * deviation + demand * demand * leadTimeDeviation * leadTimeDeviation);
        double expected = demand * leadTime;
        double safety = z * sigma;
        return new ReorderAdvice(expected + safety, expected, safety, serviceLevel, sigma * loss(z));
    }

    /**
     * Advice from errors that a forecast really made, without a distribution: the safety stock is the quantile of the
     * errors at rank ⌈(n + 1) level⌉, which covers a new one with at least that probability when errors come in any order.
     *
     * @param expected demand of the lead time, as the forecast tells it
     * @param errors of forecasts of whole lead times: demand − forecast, at least 1
     * @return with an infinite reorder point when the errors are too few for the level: fewer than level / (1 − level)
     */
    public static ReorderAdvice fromErrors(double expected, double[] errors, double serviceLevel) {
        Require.notNegative(expected, "expected");
        int n = (int) Require.atLeast(1, errors.length, "the number of errors");
        double[] sorted = errors.clone();
        for (double error : sorted) {
            Require.finite(error, "an error");
        }
        Arrays.sort(sorted);
        // The small amount keeps 0.95 · 20 = 19.000000000000004 from asking for one more.
        int rank = (int) Math.ceil((n + 1) * Require.level(serviceLevel) - 1e-9);
        if (rank > n) {
            return new ReorderAdvice(Double.POSITIVE_INFINITY, expected, Double.POSITIVE_INFINITY, serviceLevel, 0);
        }
        double safety = sorted[rank - 1];
        double shortage = 0;
        for (double error : sorted) {
            shortage += max(0, error - safety) / n;
        }
        return new ReorderAdvice(expected + safety, expected, safety, serviceLevel, shortage);
    }

    /** The expected excess of a standard normal number over z: φ(z) − z (1 − Φ(z)). */
    static double loss(double z) {
        return exp(-z * z / 2) / sqrt(2 * Math.PI) - z * Quantiles.normalProbability(-z);
    }
}
