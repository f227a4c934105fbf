package org.zhike.statistics.forecast.arima;

import static java.lang.Math.sqrt;

import org.jspecify.annotations.Nullable;

/** Ordinary least squares of a first column on the others, by modified Gram-Schmidt: small, and stable for near collinearity. */
final class LeastSquares {

    private LeastSquares() {}

    /**
     * Returns the sum of squares that the other columns leave of the first; these columns are overwritten.
     *
     * @param from the first row that counts
     * @param coefficients where the coefficients of columns 1, 2, … go; null when they are not wanted
     */
    static double solve(double[][] columns, int from, double @Nullable [] coefficients) {
        int k = columns.length - 1;
        double[] y = columns[0];
        if (k == 0) {
            return dot(y, y, from);
        }
        double[][] upper = new double[k][k];
        double[] projection = new double[k];
        for (int i = 0; i < k; i++) {
            double[] q = columns[i + 1];
            double norm = sqrt(dot(q, q, from));
            upper[i][i] = norm;
            if (!(norm > 0)) {
                continue;
            }
            scale(q, 1 / norm, from);
            for (int j = i + 1; j < k; j++) {
                upper[i][j] = dot(q, columns[j + 1], from);
                subtract(columns[j + 1], upper[i][j], q, from);
            }
            projection[i] = dot(q, y, from);
            subtract(y, projection[i], q, from);
        }
        if (coefficients != null) {
            for (int i = k - 1; i >= 0; i--) {
                double sum = projection[i];
                for (int j = i + 1; j < k; j++) {
                    sum -= upper[i][j] * coefficients[j];
                }
                coefficients[i] = upper[i][i] > 0 ? sum / upper[i][i] : 0;
            }
        }
        return dot(y, y, from);
    }

    /** Tells for each column whether it is more than a combination of those before it, by a share of its own size. */
    static boolean[] independent(double[][] given, double tolerance) {
        boolean[] independent = new boolean[given.length];
        double[][] basis = new double[given.length][];
        int size = 0;
        for (int i = 0; i < given.length; i++) {
            double[] q = given[i].clone();
            double before = sqrt(dot(q, q, 0));
            // Twice: once is not enough when little is left.
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < size; j++) {
                    subtract(q, dot(basis[j], q, 0), basis[j], 0);
                }
            }
            double left = sqrt(dot(q, q, 0));
            if (left > tolerance * before && left > 0) {
                scale(q, 1 / left, 0);
                basis[size++] = q;
                independent[i] = true;
            }
        }
        return independent;
    }

    private static double dot(double[] a, double[] b, int from) {
        double sum = 0;
        for (int i = from; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void subtract(double[] a, double factor, double[] b, int from) {
        for (int i = from; i < a.length; i++) {
            a[i] -= factor * b[i];
        }
    }

    private static void scale(double[] a, double factor, int from) {
        for (int i = from; i < a.length; i++) {
            a[i] *= factor;
        }
    }
}
