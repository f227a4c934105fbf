package org.zhike.statistics.forecast.arima;

import static java.lang.Math.abs;
import static java.lang.Math.ceil;
import static java.lang.Math.max;
import static java.lang.Math.min;

/**
 * Splits a series into season, trend and rest by local regressions (Cleveland, Cleveland, McRae and Terpenning 1990, STL), with
 * their inner loop twice and no robustness weights. The windows are those that the authors advise.
 */
final class Stl {

    /** How many seasons the seasonal pattern is smoothed over. */
    private static final int SEASONAL_WINDOW = 11;

    private static final int INNER_LOOPS = 2;

    private final double[] seasonal;
    private final double[] trend;
    private final double[] rest;

    private Stl(double[] seasonal, double[] trend, double[] rest) {
        this.seasonal = seasonal;
        this.trend = trend;
        this.rest = rest;
    }

    /** Splits a series of more than two seasons. Costs O(n (period + window)). */
    static Stl of(double[] y, int period) {
        int n = y.length;
        int trendWindow = odd((int) ceil(1.5 * period / (1 - 1.5 / SEASONAL_WINDOW)));
        int lowWindow = odd(period);
        double[] trend = new double[n];
        double[] seasonal = new double[n];
        double[] without = new double[n];
        for (int loop = 0; loop < INNER_LOOPS; loop++) {
            for (int i = 0; i < n; i++) {
                without[i] = y[i] - trend[i];
            }
            double[] cycle = smoothCycles(without, period);
            double[] low = movingMean(movingMean(movingMean(cycle, period), period), 3);
            low = loess(low, lowWindow, 1);
            for (int i = 0; i < n; i++) {
                seasonal[i] = cycle[i + period] - low[i];
                without[i] = y[i] - seasonal[i];
            }
            trend = loess(without, trendWindow, 1);
        }
        double[] rest = new double[n];
        for (int i = 0; i < n; i++) {
            rest[i] = y[i] - seasonal[i] - trend[i];
        }
        return new Stl(seasonal, trend, rest);
    }

    double[] trend() {
        return trend.clone();
    }

    double[] seasonal() {
        return seasonal.clone();
    }

    /** The strength of the season from 0 to 1: 1 − Var(rest) / Var(season + rest) (Wang, Smith and Hyndman 2006). */
    double seasonalStrength() {
        double[] both = new double[rest.length];
        for (int i = 0; i < both.length; i++) {
            both[i] = seasonal[i] + rest[i];
        }
        double variance = variance(both);
        return variance > 0 ? max(0, min(1, 1 - variance(rest) / variance)) : 0;
    }

    private static double variance(double[] x) {
        double mean = 0;
        for (double v : x) {
            mean += v / x.length;
        }
        double sum = 0;
        for (double v : x) {
            sum += (v - mean) * (v - mean);
        }
        return sum / (x.length - 1);
    }

    /** Smooths the values of each season's place on their own; the result begins one season earlier and ends one later. */
    private static double[] smoothCycles(double[] x, int period) {
        double[] smooth = new double[x.length + 2 * period];
        for (int place = 0; place < period; place++) {
            int count = (x.length - place + period - 1) / period;
            double[] cycle = new double[count];
            for (int i = 0; i < count; i++) {
                cycle[i] = x[place + i * period];
            }
            for (int i = -1; i <= count; i++) {
                smooth[place + (i + 1) * period] = local(cycle, i, SEASONAL_WINDOW, 0);
            }
        }
        return smooth;
    }

    private static double[] movingMean(double[] x, int length) {
        double[] mean = new double[x.length - length + 1];
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i];
            if (i >= length - 1) {
                mean[i - length + 1] = sum / length;
                sum -= x[i - length + 1];
            }
        }
        return mean;
    }

    private static double[] loess(double[] x, int window, int degree) {
        double[] smooth = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            smooth[i] = local(x, i, window, degree);
        }
        return smooth;
    }

    /** The local regression at a place, which may lie just outside, on the nearest values with tricube weights. */
    private static double local(double[] x, int at, int window, int degree) {
        int n = x.length;
        int left = max(0, min(at - window / 2, n - window));
        int right = min(n - 1, left + window - 1);
        double reach = max(at - left, right - at);
        if (window > n) {
            reach += Math.floorDiv(window - n, 2);
        }
        double sum = 0;
        double sumPlace = 0;
        double sumPlaceSquare = 0;
        double sumValue = 0;
        double sumBoth = 0;
        for (int i = left; i <= right; i++) {
            double distance = abs(i - at);
            if (distance > 0.999 * reach && distance > 0) {
                continue;
            }
            double share = reach > 0 ? distance / reach : 0;
            double cube = 1 - share * share * share;
            double weight = distance <= 0.001 * reach ? 1 : cube * cube * cube;
            double place = i - at;
            sum += weight;
            sumPlace += weight * place;
            sumPlaceSquare += weight * place * place;
            sumValue += weight * x[i];
            sumBoth += weight * place * x[i];
        }
        double spread = sumPlaceSquare - sumPlace * sumPlace / sum;
        // As in STL: no slope where the places hardly differ beside the length of the series.
        if (degree == 0 || Math.sqrt(spread / sum) <= 0.001 * (n - 1)) {
            return sumValue / sum;
        }
        double slope = (sumBoth - sumPlace * sumValue / sum) / spread;
        return (sumValue - slope * sumPlace) / sum;
    }

    /** The next odd number. */
    private static int odd(int n) {
        return n % 2 == 0 ? n + 1 : n;
    }
}
