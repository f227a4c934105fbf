package org.zhike.statistics.decompose;

import static java.lang.Math.abs;
import static java.lang.Math.ceil;
import static java.lang.Math.log;
import static java.lang.Math.log10;
import static java.lang.Math.max;
import static java.lang.Math.min;

import java.util.Arrays;

/**
 * What is left of a series when its own past is taken out: the errors of an autoregression by Burg's method, the order by AICc.
 * Its first {@code order} values are not there.
 */
final class Whitening {

    private final double[] errors;

    private Whitening(double[] errors) {
        this.errors = errors;
    }

    static Whitening of(double[] series) {
        int n = series.length;
        double mean = Arrays.stream(series).sum() / n;
        double[] x = Arrays.stream(series).map(value -> value - mean).toArray();
        double variance = Arrays.stream(x).map(value -> value * value).sum() / n;
        double size = Arrays.stream(series).map(Math::abs).max().orElse(0);
        if (variance <= 1e-26 * size * size) {
            return new Whitening(new double[n]);
        }
        double[] coefficients = coefficients(x, variance);
        int p = coefficients.length;
        var errors = new double[n - p];
        for (int t = p; t < n; t++) {
            double error = x[t];
            for (int j = 0; j < p; j++) {
                error -= coefficients[j] * x[t - 1 - j];
            }
            errors[t - p] = error;
        }
        return new Whitening(errors);
    }

    /** The errors at the end of the series, the last one being that of the last time. */
    double[] errors() {
        return errors;
    }

    private static double[] coefficients(double[] x, double variance) {
        int n = x.length;
        int most = (int) min(n / 4.0, ceil(10 * log10(n)));
        double[] forward = x.clone();
        double[] backward = x.clone();
        var current = new double[0];
        double[] best = current;
        double left = variance;
        double least = n * log(variance);
        for (int p = 1; p <= most; p++) {
            double reflection = reflection(forward, backward, p);
            current = longer(current, reflection);
            left *= 1 - reflection * reflection;
            if (left <= 1e-12 * variance) {
                return current;
            }
            // AICc, with the mean and the variance among its p + 2 parameters.
            double criterion = n * log(left) + 2.0 * p * n / max(1, n - p - 3);
            if (criterion < least) {
                least = criterion;
                best = current;
            }
            step(forward, backward, p, reflection);
        }
        return best;
    }

    private static double reflection(double[] forward, double[] backward, int p) {
        double product = 0;
        double squares = 0;
        for (int t = p; t < forward.length; t++) {
            product += forward[t] * backward[t - 1];
            squares += forward[t] * forward[t] + backward[t - 1] * backward[t - 1];
        }
        return abs(squares) == 0 ? 0 : 2 * product / squares;
    }

    private static void step(double[] forward, double[] backward, int p, double reflection) {
        for (int t = forward.length - 1; t >= p; t--) {
            double ahead = forward[t];
            forward[t] = ahead - reflection * backward[t - 1];
            backward[t] = backward[t - 1] - reflection * ahead;
        }
    }

    /** Levinson's step. */
    private static double[] longer(double[] shorter, double reflection) {
        int p = shorter.length;
        double[] longer = Arrays.copyOf(shorter, p + 1);
        for (int j = 0; j < p; j++) {
            longer[j] = shorter[j] - reflection * shorter[p - 1 - j];
        }
        longer[p] = reflection;
        return longer;
    }
}
