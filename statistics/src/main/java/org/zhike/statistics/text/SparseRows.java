package org.zhike.statistics.text;

/** A matrix of few entries, by rows. */
final class SparseRows {

    /** Where a row starts in the two arrays below; one more entry than rows. */
    final int[] starts;

    final int[] columns;
    final float[] values;
    final int width;

    SparseRows(int[] starts, int[] columns, float[] values, int width) {
        this.starts = starts;
        this.columns = columns;
        this.values = values;
        this.width = width;
    }

    int count() {
        return starts.length - 1;
    }

    double product(int row, double[] vector) {
        double sum = 0;
        for (int k = starts[row]; k < starts[row + 1]; k++) {
            sum += vector[columns[k]] * values[k];
        }
        return sum;
    }

    /** Adds a multiple of a row to a vector. */
    void add(int row, double factor, double[] vector) {
        for (int k = starts[row]; k < starts[row + 1]; k++) {
            vector[columns[k]] += factor * values[k];
        }
    }

    double squares(int row) {
        double sum = 0;
        for (int k = starts[row]; k < starts[row + 1]; k++) {
            sum += (double) values[k] * values[k];
        }
        return sum;
    }
}
