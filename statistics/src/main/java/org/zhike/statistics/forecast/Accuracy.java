package org.zhike.statistics.forecast;

import static java.lang.Math.abs;

import org.zhike.statistics.Require;

/** Measures of how far forecasts lay from what came. Arrays of one length, at least 1; all values finite. */
public final class Accuracy {

    private Accuracy() {}

    /**
     * The symmetric mean absolute percentage error, 0 to 200: the mean of 200 |a − f| / (|a| + |f|), as in the M3 competition
     * (Makridakis and Hibon 2000). Where both are 0 the error is 0.
     */
    public static double smape(double[] actual, double[] forecast) {
        check(actual, forecast);
        double sum = 0;
        for (int i = 0; i < actual.length; i++) {
            double size = abs(actual[i]) + abs(forecast[i]);
            sum += size == 0 ? 0 : 200 * abs(actual[i] - forecast[i]) / size;
        }
        return sum / actual.length;
    }

    /**
     * The mean absolute scaled error (Hyndman and Koehler 2006): the mean absolute error as a multiple of what the seasonal
     * naive forecast errs one step ahead within the sample. Below 1 is better than naive.
     *
     * @return infinite when the naive forecast never errs in the sample but this one does
     */
    public static double mase(double[] actual, double[] forecast, double[] sample, int period) {
        double error = mae(actual, forecast);
        double scale = naiveError(sample, period);
        return scale > 0 ? error / scale : error == 0 ? 0 : Double.POSITIVE_INFINITY;
    }

    /** The mean absolute error of the seasonal naive forecast in a sample; of the plain one when the sample has no two seasons. */
    static double naiveError(double[] sample, int period) {
        Require.atLeast(2, sample.length, "the length of the sample");
        int lag = sample.length > Require.atLeast(1, period, "period") ? period : 1;
        double sum = 0;
        for (int i = lag; i < sample.length; i++) {
            sum += abs(sample[i] - sample[i - lag]);
        }
        return sum / (sample.length - lag);
    }

    /** The mean absolute error. */
    public static double mae(double[] actual, double[] forecast) {
        check(actual, forecast);
        double sum = 0;
        for (int i = 0; i < actual.length; i++) {
            sum += abs(actual[i] - forecast[i]);
        }
        return sum / actual.length;
    }

    /**
     * The weighted absolute percentage error as a share: the sum of absolute errors over the sum of absolute values.
     *
     * @return infinite when all values are 0 and the forecasts are not
     */
    public static double wape(double[] actual, double[] forecast) {
        double size = 0;
        for (double value : actual) {
            size += abs(value);
        }
        double error = mae(actual, forecast) * actual.length;
        return error == 0 ? 0 : error / size;
    }

    /** The share of values within their intervals, the ends included. */
    public static double coverage(double[] actual, Forecast forecast) {
        double[] low = forecast.low();
        double[] high = forecast.high();
        check(actual, low);
        int inside = 0;
        for (int i = 0; i < actual.length; i++) {
            inside += low[i] <= actual[i] && actual[i] <= high[i] ? 1 : 0;
        }
        return (double) inside / actual.length;
    }

    private static void check(double[] actual, double[] forecast) {
        Require.atLeast(1, actual.length, "the number of values");
        if (actual.length != forecast.length) {
            throw new IllegalArgumentException(actual.length + " values have " + forecast.length + " forecasts");
        }
    }
}
