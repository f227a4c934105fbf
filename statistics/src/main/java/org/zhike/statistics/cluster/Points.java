package org.zhike.statistics.cluster;

import java.util.Arrays;
import org.zhike.statistics.Require;

/** Rows of finite numbers in one array, row after row. Immutable. */
public final class Points implements Dissimilarity {

    private final double[] values;
    private final int rows;
    private final int columns;

    private Points(double[] values, int columns) {
        this.values = values;
        this.columns = columns;
        this.rows = values.length / columns;
    }

    /** From rows of equal length; a number that is not finite is refused, naming its row and column, both from 0. */
    public static Points ofRows(double[]... rows) {
        Require.atLeast(1, rows.length, "the number of rows");
        int columns = (int) Require.atLeast(1, rows[0].length, "the number of columns");
        double[] values = new double[Math.multiplyExact(rows.length, columns)];
        for (int i = 0; i < rows.length; i++) {
            requireLength(columns, rows[i].length, "row " + i);
            System.arraycopy(rows[i], 0, values, i * columns, columns);
        }
        return checked(values, columns);
    }

    /** From columns of equal length. */
    public static Points ofColumns(double[]... columns) {
        Require.atLeast(1, columns.length, "the number of columns");
        int rows = (int) Require.atLeast(1, columns[0].length, "the number of rows");
        double[] values = new double[Math.multiplyExact(rows, columns.length)];
        for (int j = 0; j < columns.length; j++) {
            requireLength(rows, columns[j].length, "column " + j);
            for (int i = 0; i < rows; i++) {
                values[i * columns.length + j] = columns[j][i];
            }
        }
        return checked(values, columns.length);
    }

    private static void requireLength(int expected, int length, String what) {
        if (length != expected) {
            throw new IllegalArgumentException("%s has %d values, the first has %d".formatted(what, length, expected));
        }
    }

    private static Points checked(double[] values, int columns) {
        for (int at = 0; at < values.length; at++) {
            if (!Double.isFinite(values[at])) {
                throw new IllegalArgumentException("the value in row %d, column %d must be a finite number, not %s"
                        .formatted(at / columns, at % columns, values[at]));
            }
        }
        return new Points(values, columns);
    }

    /** Takes the array over; its numbers are finite. */
    static Points wrap(double[] values, int columns) {
        return new Points(values, columns);
    }

    @Override
    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    public double at(int row, int column) {
        return values[row * columns + column];
    }

    /** A copy of a row. */
    public double[] row(int row) {
        return Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
    }

    /** A copy of a column. */
    public double[] column(int column) {
        double[] copy = new double[rows];
        for (int i = 0; i < rows; i++) {
            copy[i] = values[i * columns + column];
        }
        return copy;
    }

    /** The rows with these numbers, in this order; a row may come more than once. */
    public Points select(int... chosen) {
        double[] some = new double[chosen.length * columns];
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(values, chosen[i] * columns, some, i * columns, columns);
        }
        return new Points(some, columns);
    }

    /** The Euclidean distance of two rows. */
    @Override
    public double between(int i, int j) {
        return Math.sqrt(squaredDistance(i, values, j));
    }

    /** Squared distance of a row to the {@code index}-th point of an array like this one's. */
    double squaredDistance(int row, double[] others, int index) {
        int a = row * columns;
        int b = index * columns;
        double sum = 0;
        for (int j = 0; j < columns; j++) {
            double d = values[a + j] - others[b + j];
            sum += d * d;
        }
        return sum;
    }

    /** Adds a row to the {@code index}-th point of an array. */
    void addTo(int row, double[] sums, int index) {
        int a = row * columns;
        int b = index * columns;
        for (int j = 0; j < columns; j++) {
            sums[b + j] += values[a + j];
        }
    }

    double largestMagnitude() {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
