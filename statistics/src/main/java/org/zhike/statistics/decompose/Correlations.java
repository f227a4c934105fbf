package org.zhike.statistics.decompose;

import static java.lang.Math.max;
import static java.lang.Math.sqrt;

/** The correlations of regressors with each other and with the outcome, and the R² of any set of the regressors. */
final class Correlations {

    /** A regressor that others tell up to this part of its variance adds nothing but rounding. */
    private static final double COLLINEAR = 1e-10;

    private final int p;
    /** Rows and columns 0 … p − 1 are the regressors, p is the outcome. */
    private final double[][] r;

    private Correlations(int p, double[][] r) {
        this.p = p;
        this.r = r;
    }

    /** Correlations over the given rows, some of which may repeat. A constant column correlates with nothing. */
    static Correlations of(double[][] regressors, double[] outcome, int[] rows) {
        int p = regressors.length;
        var centred = new double[p + 1][];
        for (int j = 0; j <= p; j++) {
            centred[j] = standardised(j < p ? regressors[j] : outcome, rows);
        }
        var r = new double[p + 1][p + 1];
        for (int j = 0; j <= p; j++) {
            for (int k = 0; k <= j; k++) {
                double sum = 0;
                for (int i = 0; i < rows.length; i++) {
                    sum += centred[j][i] * centred[k][i];
                }
                r[j][k] = sum;
                r[k][j] = sum;
            }
        }
        return new Correlations(p, r);
    }

    /** R² of the outcome on the regressors of the mask, 0 to 1, by elimination of one after the other. */
    double explained(long mask) {
        int size = Long.bitCount(mask);
        var index = new int[size + 1];
        int next = 0;
        for (int j = 0; j < p; j++) {
            if ((mask >> j & 1) == 1) {
                index[next++] = j;
            }
        }
        index[size] = p;
        var a = new double[size + 1][size + 1];
        for (int j = 0; j <= size; j++) {
            for (int k = 0; k <= size; k++) {
                a[j][k] = r[index[j]][index[k]];
            }
        }
        double left = a[size][size];
        for (int j = 0; j < size; j++) {
            if (a[j][j] <= COLLINEAR) {
                continue;
            }
            for (int i = j + 1; i <= size; i++) {
                double factor = a[i][j] / a[j][j];
                for (int k = j + 1; k <= size; k++) {
                    a[i][k] -= factor * a[j][k];
                }
            }
        }
        return Math.clamp(left - max(0, a[size][size]), 0, 1);
    }

    private static double[] standardised(double[] column, int[] rows) {
        double mean = 0;
        for (int row : rows) {
            mean += column[row] / rows.length;
        }
        var values = new double[rows.length];
        double squares = 0;
        double size = 0;
        for (int i = 0; i < rows.length; i++) {
            values[i] = column[rows[i]] - mean;
            squares += values[i] * values[i];
            size = max(size, Math.abs(column[rows[i]]));
        }
        double length = sqrt(squares);
        // Of a constant column rounding alone remains.
        double scale = length <= 1e-13 * size * sqrt(rows.length) ? 0 : 1 / length;
        for (int i = 0; i < values.length; i++) {
            values[i] *= scale;
        }
        return values;
    }
}
