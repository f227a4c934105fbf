package org.zhike.statistics.forecast.arima;

import static java.lang.Math.abs;
import static java.lang.Math.max;
import static java.lang.Math.sqrt;

import org.zhike.statistics.Require;

/** How often a series must be differenced until it has no trend of its own and no moving season. */
public final class Differencing {

    /** The 5 % point of the test statistic for a stationary level (Kwiatkowski, Phillips, Schmidt and Shin 1992, table 1). */
    private static final double KPSS_CRITICAL = 0.463;

    /** The strength of a season from which the difference to the season before pays (Hyndman and Athanasopoulos 2021, 9.1). */
    private static final double STRONG_SEASON = 0.64;

    private static final int MOST_DIFFERENCES = 2;

    private Differencing() {}

    /**
     * Returns the statistic of the KPSS test that a series varies about a fixed level; above 0.463 that is refuted at 5 %. The
     * long-run variance is Bartlett's with ⌊3 √n / 13⌋ lags.
     *
     * @param values at least 2, finite
     * @return 0 for a constant series
     */
    public static double kpss(double[] values) {
        int n = (int) Require.atLeast(2, values.length, "the number of values");
        double mean = 0;
        for (double v : values) {
            mean += v / n;
        }
        int lags = (int) (3 * sqrt(n) / 13);
        double cumulative = 0;
        double squares = 0;
        double[] e = new double[n];
        for (int t = 0; t < n; t++) {
            e[t] = values[t] - mean;
            cumulative += e[t];
            squares += cumulative * cumulative;
        }
        double variance = product(e, 0);
        for (int lag = 1; lag <= lags; lag++) {
            variance += 2 * (1 - lag / (lags + 1.0)) * product(e, lag);
        }
        return variance > 0 ? squares / (n * variance) : 0;
    }

    private static double product(double[] e, int lag) {
        double sum = 0;
        for (int t = lag; t < e.length; t++) {
            sum += e[t] * e[t - lag];
        }
        return sum;
    }

    /** Returns how many differences of neighbours, 0 to 2, make a series stationary by the KPSS test at 5 %. */
    public static int differences(double[] values) {
        double[] x = values;
        double size = size(values);
        for (int d = 0; d < MOST_DIFFERENCES; d++) {
            if (x.length < 3 || isConstant(x, size) || !(kpss(x) > KPSS_CRITICAL)) {
                return d;
            }
            x = Polynomials.difference(x, 1, 0, 1);
        }
        return MOST_DIFFERENCES;
    }

    /**
     * Returns 1 when the season is so strong that a difference to the season before is advised, else 0.
     *
     * @param period values in a season; 1 gives 0
     */
    public static int seasonalDifferences(double[] values, int period) {
        if (Require.atLeast(1, period, "period") == 1 || values.length <= 2 * period || isConstant(values)) {
            return 0;
        }
        return seasonalStrength(values, period) > STRONG_SEASON ? 1 : 0;
    }

    /**
     * Returns how strong the season is, from 0 (none) to 1 (nothing else beside the trend), on the parts that STL finds.
     *
     * @param period at least 2
     * @param values more than two seasons
     */
    public static double seasonalStrength(double[] values, int period) {
        Require.atLeast(2, period, "period");
        Require.atLeast(2L * period + 1, values.length, "the number of values");
        return Stl.of(values, period).seasonalStrength();
    }

    /** Whether all values are equal, but for rounding. */
    static boolean isConstant(double[] values) {
        return isConstant(values, size(values));
    }

    /** Whether values are equal but for the rounding of numbers of this size, which they were computed from. */
    static boolean isConstant(double[] values, double size) {
        double spread = 0;
        for (double v : values) {
            spread = max(spread, abs(v - values[0]));
        }
        return spread <= 1e-12 * size;
    }

    static double size(double[] values) {
        double size = 0;
        for (double v : values) {
            size = max(size, abs(v));
        }
        return size;
    }
}
