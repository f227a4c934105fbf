package org.zhike.statistics.interval;

import static java.lang.Math.clamp;

import org.zhike.statistics.Require;

/**
 * The values an estimate is compatible with.
 *
 * @param low the lower bound; negative infinity when the data give none
 * @param high the upper bound; positive infinity when the data give none
 * @param level the share of such intervals that hold the true value, 0.95 as a rule
 */
public record Interval(double low, double high, double level) {

    public Interval {
        Require.level(level);
        if (!(low <= high)) {
            throw new IllegalArgumentException("an interval runs from low to high, not " + low + " to " + high);
        }
    }

    /** Everything is possible: the answer when there are too few data for any bound. */
    public static Interval unbounded(double level) {
        return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, level);
    }

    public static Interval around(double centre, double margin, double level) {
        return new Interval(centre - margin, centre + margin, level);
    }

    public double halfWidth() {
        return (high - low) / 2;
    }

    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    /** Returns the part inside the range that is possible at all. */
    public Interval within(double least, double most) {
        return new Interval(clamp(low, least, most), clamp(high, least, most), level);
    }

    /** Returns the interval of the estimate times a constant; a negative one turns it round. */
    public Interval times(double factor) {
        Require.finite(factor, "factor");
        double a = low * factor;
        double b = high * factor;
        return new Interval(Math.min(a, b), Math.max(a, b), level);
    }
}
