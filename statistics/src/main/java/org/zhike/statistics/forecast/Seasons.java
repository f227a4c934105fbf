package org.zhike.statistics.forecast;

import static java.lang.Math.abs;

import org.zhike.statistics.Quantiles;

/** The seasonal pattern of a series by classical decomposition: centred moving averages over a season, then means by phase. */
final class Seasons {

    private Seasons() {}

    /**
     * Returns the mean difference from (or ratio to) the moving average for each phase, that of the first value first, such
     * that they sum to 0 (or have the mean 1). Needs two whole seasons.
     */
    static double[] pattern(double[] y, int period, boolean multiplicative) {
        double[] sums = new double[period];
        int[] counts = new int[period];
        int half = period / 2;
        boolean even = period % 2 == 0;
        for (int t = half; t + half < y.length; t++) {
            double sum = 0;
            for (int k = t - half; k <= t + half; k++) {
                sum += even && (k == t - half || k == t + half) ? y[k] / 2 : y[k];
            }
            double trend = sum / period;
            double detrended = multiplicative ? y[t] / trend : y[t] - trend;
            if (Double.isFinite(detrended)) {
                sums[t % period] += detrended;
                counts[t % period]++;
            }
        }
        double mean = 0;
        for (int i = 0; i < period; i++) {
            sums[i] = counts[i] == 0 ? (multiplicative ? 1 : 0) : sums[i] / counts[i];
            mean += sums[i] / period;
        }
        for (int i = 0; i < period; i++) {
            sums[i] = multiplicative ? sums[i] / mean : sums[i] - mean;
        }
        return sums;
    }

    /**
     * Whether the autocorrelation at the lag of a season stands out at 90 % (Bartlett), as the Theta method asks (Assimakopoulos
     * and Nikolopoulos 2000). False up to two seasons and for a constant series.
     */
    static boolean present(double[] y, int period) {
        int n = y.length;
        if (period < 2 || n <= 2 * period) {
            return false;
        }
        double mean = 0;
        for (double v : y) {
            mean += v / n;
        }
        double variance = 0;
        for (double v : y) {
            variance += (v - mean) * (v - mean);
        }
        if (!(variance > 1e-20 * n * mean * mean)) {
            return false;
        }
        double sum = 1;
        double correlation = 0;
        for (int lag = 1; lag <= period; lag++) {
            double product = 0;
            for (int t = lag; t < n; t++) {
                product += (y[t] - mean) * (y[t - lag] - mean);
            }
            correlation = product / variance;
            if (lag < period) {
                sum += 2 * correlation * correlation;
            }
        }
        return abs(correlation) / Math.sqrt(sum / n) > Quantiles.normal(0.95);
    }
}
