package org.zhike.statistics.recommend;

import org.zhike.statistics.numeric.Chunks;

/**
 * The inverse of a symmetric positive definite matrix in place, by sweeping blocks of columns (Gauss and Jordan without
 * exchanges, stable for such matrices). Only the lower triangle is kept. n³ multiplications and additions, on all cores.
 */
final class SymmetricInverse {

    /** Columns swept at once: panels of it fit the processor's cache. */
    private static final int BLOCK = 64;

    /** Columns of the triangle touched at once by one row's update. */
    private static final int STRIP = 512;

    private SymmetricInverse() {}

    /**
     * Inverts.
     *
     * @param a row i has the columns 0 to i
     * @return false when the matrix is not positive definite in the digits there are; then the array holds nothing of use
     */
    static boolean invert(double[][] a) {
        int n = a.length;
        for (int from = 0; from < n; from += BLOCK) {
            int width = Math.min(BLOCK, n - from);
            double[][] pivot = new double[width][width];
            for (int i = 0; i < width; i++) {
                for (int j = 0; j <= i; j++) {
                    pivot[i][j] = a[from + i][from + j];
                    pivot[j][i] = pivot[i][j];
                }
            }
            if (!invertSmall(pivot)) {
                return false;
            }
            sweep(a, from, width, pivot);
        }
        for (double[] row : a) {
            for (int j = 0; j < row.length; j++) {
                row[j] = -row[j];
            }
        }
        return true;
    }

    /** With V the block's columns and P the inverse of its pivot: A ← A − V P Vᵀ outside, V P in its columns, −P in the middle. */
    private static void sweep(double[][] a, int from, int width, double[][] pivot) {
        int n = a.length;
        double[][] v = new double[width][n];
        for (int i = 0; i < n; i++) {
            for (int p = 0; p < width; p++) {
                v[p][i] = i >= from + p ? a[i][from + p] : a[from + p][i];
            }
        }
        Chunks.forEach(n, 32, (chunk, low, high) -> {
            double[][] w = new double[high - low][width];
            for (int i = low; i < high; i++) {
                for (int q = 0; q < width; q++) {
                    double sum = 0;
                    for (int p = 0; p < width; p++) {
                        sum += v[p][i] * pivot[p][q];
                    }
                    w[i - low][q] = sum;
                }
            }
            for (int strip = 0; strip < high; strip += STRIP) {
                for (int i = low; i < high; i++) {
                    if (i < from || i >= from + width) {
                        subtract(a[i], w[i - low], v, width, strip, Math.min(i + 1, strip + STRIP));
                    }
                }
            }
            for (int i = low; i < high; i++) {
                if (i >= from + width) {
                    System.arraycopy(w[i - low], 0, a[i], from, width);
                }
            }
        });
        // Rows of the block: V P transposed on the left of the diagonal, −P on it.
        for (int q = 0; q < width; q++) {
            double[] row = a[from + q];
            for (int j = 0; j < from; j++) {
                double sum = 0;
                for (int p = 0; p < width; p++) {
                    sum += v[p][j] * pivot[p][q];
                }
                row[j] = sum;
            }
            for (int p = 0; p <= q; p++) {
                row[from + p] = -pivot[q][p];
            }
        }
    }

    /** row ← row − Σ w[p] · v[p]; eight at once, so that the row is read and written seldom. */
    private static void subtract(double[] row, double[] w, double[][] v, int width, int low, int high) {
        int p = 0;
        for (; p + 8 <= width; p += 8) {
            eight(row, w, v, p, low, high);
        }
        for (; p < width; p++) {
            double wp = w[p];
            double[] vp = v[p];
            for (int j = low; j < high; j++) {
                row[j] -= wp * vp[j];
            }
        }
    }

    private static void eight(double[] row, double[] w, double[][] v, int p, int low, int high) {
        double w0 = w[p];
        double w1 = w[p + 1];
        double w2 = w[p + 2];
        double w3 = w[p + 3];
        double w4 = w[p + 4];
        double w5 = w[p + 5];
        double w6 = w[p + 6];
        double w7 = w[p + 7];
        double[] v0 = v[p];
        double[] v1 = v[p + 1];
        double[] v2 = v[p + 2];
        double[] v3 = v[p + 3];
        double[] v4 = v[p + 4];
        double[] v5 = v[p + 5];
        double[] v6 = v[p + 6];
        double[] v7 = v[p + 7];
        for (int j = low; j < high; j++) {
            row[j] -= w0 * v0[j]
                    + w1 * v1[j]
                    + w2 * v2[j]
                    + w3 * v3[j]
                    + w4 * v4[j]
                    + w5 * v5[j]
                    + w6 * v6[j]
                    + w7 * v7[j];
        }
    }

    private static boolean invertSmall(double[][] m) {
        int n = m.length;
        for (int k = 0; k < n; k++) {
            double pivot = m[k][k];
            if (!(pivot > 0) || Double.isInfinite(pivot)) {
                return false;
            }
            for (int i = 0; i < n; i++) {
                if (i == k) {
                    continue;
                }
                double factor = m[i][k] / pivot;
                for (int j = 0; j < n; j++) {
                    if (j != k) {
                        m[i][j] -= factor * m[k][j];
                    }
                }
                m[i][k] = -factor;
            }
            for (int j = 0; j < n; j++) {
                m[k][j] = j == k ? 1 / pivot : m[k][j] / pivot;
            }
        }
        return true;
    }
}
