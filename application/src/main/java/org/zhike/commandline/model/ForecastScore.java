package org.zhike.commandline.model;

import java.util.Arrays;
import org.zhike.statistics.forecast.Accuracy;
import org.zhike.statistics.forecast.Forecast;

/** How well held-out values of many series were forecast: sMAPE, WAPE and coverage over all values, MASE over series. */
final class ForecastScore {

    private double symmetric;
    private double absolute;
    private double size;
    private double covered;
    private double scaled;
    private int scaledSeries;
    private int values;

    /** Takes the held-out values of a series in; it must have some, and a forecast. */
    void add(ForecastTask task, int period) {
        Forecast whole = task.forecast();
        double[] held = task.actual();
        if (whole == null || held.length == 0) {
            throw new IllegalArgumentException("nothing was held out");
        }
        int count = Math.min(held.length, whole.horizon());
        double[] actual = Arrays.copyOf(held, count);
        double[] point = Arrays.copyOf(whole.point(), count);
        double[] low = Arrays.copyOf(whole.low(), count);
        double[] high = Arrays.copyOf(whole.high(), count);
        symmetric += Accuracy.smape(actual, point) * count;
        absolute += Accuracy.mae(actual, point) * count;
        size += Arrays.stream(actual).map(Math::abs).sum();
        covered += Accuracy.coverage(actual, new Forecast(point, low, high, whole.level())) * count;
        double error = Accuracy.mase(actual, point, task.sample(), period);
        if (Double.isFinite(error)) {
            scaled += error;
            scaledSeries++;
        }
        values += count;
    }

    boolean isEmpty() {
        return values == 0;
    }

    double smape() {
        return symmetric / values;
    }

    void put(Answer answer, String prefix) {
        answer.put(prefix + "smape", smape())
                .put(prefix + "mase", scaledSeries == 0 ? Double.NaN : scaled / scaledSeries)
                .put(prefix + "wape", absolute == 0 ? 0.0 : absolute / size)
                .put(prefix + "coverage", covered / values);
    }
}
