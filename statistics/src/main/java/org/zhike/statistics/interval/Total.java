package org.zhike.statistics.interval;

import static java.lang.Math.sqrt;

import org.zhike.statistics.Quantiles;
import org.zhike.statistics.Require;

/**
 * A sum over a number of independent events that is itself left to chance, such as revenue over orders: a compound Poisson
 * total, whose variance is E(N)·E(Y²), estimated by Σy².
 */
public record Total(double sum, double sumOfSquares) {

    public Total {
        Require.finite(sum, "sum");
        Require.notNegative(sumOfSquares, "sumOfSquares");
    }

    public double standardError() {
        return sqrt(sumOfSquares);
    }

    public Interval normal(double level) {
        return Interval.around(sum, Quantiles.criticalZ(level) * standardError(), level);
    }
}
