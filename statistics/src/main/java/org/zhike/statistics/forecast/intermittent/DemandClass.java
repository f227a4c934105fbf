package org.zhike.statistics.forecast.intermittent;

import org.zhike.statistics.Require;

/**
 * How demand comes (Syntetos, Boylan and Croston 2005): by the average interval between periods with demand, ADI, cut at 1.32,
 * and the squared coefficient of variation of its sizes, CV², cut at 0.49.
 */
public enum DemandClass {
    /** In most periods, of like sizes. */
    SMOOTH,
    /** In most periods, of very different sizes. */
    ERRATIC,
    /** In few periods, of like sizes. */
    INTERMITTENT,
    /** In few periods, of very different sizes. */
    LUMPY;

    private static final double INTERVAL_CUT = 1.32;
    private static final double VARIATION_CUT = 0.49;

    /** Returns the class of demand per period; no demand at all is intermittent. */
    public static DemandClass of(double[] demand) {
        boolean rare = averageInterval(demand) >= INTERVAL_CUT;
        boolean varied = squaredVariation(demand) >= VARIATION_CUT;
        if (rare) {
            return varied ? LUMPY : INTERMITTENT;
        }
        return varied ? ERRATIC : SMOOTH;
    }

    /** Returns the number of periods for each with demand, at least 1; infinite when there is none. */
    public static double averageInterval(double[] demand) {
        Require.atLeast(1, demand.length, "the number of periods");
        int count = 0;
        for (double d : demand) {
            count += d > 0 ? 1 : 0;
        }
        return (double) demand.length / count;
    }

    /** Returns the variance of sizes over the square of their mean, periods without demand left out; 0 for fewer than 2. */
    public static double squaredVariation(double[] demand) {
        double sum = 0;
        int count = 0;
        for (double d : demand) {
            if (d > 0) {
                sum += d;
                count++;
            }
        }
        if (count < 2) {
            return 0;
        }
        double mean = sum / count;
        double squares = 0;
        for (double d : demand) {
            squares += d > 0 ? (d - mean) * (d - mean) : 0;
        }
        return squares / (count - 1) / (mean * mean);
    }
}
