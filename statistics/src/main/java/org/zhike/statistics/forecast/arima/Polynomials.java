package org.zhike.statistics.forecast.arima;

import static java.lang.Math.abs;
import static java.lang.Math.pow;
import static java.lang.Math.tanh;

/** Arithmetic of lag polynomials 1 − c₁B − c₂B² − …, kept as the array of the c. */
final class Polynomials {

    /** The largest partial correlation: at 1 a variance would be infinite. */
    private static final double LARGEST_PARTIAL = 1 - 1e-5;

    private Polynomials() {}

    /** Writes (1 − a(B)) (1 − s(B^period)) = 1 − product(B) into an array of a.length + period · s.length. */
    static void multiply(double[] a, double[] s, int period, double[] product) {
        java.util.Arrays.fill(product, 0);
        System.arraycopy(a, 0, product, 0, a.length);
        for (int k = 0; k < s.length; k++) {
            int lag = (k + 1) * period;
            product[lag - 1] += s[k];
            for (int i = 0; i < a.length; i++) {
                product[lag + i] -= a[i] * s[k];
            }
        }
    }

    /**
     * Turns any numbers into coefficients with all roots outside the unit circle: numbers → partial correlations by tanh →
     * coefficients by the Durbin-Levinson recursion (Jones 1980, equation 3.5; Monahan 1984).
     */
    static void stable(double[] raw, int from, double[] coefficients) {
        int n = coefficients.length;
        double[] before = new double[n];
        for (int k = 0; k < n; k++) {
            double partial = LARGEST_PARTIAL * tanh(raw[from + k]);
            System.arraycopy(coefficients, 0, before, 0, k);
            for (int j = 0; j < k; j++) {
                coefficients[j] = before[j] - partial * before[k - 1 - j];
            }
            coefficients[k] = partial;
        }
    }

    /** Whether all roots of 1 − c(B) are farther from 0 than {@code radius}, by the Schur-Cohn recursion. */
    static boolean rootsBeyond(double[] c, double radius) {
        double[] a = new double[c.length];
        for (int i = 0; i < c.length; i++) {
            a[i] = c[i] * pow(radius, i + 1);
        }
        double[] next = new double[c.length];
        for (int k = c.length; k > 0; k--) {
            double partial = a[k - 1];
            if (!(abs(partial) < 1)) {
                return false;
            }
            for (int j = 0; j < k - 1; j++) {
                next[j] = (a[j] + partial * a[k - 2 - j]) / (1 - partial * partial);
            }
            System.arraycopy(next, 0, a, 0, k - 1);
        }
        return true;
    }

    /** The c of (1 − B)^d (1 − B^period)^D. */
    static double[] differences(int d, int seasonalD, int period) {
        double[] c = new double[0];
        for (int i = 0; i < d; i++) {
            c = times(c, 1);
        }
        for (int i = 0; i < seasonalD; i++) {
            c = times(c, period);
        }
        return c;
    }

    private static double[] times(double[] c, int lag) {
        double[] product = new double[c.length + lag];
        multiply(c, new double[] {1}, lag, product);
        return product;
    }

    /** Differences of a series, in an array of its own; shorter by d + D · period. */
    static double[] difference(double[] values, int d, int seasonalD, int period) {
        double[] w = values.clone();
        for (int i = 0; i < seasonalD; i++) {
            w = lagDifference(w, period);
        }
        for (int i = 0; i < d; i++) {
            w = lagDifference(w, 1);
        }
        return w;
    }

    private static double[] lagDifference(double[] values, int lag) {
        double[] w = new double[Math.max(0, values.length - lag)];
        for (int t = 0; t < w.length; t++) {
            w[t] = values[t + lag] - values[t];
        }
        return w;
    }
}
