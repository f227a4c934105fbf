package org.zhike.metrics;

import static org.jooq.impl.DSL.inline;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * Bars of one width with edges that people can read: 1, 2, 2.5 or 5 times a power of ten. The width is that of Freedman and
 * Diaconis (1981), 2·IQR·n^(−1/3), held so that there are {@value #FEWEST} to {@value #MOST} bars between the whiskers.
 *
 * @param first the lowest edge, as a multiple of the width
 * @param width of a bar; on the logarithmic scale in powers of ten
 */
record Bins(long first, int count, double width, boolean log) {

    static final int FEWEST = 5;
    static final int MOST = 60;

    /** Steps of a scale, as whole numbers: 1/w is exact where w is not. */
    private static final double[] NICE = {1, 2, 2.5, 5, 10};

    /**
     * @param low the lower whisker, and so on; on the logarithmic scale their logarithms
     * @param whole whether all values are whole numbers
     */
    static Bins of(double low, double high, double iqr, long n, boolean whole, boolean log) {
        if (!(high > low)) {
            double width = 1;
            return new Bins((long) Math.floor(low / width), 1, width, log);
        }
        double range = high - low;
        double ideal = iqr > 0 ? 2 * iqr / Math.cbrt((double) n) : range / (Math.log((double) n) / Math.log(2) + 1);
        double wanted = Math.clamp(ideal, range / (MOST - 2), range / (2 * FEWEST));
        double width = nice(wanted);
        if (whole && !log) {
            width = Math.max(1, width == 2.5 ? 2 : width);
        }
        long first = (long) Math.floor(times(low, width));
        long last = (long) Math.floor(times(high, width));
        return new Bins(first, Math.toIntExact(last - first + 1), width, log);
    }

    /** The next nice width; at most two and a half times what is wanted. */
    private static double nice(double wanted) {
        double power = Math.pow(10, Math.floor(Math.log10(wanted)));
        for (double step : NICE) {
            if (step * power >= wanted * 0.999) {
                return round(step * power);
            }
        }
        return round(10 * power);
    }

    private static double round(double width) {
        return new BigDecimal(width).round(new MathContext(6)).doubleValue();
    }

    /** The number of the bar of a value, from 0; below 0 and from {@link #count} on for values outside. */
    Field<Long> index(Field<Double> value) {
        Field<Double> scaled = log ? DSL.log10(value).cast(Double.class) : value;
        double inverse = inverse();
        Field<Double> multiple = inverse > 0 ? scaled.times(inline(inverse)) : scaled.div(inline(width));
        return DSL.floor(multiple).cast(Long.class).minus(inline(first));
    }

    /** The inverse of a width below 1, a whole number for most: so 0.3 lies in the bar that starts at 0.3; 0 for other widths. */
    private double inverse() {
        double inverse = Math.rint(1 / width * 1e6) / 1e6;
        return width < 1 ? inverse : 0;
    }

    private static double times(double value, double width) {
        return width < 1 ? value * (Math.rint(1 / width * 1e6) / 1e6) : value / width;
    }

    /** An edge on the scale of the bars. */
    private double scaled(int index) {
        double inverse = inverse();
        return inverse > 0 ? (first + index) / inverse : (first + index) * width;
    }

    double edge(int index) {
        double scaled = scaled(index);
        return log ? Math.pow(10, scaled) : scaled;
    }

    List<Double> edges() {
        List<Double> edges = new ArrayList<>();
        for (int i = 0; i <= count; i++) {
            edges.add(edge(i));
        }
        return edges;
    }
}
