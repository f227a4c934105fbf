package org.zhike.statistics.forecast.arima;

import static java.lang.Math.abs;
import static java.lang.Math.max;

/** Autocovariances of stationary processes with errors of variance 1. */
final class Autocovariance {

    private Autocovariance() {}

    /**
     * Returns γ(0) … γ(count − 1) of an ARMA process: those of its autoregression, filtered by the moving average. Costs
     * O(p² + q²), less where coefficients are 0.
     *
     * @return an empty array when the process is not stationary
     */
    static double[] ofArma(double[] ar, double[] ma, int count) {
        int q = ma.length;
        double[] u = ofAr(ar, count + q);
        if (u.length == 0 || q == 0) {
            return u;
        }
        double[] gamma = new double[count];
        for (int m = 0; m <= q; m++) {
            double c = product(ma, m);
            if (c == 0) {
                continue;
            }
            for (int k = 0; k < count; k++) {
                gamma[k] += c * (m == 0 ? u[k] : u[k + m] + u[abs(k - m)]);
            }
        }
        return gamma;
    }

    /** The sum of θ(j) θ(j + m) with θ(0) = 1. */
    private static double product(double[] ma, int m) {
        double sum = m == 0 ? 1 : ma[m - 1];
        for (int j = 0; j + m < ma.length; j++) {
            sum += ma[j] * ma[j + m];
        }
        return sum;
    }

    /** Returns γ(0) … γ(count − 1) of an autoregression by the Levinson recursion down and up again. */
    static double[] ofAr(double[] ar, int count) {
        int p = ar.length;
        double[][] levels = new double[p + 1][];
        levels[p] = ar;
        double determinant = 1;
        for (int k = p; k > 0; k--) {
            double[] a = levels[k];
            double partial = a[k - 1];
            double rest = 1 - partial * partial;
            if (!(rest > 0)) {
                return new double[0];
            }
            determinant *= rest;
            double[] next = new double[k - 1];
            for (int j = 0; j < k - 1; j++) {
                next[j] = (a[j] + partial * a[k - 2 - j]) / rest;
            }
            levels[k - 1] = next;
        }
        double[] gamma = new double[max(count, p + 1)];
        gamma[0] = 1 / determinant;
        double rest = gamma[0];
        for (int k = 1; k <= p; k++) {
            double[] a = levels[k - 1];
            double partial = levels[k][k - 1];
            double sum = partial * rest;
            for (int j = 0; j < k - 1; j++) {
                sum += a[j] * gamma[k - 1 - j];
            }
            gamma[k] = sum;
            rest *= 1 - partial * partial;
        }
        for (int k = p + 1; k < count; k++) {
            double sum = 0;
            for (int j = 0; j < p; j++) {
                sum += ar[j] * gamma[k - 1 - j];
            }
            gamma[k] = sum;
        }
        return gamma;
    }

    /** The weights ψ(0) … ψ(count − 1) of past errors in a value; {@code noise} is 1, θ₁, …. */
    static double[] weights(double[] phi, double[] noise, int count) {
        double[] psi = new double[count];
        for (int j = 0; j < count; j++) {
            double sum = j < noise.length ? noise[j] : 0;
            for (int k = 0; k < phi.length && k < j; k++) {
                sum += phi[k] * psi[j - 1 - k];
            }
            psi[j] = sum;
        }
        return psi;
    }
}
