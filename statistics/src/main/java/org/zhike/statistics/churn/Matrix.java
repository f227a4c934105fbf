package org.zhike.statistics.churn;

import java.util.List;

/**
 * Numbers in named columns, row by row in one array: what the learners compute on. NaN is a missing value; only learners that
 * say so take it. At most 2³¹ − 9 numbers.
 */
public final class Matrix {

    private final List<String> names;
    private final int rows;
    private final double[] values;

    private Matrix(List<String> names, int rows, double[] values) {
        this.names = names;
        this.rows = rows;
        this.values = values;
    }

    /**
     * Takes over an array of {@code rows × names} numbers, row after row; the caller must not change it afterwards.
     */
    public static Matrix ofRows(List<String> names, double[] values) {
        if (names.isEmpty() || values.length == 0 || values.length % names.size() != 0) {
            throw new IllegalArgumentException(
                    values.length + " numbers do not make rows of " + names.size() + " columns");
        }
        return new Matrix(List.copyOf(names), values.length / names.size(), values);
    }

    /** Room for a matrix, zeros. */
    static double[] room(int rows, int columns) {
        long size = (long) rows * columns;
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    rows + " rows of " + columns + " columns are too many for one matrix; draw a sample of the rows");
        }
        return new double[(int) size];
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return names.size();
    }

    public List<String> names() {
        return names;
    }

    public double at(int row, int column) {
        return values[row * names.size() + column];
    }

    /** The numbers themselves, row after row; not to be changed. */
    double[] values() {
        return values;
    }

    /** Copies all numbers as floats, row after row; NaN stays NaN. */
    public float[] toFloats() {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    public double[] column(int column) {
        double[] copy = new double[rows];
        for (int i = 0; i < rows; i++) {
            copy[i] = at(i, column);
        }
        return copy;
    }

    /** Some of the rows, in the order given. */
    public Matrix rows(int[] chosen) {
        int width = names.size();
        double[] copy = room(chosen.length, width);
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(values, chosen[i] * width, copy, i * width, width);
        }
        return new Matrix(names, chosen.length, copy);
    }
}
