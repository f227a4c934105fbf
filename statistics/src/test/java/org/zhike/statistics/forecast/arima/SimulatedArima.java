package org.zhike.statistics.forecast.arima;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Series that follow a known ARIMA process. */
final class SimulatedArima {

    private SimulatedArima() {}

    /** A stationary process after a run-in; coefficients by lag, errors with deviation 1. */
    static double[] arma(double[] ar, double[] ma, int length, SplittableRandom random) {
        int before = 300;
        double[] y = new double[before + length];
        double[] e = new double[y.length];
        for (int t = 0; t < y.length; t++) {
            e[t] = random.nextGaussian();
            y[t] = e[t];
            for (int j = 0; j < ar.length && j < t; j++) {
                y[t] += ar[j] * y[t - 1 - j];
            }
            for (int j = 0; j < ma.length && j < t; j++) {
                y[t] += ma[j] * e[t - 1 - j];
            }
        }
        return Arrays.copyOfRange(y, before, y.length);
    }

    /** Sums up over a lag: what differences at this lag turn back. */
    static double[] summed(double[] w, int lag) {
        double[] y = w.clone();
        for (int t = lag; t < y.length; t++) {
            y[t] += y[t - lag];
        }
        return y;
    }

    static double[] plus(double[] a, double[] b) {
        double[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }

    static double[] times(double factor, double[] a) {
        return Arrays.stream(a).map(v -> factor * v).toArray();
    }
}
