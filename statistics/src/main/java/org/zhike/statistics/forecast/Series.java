package org.zhike.statistics.forecast;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.zhike.statistics.Require;

/** A value for each period of time from a first one on, without gaps. Immutable. */
public final class Series {

    /** What becomes of periods without a value. */
    public enum Gaps {
        /** They are a mistake. */
        REFUSE,
        /** Nothing happened: 0, right for counts and sums. */
        ZERO,
        /** On the straight line between the neighbours, right for levels such as stocks and prices. */
        LINEAR
    }

    private static final int MOST_NAMED = 5;

    private final long first;
    private final double[] values;
    private final int filled;

    private Series(long first, double[] values, int filled) {
        this.first = first;
        this.values = values;
        this.filled = filled;
    }

    /**
     * Puts values in the order of their periods.
     *
     * @param periods numbers of consecutive periods, such as months since a fixed one, in any order
     * @throws IllegalArgumentException naming the periods that occur twice, or are missing and must not be
     */
    public static Series of(long[] periods, double[] values, Gaps gaps) {
        Require.atLeast(1, values.length, "the number of values");
        if (periods.length != values.length) {
            throw new IllegalArgumentException(periods.length + " periods have " + values.length + " values");
        }
        int[] order = IntStream.range(0, periods.length)
                .boxed()
                .sorted(Comparator.comparingLong(i -> periods[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        long first = periods[order[0]];
        List<Long> twice = IntStream.range(1, order.length)
                .filter(i -> periods[order[i]] == periods[order[i - 1]])
                .mapToObj(i -> periods[order[i]])
                .distinct()
                .toList();
        if (!twice.isEmpty()) {
            throw new IllegalArgumentException("more than one value for period " + named(twice));
        }
        long[] missing = missing(periods);
        if (missing.length > 0 && gaps == Gaps.REFUSE) {
            throw new IllegalArgumentException("no value for period "
                    + named(Arrays.stream(missing).boxed().toList()));
        }
        double[] dense = new double[Math.toIntExact(periods[order[order.length - 1]] - first + 1)];
        long previous = first;
        for (int i : order) {
            int at = (int) (periods[i] - first);
            dense[at] = Require.finite(values[i], "the value of period " + periods[i]);
            if (gaps == Gaps.LINEAR) {
                int from = (int) (previous - first);
                for (int gap = from + 1; gap < at; gap++) {
                    dense[gap] = dense[from] + (dense[at] - dense[from]) * (gap - from) / (at - from);
                }
            }
            previous = periods[i];
        }
        return new Series(first, dense, missing.length);
    }

    /** The periods between the first and the last that do not occur, ascending; the array may be long. */
    public static long[] missing(long[] periods) {
        long[] sorted = Arrays.stream(periods).sorted().distinct().toArray();
        return IntStream.range(1, sorted.length)
                .boxed()
                .flatMapToLong(i -> LongStream.range(sorted[i - 1] + 1, sorted[i]))
                .toArray();
    }

    private static String named(List<Long> periods) {
        String some = String.join(
                ", ", periods.stream().limit(MOST_NAMED).map(String::valueOf).toList());
        return periods.size() > MOST_NAMED ? some + " and " + (periods.size() - MOST_NAMED) + " more" : some;
    }

    /** The number of the first period. */
    public long first() {
        return first;
    }

    /** The values from the first period to the last. */
    public double[] values() {
        return values.clone();
    }

    public int length() {
        return values.length;
    }

    /** How many values were made by the rule for gaps. */
    public int filled() {
        return filled;
    }

    /** Returns a copy of values that a method may work on. */
    static double[] checked(double[] values, int period) {
        Require.atLeast(1, period, "period");
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException("value " + i + " must be a finite number, not " + values[i]);
            }
        }
        return values.clone();
    }
}
