package org.zhike.statistics.churn;

import static java.lang.Math.sqrt;

/** The triangular root of a positive definite matrix that is given by its lower triangle. */
final class Cholesky {

    private final double[][] root;
    private final int dependent;

    /**
     * @param tolerance the least part of a diagonal that the columns before must leave over
     */
    Cholesky(double[][] lower, double tolerance) {
        int n = lower.length;
        root = new double[n][];
        int found = -1;
        for (int j = 0; j < n && found < 0; j++) {
            root[j] = lower[j].clone();
            for (int k = 0; k <= j; k++) {
                double sum = root[j][k];
                for (int m = 0; m < k; m++) {
                    sum -= root[j][m] * root[k][m];
                }
                if (k < j) {
                    root[j][k] = sum / root[k][k];
                } else if (sum > tolerance * lower[j][j]) {
                    root[j][j] = sqrt(sum);
                } else {
                    found = j;
                }
            }
        }
        dependent = found;
    }

    /** The first row that the ones before already hold; −1 when there is none. */
    int dependent() {
        return dependent;
    }

    double[] solve(double[] right) {
        int n = root.length;
        double[] x = right.clone();
        for (int j = 0; j < n; j++) {
            for (int k = 0; k < j; k++) {
                x[j] -= root[j][k] * x[k];
            }
            x[j] /= root[j][j];
        }
        for (int j = n - 1; j >= 0; j--) {
            x[j] /= root[j][j];
            for (int k = 0; k < j; k++) {
                x[k] -= root[j][k] * x[j];
            }
        }
        return x;
    }

    double[][] inverse() {
        int n = root.length;
        double[][] inverse = new double[n][];
        for (int j = 0; j < n; j++) {
            double[] unit = new double[n];
            unit[j] = 1;
            inverse[j] = solve(unit);
        }
        return inverse;
    }
}
