package org.zhike.statistics.forecast;

import java.util.Arrays;
import org.zhike.statistics.Quantiles;
import org.zhike.statistics.Require;

/** Future values: the expected one of each period ahead, and an interval about it. Immutable; all numbers finite. */
public final class Forecast {

    private final double[] point;
    private final double[] low;
    private final double[] high;
    private final double level;

    /**
     * A forecast of arrays of one length, at least 1, which are copied.
     *
     * @throws IllegalArgumentException when lengths differ, a number is not finite or an interval is upside down
     */
    public Forecast(double[] point, double[] low, double[] high, double level) {
        Require.atLeast(1, point.length, "the number of periods");
        if (low.length != point.length || high.length != point.length) {
            throw new IllegalArgumentException("a forecast of %d periods has %d lower and %d upper ends"
                    .formatted(point.length, low.length, high.length));
        }
        for (int i = 0; i < point.length; i++) {
            Require.finite(point[i], "the forecast");
            Require.finite(low[i], "the lower end");
            Require.finite(high[i], "the upper end");
            if (low[i] > high[i]) {
                throw new IllegalArgumentException(
                        "the interval from " + low[i] + " to " + high[i] + " is upside down");
            }
        }
        this.point = point.clone();
        this.low = low.clone();
        this.high = high.clone();
        this.level = Require.level(level);
    }

    /** A forecast whose errors are normal with these standard deviations. */
    public static Forecast normal(double[] point, double[] deviation, double level) {
        double z = Quantiles.criticalZ(level);
        double[] low = new double[point.length];
        double[] high = new double[point.length];
        for (int i = 0; i < point.length; i++) {
            low[i] = point[i] - z * deviation[i];
            high[i] = point[i] + z * deviation[i];
        }
        return new Forecast(point, low, high, level);
    }

    public int horizon() {
        return point.length;
    }

    public double[] point() {
        return point.clone();
    }

    public double[] low() {
        return low.clone();
    }

    public double[] high() {
        return high.clone();
    }

    /** The share of future values that each interval is to hold. */
    public double level() {
        return level;
    }

    @Override
    public String toString() {
        return "Forecast" + Arrays.toString(point);
    }
}
