package org.zhike.statistics.forecast;

import org.zhike.statistics.Quantiles;

/** The mean and the deviation of weighted forecasts: the variance of a mixture is that within and that between them. */
final class Mixture {

    private final double[] first;
    private final double[] between;
    private final double[] within;
    private double total;

    Mixture(int horizon) {
        first = new double[horizon];
        between = new double[horizon];
        within = new double[horizon];
    }

    void add(Forecast forecast, double weight) {
        double z = 2 * Quantiles.criticalZ(forecast.level());
        double[] point = forecast.point();
        double[] low = forecast.low();
        double[] high = forecast.high();
        double share = weight / (total + weight);
        for (int h = 0; h < first.length; h++) {
            double deviation = high[h] / z - low[h] / z;
            double step = point[h] - first[h];
            first[h] += share * step;
            between[h] += weight * step * (point[h] - first[h]);
            within[h] += weight * deviation * deviation;
        }
        total += weight;
    }

    double[] mean() {
        return first.clone();
    }

    double[] deviation() {
        double[] deviation = new double[first.length];
        for (int h = 0; h < deviation.length; h++) {
            deviation[h] = Math.sqrt((within[h] + between[h]) / total);
        }
        return deviation;
    }
}
