package org.zhike.statistics.experiment;

import static java.lang.Math.exp;
import static java.lang.Math.log;

import org.hipparchus.special.Gamma;
import org.zhike.statistics.Quantiles;

/** Student's t when there is a difference. */
final class NoncentralT {

    private static final int POINTS = 600;

    /** Densities e⁻⁴⁵ times the peak add nothing. */
    private static final double NOTHING = -45;

    private NoncentralT() {}

    /**
     * Returns P(T ≥ t): E Φ(δ − t·s) over s = √(χ²/ν). In x = ln s the density falls off at both ends faster than any power, and
     * the trapezoidal rule is exact to about 13 digits.
     */
    static double upperTail(double t, double degrees, double delta) {
        double low = edge(degrees, -1);
        double high = edge(degrees, 1);
        double step = (high - low) / POINTS;
        double logFactor = log(2) + degrees / 2 * log(degrees / 2) - Gamma.logGamma(degrees / 2);
        double sum = 0;
        for (int i = 0; i <= POINTS; i++) {
            double x = low + i * step;
            double logDensity = logFactor + degrees * (x - exp(2 * x) / 2);
            sum += exp(logDensity) * Quantiles.normalProbability(delta - t * exp(x));
        }
        return sum * step;
    }

    /** Where, on that side of the peak at x = 0, the density is negligible. */
    private static double edge(double degrees, int side) {
        double step = side;
        while (relative(degrees, step) > NOTHING) {
            step *= 2;
        }
        double inner = 0;
        for (int i = 0; i < 60; i++) {
            double middle = (inner + step) / 2;
            if (relative(degrees, middle) > NOTHING) {
                inner = middle;
            } else {
                step = middle;
            }
        }
        return step;
    }

    private static double relative(double degrees, double x) {
        return degrees * (x - Math.expm1(2 * x) / 2);
    }
}
