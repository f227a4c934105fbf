package org.zhike.statistics.survival;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.min;
import static java.lang.Math.sqrt;

import java.util.Arrays;
import org.zhike.statistics.Quantiles;
import org.zhike.statistics.Require;
import org.zhike.statistics.interval.Interval;
import org.zhike.statistics.numeric.Order;

/**
 * The share that lasts beyond each time when some have been seen only up to a point (Kaplan and Meier 1958), with Greenwood's
 * (1926) variance. Immutable.
 */
public final class KaplanMeier {

    /** The scale on which the curve's interval is symmetric. */
    public enum Scale {
        /** S itself; may leave 0 to 1 and is cut there. */
        PLAIN,
        /** log S, what R takes when nothing is said. */
        LOG,
        /** log(−log S): the one to use; stays inside 0 to 1. */
        LOG_LOG
    }

    /** A mean with its standard error. */
    public record Mean(double value, double standardError) {}

    /** Heights this near are one: a step of the curve lies exactly on the height asked for. */
    private static final double EQUAL = 1e-12;

    private final double[] times;
    private final long[] events;
    private final long[] censored;
    private final long[] atRisk;
    private final double[] survival;

    /** Greenwood's Σ d / (n·(n − d)): the variance of log S; infinite once S is 0. */
    private final double[] logVariance;

    private KaplanMeier(double[] times, long[] events, long[] censored) {
        int k = times.length;
        this.times = times;
        this.events = events;
        this.censored = censored;
        this.atRisk = new long[k];
        this.survival = new double[k];
        this.logVariance = new double[k];
        long left = Arrays.stream(events).sum() + Arrays.stream(censored).sum();
        double s = 1;
        double variance = 0;
        for (int i = 0; i < k; i++) {
            atRisk[i] = left;
            s *= (double) (left - events[i]) / left;
            variance += (double) events[i] / left / (left - events[i]);
            survival[i] = s;
            logVariance[i] = variance;
            left -= events[i] + censored[i];
        }
    }

    /**
     * From the numbers that ended and that were last seen at each time: what {@code GROUP BY duration} gives.
     *
     * @param times strictly rising, not negative
     */
    public static KaplanMeier ofCounts(double[] times, long[] ended, long[] censored) {
        if (times.length == 0 || times.length != ended.length || times.length != censored.length) {
            throw new IllegalArgumentException(
                    "there must be times, with a number ended and a number censored for each");
        }
        for (int i = 0; i < times.length; i++) {
            Require.notNegative(times[i], "a time");
            if (i > 0 && !(times[i - 1] < times[i])) {
                throw new IllegalArgumentException(
                        "times must rise strictly, but " + times[i] + " follows " + times[i - 1]);
            }
            Require.atLeast(0, ended[i], "a number ended");
            Require.atLeast(0, censored[i], "a number censored");
            Require.atLeast(1, ended[i] + censored[i], "the number at a time");
        }
        return new KaplanMeier(times.clone(), ended.clone(), censored.clone());
    }

    /** From one duration each, and whether it was seen to end. */
    public static KaplanMeier of(double[] durations, boolean[] ended) {
        if (durations.length != ended.length) {
            throw new IllegalArgumentException(durations.length + " durations, but " + ended.length + " ends");
        }
        requireTimes(durations);
        int[] order = Order.ascending(durations);
        double[] times = new double[durations.length];
        long[] events = new long[durations.length];
        long[] censored = new long[durations.length];
        int k = -1;
        for (int i : order) {
            if (k < 0 || times[k] != durations[i]) {
                times[++k] = durations[i];
            }
            (ended[i] ? events : censored)[k]++;
        }
        return ofCounts(Arrays.copyOf(times, k + 1), Arrays.copyOf(events, k + 1), Arrays.copyOf(censored, k + 1));
    }

    private static void requireTimes(double[] durations) {
        for (double duration : durations) {
            Require.notNegative(duration, "a time");
        }
    }

    /** How many times there are; the other methods take a step from 0 to this, excluded. */
    public int steps() {
        return times.length;
    }

    public double time(int step) {
        return times[step];
    }

    public long atRisk(int step) {
        return atRisk[step];
    }

    public long events(int step) {
        return events[step];
    }

    public long censored(int step) {
        return censored[step];
    }

    /** The share that lasts beyond the step's time. */
    public double survival(int step) {
        return survival[step];
    }

    /** Returns the share that lasts beyond the time; after the largest time its last value. */
    public double survivalAt(double time) {
        int step = stepAt(time);
        return step < 0 ? 1 : survival[step];
    }

    /** The last step up to a time; −1 before the first. */
    int stepAt(double time) {
        int found = Arrays.binarySearch(times, time);
        return found >= 0 ? found : -found - 2;
    }

    /**
     * The time by which a share has ended (the median for 0.5): the first at which the curve is at that height or below, the
     * middle of the step when it lies exactly on it, as in R.
     *
     * @return positive infinity when the curve does not come down so far
     */
    public double timeUntilEnded(double share) {
        Require.level(share);
        double height = 1 - share;
        for (int i = 0; i < times.length; i++) {
            if (Math.abs(survival[i] - height) < EQUAL) {
                int next = i + 1;
                while (next < times.length && events[next] == 0) {
                    next++;
                }
                return next < times.length ? (times[i] + times[next]) / 2 : times[i];
            }
            if (survival[i] < height) {
                return times[i];
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    /**
     * The interval of {@link #timeUntilEnded}: the times at which the curve's own interval holds that height (Brookmeyer and
     * Crowley 1982).
     *
     * @return a bound that the data do not give is infinite
     */
    public Interval intervalUntilEnded(double share, Scale scale, double level) {
        double height = 1 - Require.level(share);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.POSITIVE_INFINITY;
        for (int i = times.length - 1; i >= 0; i--) {
            Interval at = interval(i, scale, level);
            if (at.low() <= height) {
                low = times[i];
            }
            if (at.high() < height) {
                high = times[i];
            }
        }
        return new Interval(low, high, level);
    }

    /** Greenwood's standard error of the share; 0 where the share is 0 or 1. */
    public double standardError(int step) {
        return survival[step] == 0 ? 0 : survival[step] * sqrt(logVariance[step]);
    }

    /** The interval of the share; without width where the share is 0 or 1, since Greenwood knows none there. */
    public Interval interval(int step, Scale scale, double level) {
        double s = survival[step];
        double z = Quantiles.criticalZ(level);
        if (s == 0 || s == 1) {
            return new Interval(s, s, level);
        }
        double margin = z * sqrt(logVariance[step]);
        return switch (scale) {
            case PLAIN -> Interval.around(s, s * margin, level).within(0, 1);
            case LOG -> new Interval(s * exp(-margin), min(1, s * exp(margin)), level);
            case LOG_LOG -> {
                double centre = log(-log(s));
                double width = margin / -log(s);
                yield new Interval(exp(-exp(centre + width)), exp(-exp(centre - width)), level);
            }
        };
    }

    /**
     * The mean duration up to a horizon: the area under the curve (Klein and Moeschberger 2003, 4.5), with its standard error
     * from the area that lies beyond each event.
     *
     * @param horizon not negative; the curve keeps its last value after the largest time
     */
    public Mean restrictedMean(double horizon) {
        Require.notNegative(horizon, "horizon");
        double area = 0;
        double variance = 0;
        double until = horizon;
        for (int i = times.length - 1; i >= 0; i--) {
            if (times[i] >= horizon) {
                continue;
            }
            area += survival[i] * (until - times[i]);
            until = times[i];
            if (survival[i] > 0) {
                variance += area * area * events[i] / atRisk[i] / (atRisk[i] - events[i]);
            }
        }
        return new Mean(area + until, sqrt(variance));
    }

    /** The mean duration up to the longest seen; the plain mean when all have ended. */
    public Mean restrictedMean() {
        return restrictedMean(times[times.length - 1]);
    }
}
