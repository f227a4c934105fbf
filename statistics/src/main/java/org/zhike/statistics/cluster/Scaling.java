package org.zhike.statistics.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zhike.statistics.Require;

/**
 * Steps that bring columns to comparable size, learnt on some rows and then the same for all rows. Immutable.
 *
 * <p>Distances add columns up, so a column in cents outweighs one in years; and the few largest customers outweigh all others
 * unless logarithms come first. Both choices change the groups, so both are said aloud.
 */
public final class Scaling {

    /** One step; steps are done in the order given. */
    public enum Step {
        /** log(1 + x), for amounts and counts with a long tail; x must be above −1. */
        LOG1P,
        /** (x − mean) / standard deviation (divisor n). */
        Z,
        /**
         * (x − median) / (interquartile range / 1.349): as {@link #Z} for normal data, but hardly moved by extremes. Where the
         * quartiles coincide, the standard deviation divides.
         */
        ROBUST
    }

    /** The interquartile range of the standard normal distribution. */
    private static final double NORMAL_QUARTILES = 1.3489795003921634;

    private final List<Step> steps;

    /** By step and column; unused for logarithms. */
    private final double[][] centres;

    private final double[][] widths;
    private final List<Integer> constant;

    private Scaling(List<Step> steps, double[][] centres, double[][] widths, List<Integer> constant) {
        this.steps = List.copyOf(steps);
        this.centres = centres;
        this.widths = widths;
        this.constant = List.copyOf(constant);
    }

    /** Learns the steps on rows; without steps, numbers stay as they are. */
    public static Scaling fit(Points points, List<Step> steps) {
        int columns = points.columns();
        double[][] centres = new double[steps.size()][columns];
        double[][] widths = new double[steps.size()][columns];
        List<Integer> constant = new ArrayList<>();
        for (int j = 0; j < columns; j++) {
            double[] column = points.column(j);
            if (isConstant(column)) {
                constant.add(j);
            }
            for (int s = 0; s < steps.size(); s++) {
                learn(steps.get(s), column, centres[s], widths[s], j);
                for (int i = 0; i < column.length; i++) {
                    column[i] = apply(steps.get(s), column[i], centres[s][j], widths[s][j], i, j);
                }
            }
        }
        return new Scaling(steps, centres, widths, constant);
    }

    private static void learn(Step step, double[] column, double[] centres, double[] widths, int j) {
        switch (step) {
            case LOG1P -> widths[j] = 1;
            case Z -> {
                centres[j] = mean(column);
                widths[j] = isConstant(column) ? 1 : deviation(column, centres[j]);
            }
            case ROBUST -> {
                double[] sorted = column.clone();
                Arrays.sort(sorted);
                centres[j] = quantile(sorted, 0.5);
                double width = (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / NORMAL_QUARTILES;
                if (!(width > 0)) {
                    width = isConstant(column) ? 1 : deviation(column, mean(column));
                }
                widths[j] = width;
            }
        }
        // A spread so small that its square is 0 cannot be told from none.
        if (!(widths[j] > 0)) {
            widths[j] = 1;
        }
    }

    private static double apply(Step step, double x, double centre, double width, int row, int column) {
        if (step == Step.LOG1P) {
            if (!(x > -1)) {
                throw new IllegalArgumentException(
                        "the value in row %d, column %d is %s; its logarithm of 1 + x needs x above -1"
                                .formatted(row, column, x));
            }
            return Math.log1p(x);
        }
        return (x - centre) / width;
    }

    /** Returns rows after all steps. */
    public Points apply(Points points) {
        Require.atLeast(columns(points), points.columns(), "the number of columns");
        int columns = points.columns();
        double[] values = new double[points.rows() * columns];
        for (int i = 0; i < points.rows(); i++) {
            for (int j = 0; j < columns; j++) {
                double x = points.at(i, j);
                for (int s = 0; s < steps.size(); s++) {
                    x = apply(steps.get(s), x, centres[s][j], widths[s][j], i, j);
                }
                values[i * columns + j] = Require.finite(x, "the scaled value in row " + i + ", column " + j);
            }
        }
        return Points.wrap(values, columns);
    }

    private int columns(Points points) {
        return steps.isEmpty() ? points.columns() : centres[0].length;
    }

    /** Returns a scaled point in the units it came from: a group's centre as people read it. */
    public double[] undo(double... point) {
        double[] raw = point.clone();
        for (int s = steps.size() - 1; s >= 0; s--) {
            for (int j = 0; j < raw.length; j++) {
                raw[j] = steps.get(s) == Step.LOG1P ? Math.expm1(raw[j]) : raw[j] * widths[s][j] + centres[s][j];
            }
        }
        return raw;
    }

    /** The columns, from 0, with one value only: they separate nobody. */
    public List<Integer> constantColumns() {
        return constant;
    }

    private static boolean isConstant(double[] column) {
        for (double x : column) {
            if (x != column[0]) {
                return false;
            }
        }
        return true;
    }

    private static double mean(double[] column) {
        double sum = 0;
        for (double x : column) {
            sum += x / column.length;
        }
        return sum;
    }

    private static double deviation(double[] column, double mean) {
        double sum = 0;
        for (double x : column) {
            sum += (x - mean) * (x - mean);
        }
        return Math.sqrt(sum / column.length);
    }

    /** Linear interpolation (Hyndman and Fan's type 7). */
    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
