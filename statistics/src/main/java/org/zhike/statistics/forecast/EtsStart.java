package org.zhike.statistics.forecast;

import static java.lang.Math.max;
import static java.lang.Math.min;
import static org.zhike.statistics.forecast.EtsForm.Kind.MULTIPLICATIVE;

/**
 * Where the search for an exponential smoothing model begins: seasons by decomposition (by a sine wave below three seasons),
 * level and slope by a line through the first values without seasons (Hyndman et al. 2002, section 2.5).
 */
final class EtsStart {

    private static final double LEAST_SEASON = 1e-2;

    private EtsStart() {}

    static EtsParameters states(EtsForm form, double[] y) {
        int m = form.period();
        double[] adjusted = y;
        double[] pattern = new double[0];
        if (form.seasonal()) {
            boolean multiplicative = form.season() == MULTIPLICATIVE;
            pattern = y.length < 3 * m ? wave(y, m, multiplicative) : Seasons.pattern(y, m, multiplicative);
            if (multiplicative) {
                makePositive(pattern);
            }
            adjusted = new double[y.length];
            for (int t = 0; t < y.length; t++) {
                adjusted[t] = multiplicative ? y[t] / pattern[t % m] : y[t] - pattern[t % m];
            }
        }
        int count = min(max(10, 2 * m), y.length);
        double level = 0;
        double slope = 0;
        if (form.hasTrend()) {
            double[] line = line(adjusted, count);
            slope = line[1];
            level = line[0];
            if (Math.abs(level + slope) < 1e-8) {
                level *= 1 + 1e-3;
                slope *= 1 - 1e-3;
            }
        } else {
            for (int t = 0; t < count; t++) {
                level += adjusted[t] / count;
            }
        }
        return new EtsParameters(form, 0, 0, 0, form.hasTrend() ? 1 : 0, level, slope, pattern);
    }

    /** Least squares on 1, 2, … of the first values: the height at 0 and the slope. */
    static double[] line(double[] y, int count) {
        double meanTime = (count + 1) / 2.0;
        double mean = 0;
        for (int t = 0; t < count; t++) {
            mean += y[t] / count;
        }
        double products = 0;
        double squares = 0;
        for (int t = 0; t < count; t++) {
            products += (t + 1 - meanTime) * (y[t] - mean);
            squares += (t + 1 - meanTime) * (t + 1 - meanTime);
        }
        double slope = squares > 0 ? products / squares : 0;
        return new double[] {mean - slope * meanTime, slope};
    }

    /** The pattern of a short series: means by phase of what a line leaves, smoothed to one sine wave a season. */
    private static double[] wave(double[] y, int m, boolean multiplicative) {
        double[] line = line(y, y.length);
        double[] pattern = new double[m];
        double cosine = 0;
        double sine = 0;
        for (int t = 0; t < y.length; t++) {
            double angle = 2 * Math.PI * t / m;
            double trend = line[0] + line[1] * (t + 1);
            double rest = multiplicative ? y[t] / max(trend, 1e-3) - 1 : y[t] - trend;
            cosine += 2 * rest * Math.cos(angle) / y.length;
            sine += 2 * rest * Math.sin(angle) / y.length;
        }
        for (int i = 0; i < m; i++) {
            double angle = 2 * Math.PI * i / m;
            pattern[i] = (multiplicative ? 1 : 0) + cosine * Math.cos(angle) + sine * Math.sin(angle);
        }
        return pattern;
    }

    private static void makePositive(double[] pattern) {
        double sum = 0;
        for (int i = 0; i < pattern.length; i++) {
            pattern[i] = max(pattern[i], LEAST_SEASON);
            sum += pattern[i];
        }
        for (int i = 0; i < pattern.length; i++) {
            pattern[i] *= pattern.length / sum;
        }
    }
}
