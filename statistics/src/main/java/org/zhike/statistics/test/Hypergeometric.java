package org.zhike.statistics.test;

import static java.lang.Math.abs;
import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.log1p;
import static java.lang.Math.max;
import static java.lang.Math.min;

/**
 * How many of {@code drawn} items, taken without replacement from {@code population} items of which {@code marked} are marked,
 * are marked. Probabilities in logarithms, by the saddle-point expansion of Loader (2000, "Fast and accurate computation of
 * binomial probabilities"), which keeps its digits where differences of log-factorials lose them.
 */
record Hypergeometric(long population, long marked, long drawn) {

    private static final double LOG_TWO_PI = log(2 * Math.PI);

    /** A term this small beside the sum no longer changes it. */
    private static final double NEGLIGIBLE = 1e-18;

    /** ln n! − ln(√(2πn)·(n/e)ⁿ) for n = 0 to 15; the series below is exact to the last digit above that. */
    private static final double[] STIRLING_ERRORS = {
        0.0,
        0.08106146679532726,
        0.0413406959554093,
        0.02767792568499834,
        0.020790672103765093,
        0.016644691189821193,
        0.013876128823070748,
        0.01189670994589177,
        0.010411265261972096,
        0.009255462182712733,
        0.00833056343336287,
        0.007573675487951841,
        0.00694284010720953,
        0.006408994188004207,
        0.0059513701127588475,
        0.005554733551962801
    };

    long least() {
        return max(0, drawn - (population - marked));
    }

    long most() {
        return min(drawn, marked);
    }

    /** Returns ln P(X = x); negative infinity where x is impossible. */
    double logProbability(long x) {
        if (x < least() || x > most()) {
            return Double.NEGATIVE_INFINITY;
        }
        double p = (double) drawn / population;
        double q = (double) (population - drawn) / population;
        return logBinomial(x, marked, p, q)
                + logBinomial(drawn - x, population - marked, p, q)
                - logBinomial(drawn, population, p, q);
    }

    /** Returns ln P(X ≥ x). */
    double logAtLeast(long x) {
        if (x <= least()) {
            return 0;
        }
        if (x > most()) {
            return Double.NEGATIVE_INFINITY;
        }
        // The nearer tail is the shorter and the more exact sum.
        return x > mean() ? logProbability(x) + log(sumUpwards(x)) : logOneMinus(logAtMost(x - 1));
    }

    /** Returns ln P(X ≤ x). */
    double logAtMost(long x) {
        if (x >= most()) {
            return 0;
        }
        if (x < least()) {
            return Double.NEGATIVE_INFINITY;
        }
        return x <= mean() ? logProbability(x) + log(sumDownwards(x)) : logOneMinus(logAtLeast(x + 1));
    }

    double mean() {
        return (double) drawn / population * marked;
    }

    /** Returns the value that occurs most. */
    long mode() {
        return Math.clamp((long) ((drawn + 1.0) * (marked + 1.0) / (population + 2.0)), least(), most());
    }

    /** Σ P(X = k) / P(X = x) over k ≥ x. */
    private double sumUpwards(long x) {
        double sum = 1;
        double term = 1;
        for (long k = x; k < most(); k++) {
            term *= (double) (marked - k) / (k + 1) * (drawn - k) / (population - marked - drawn + k + 1);
            sum += term;
            if (term < NEGLIGIBLE * sum) {
                break;
            }
        }
        return sum;
    }

    /** Σ P(X = k) / P(X = x) over k ≤ x. */
    private double sumDownwards(long x) {
        double sum = 1;
        double term = 1;
        for (long k = x; k > least(); k--) {
            term *= (double) k / (marked - k + 1) * (population - marked - drawn + k) / (drawn - k + 1);
            sum += term;
            if (term < NEGLIGIBLE * sum) {
                break;
            }
        }
        return sum;
    }

    private static double logOneMinus(double logP) {
        return logP >= 0 ? Double.NEGATIVE_INFINITY : log1p(-exp(logP));
    }

    private static double logBinomial(long x, long n, double p, double q) {
        if (n == 0) {
            return 0;
        }
        if (x == 0) {
            return n * logOfShare(q, p);
        }
        if (x == n) {
            return n * logOfShare(p, q);
        }
        double rest = n - x;
        return stirlingError(n)
                - stirlingError(x)
                - stirlingError(n - x)
                - deviance((double) x, n * p)
                - deviance(rest, n * q)
                - (LOG_TWO_PI + log((double) x) + log1p(-(double) x / n)) / 2;
    }

    /** ln p, from 1 − p when that is small. */
    private static double logOfShare(double p, double rest) {
        return rest < 0.5 ? log1p(-rest) : log(p);
    }

    private static double stirlingError(long n) {
        if (n < STIRLING_ERRORS.length) {
            return STIRLING_ERRORS[(int) n];
        }
        double nn = (double) n * n;
        return (1.0 / 12
                        - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - (1.0 / 1188 - 691.0 / 360360 / nn) / nn) / nn) / nn)
                                / nn)
                / n;
    }

    /** x·ln(x/m) + m − x, without loss where x is near m. */
    private static double deviance(double x, double m) {
        double v = (x - m) / (x + m);
        if (abs(v) >= 0.1) {
            return x * log(x / m) + m - x;
        }
        // ln(x/m) = 2·artanh(v): the series leaves out what cancels.
        double sum = (x - m) * v;
        double term = 2 * x * v;
        for (int k = 3; ; k += 2) {
            term *= v * v;
            double next = sum + term / k;
            if (next == sum) {
                return next;
            }
            sum = next;
        }
    }
}
