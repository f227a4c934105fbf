package org.zhike.statistics.recommend;

import org.zhike.statistics.numeric.Chunks;

/**
 * The least squares of one user against all items, or the other way round: (YᵀY + Yᵀ(C − I)Y + λI) x = YᵀC p, equation 4 of
 * Hu, Koren and Volinsky (2008), by Cholesky. Cost bought · f² + f³/6.
 */
final class NormalEquations {

    private final double[][] factors;
    private final double[][] gram;
    private final double alpha;
    private final double lambda;

    /** @param gram YᵀY */
    NormalEquations(double[][] factors, double[][] gram, double alpha, double lambda) {
        this.factors = factors;
        this.gram = gram;
        this.alpha = alpha;
        this.lambda = lambda;
    }

    static double[][] gram(double[][] factors) {
        int f = factors[0].length;
        double[][][] parts = new double[Chunks.count(factors.length, 1024)][f][f];
        Chunks.forEach(factors.length, 1024, (chunk, from, to) -> {
            for (int i = from; i < to; i++) {
                addOuter(parts[chunk], factors[i], 1);
            }
        });
        double[][] gram = new double[f][f];
        for (double[][] part : parts) {
            for (int a = 0; a < f; a++) {
                for (int b = 0; b <= a; b++) {
                    gram[a][b] += part[a][b];
                }
            }
        }
        return gram;
    }

    private static void addOuter(double[][] lower, double[] y, double weight) {
        for (int a = 0; a < y.length; a++) {
            double ya = weight * y[a];
            double[] row = lower[a];
            for (int b = 0; b <= a; b++) {
                row[b] += ya * y[b];
            }
        }
    }

    double[] solve(int[] items, int[] counts) {
        int f = gram.length;
        double[][] a = new double[f][];
        double[] x = new double[f];
        for (int i = 0; i < f; i++) {
            a[i] = gram[i].clone();
            a[i][i] += lambda;
        }
        for (int i = 0; i < items.length; i++) {
            double[] y = factors[items[i]];
            addOuter(a, y, alpha * counts[i]);
            for (int j = 0; j < f; j++) {
                x[j] += (1 + alpha * counts[i]) * y[j];
            }
        }
        cholesky(a, x);
        return x;
    }

    /** Solves in place; the matrix is positive definite because λ is positive. */
    private static void cholesky(double[][] a, double[] x) {
        int f = x.length;
        for (int i = 0; i < f; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                for (int p = 0; p < j; p++) {
                    sum -= a[i][p] * a[j][p];
                }
                a[i][j] = i == j ? Math.sqrt(sum) : sum / a[j][j];
            }
        }
        for (int i = 0; i < f; i++) {
            for (int p = 0; p < i; p++) {
                x[i] -= a[i][p] * x[p];
            }
            x[i] /= a[i][i];
        }
        for (int i = f - 1; i >= 0; i--) {
            for (int p = i + 1; p < f; p++) {
                x[i] -= a[p][i] * x[p];
            }
            x[i] /= a[i][i];
        }
    }

    /** xᵀ YᵀY x. */
    static double quadratic(double[][] gram, double[] x) {
        double sum = 0;
        for (int a = 0; a < x.length; a++) {
            for (int b = 0; b < a; b++) {
                sum += 2 * gram[a][b] * x[a] * x[b];
            }
            sum += gram[a][a] * x[a] * x[a];
        }
        return sum;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
