package org.zhike.statistics.forecast.reconcile;

import static java.lang.Math.max;
import static java.lang.Math.sqrt;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.zhike.statistics.Require;

/**
 * Reconciliation with the least sum of error variances, MinT (Wickramasuriya, Athanasopoulos and Hyndman 2019, equation 9, in
 * the form of their section 2.4): the projection ŷ − W C′ (C W C′)⁻¹ C ŷ, where C has a row for each parent less its children
 * and W is the covariance of the errors of one step ahead. The ways differ in what they take W to be. Unbiased forecasts stay
 * unbiased; forecasts that are coherent stay as they are.
 *
 * <p>Costs O(parents³) once and O(parents² + nodes) for each period; with {@link #shrinkage} O(parents · nodes²) and
 * O(nodes²). Immutable.
 */
public final class MinimumTrace implements Reconciler {

    /** A node that never erred would be fixed for ever; it gets this share of the mean variance. */
    private static final double LEAST_VARIANCE = 1e-8;

    private final Hierarchy hierarchy;
    private final int[] inner;
    private final double[] diagonal;
    private final double @Nullable [][] full;
    private final double[][] cholesky;

    private MinimumTrace(Hierarchy hierarchy, double[] diagonal, double @Nullable [][] full) {
        this.hierarchy = hierarchy;
        this.diagonal = diagonal;
        this.full = full;
        int[] parents = new int[hierarchy.size()];
        int count = 0;
        for (int i = 0; i < parents.length; i++) {
            if (hierarchy.children(i).length > 0) {
                parents[count++] = i;
            }
        }
        inner = Arrays.copyOf(parents, count);
        cholesky = cholesky();
    }

    /** All errors alike and unrelated (W = I): ordinary least squares. */
    public static MinimumTrace ols(Hierarchy hierarchy) {
        double[] ones = new double[hierarchy.size()];
        Arrays.fill(ones, 1);
        return new MinimumTrace(hierarchy, ones, null);
    }

    /** Errors of leaves alike and unrelated: a node's variance is its number of leaves. */
    public static MinimumTrace structural(Hierarchy hierarchy) {
        return new MinimumTrace(hierarchy, hierarchy.leafCounts(), null);
    }

    /**
     * Errors unrelated, with each node's own variance: weighted least squares.
     *
     * @param errors one step ahead, a row for each node; at least 2 of each
     */
    public static MinimumTrace variances(Hierarchy hierarchy, double[][] errors) {
        return new MinimumTrace(hierarchy, variancesOf(hierarchy, errors), null);
    }

    /**
     * Errors with their sample covariance, the correlations shrunk towards 0 as much as is best for so many nodes and so few
     * periods (Schäfer and Strimmer 2005).
     *
     * @param errors one step ahead, a row for each node, of the same periods; at least 3 of each
     */
    public static MinimumTrace shrinkage(Hierarchy hierarchy, double[][] errors) {
        double[] variances = variancesOf(hierarchy, errors);
        int n = (int) Require.atLeast(3, errors[0].length, "the number of errors");
        int m = errors.length;
        double[][] scaled = new double[m][n];
        for (int i = 0; i < m; i++) {
            for (int t = 0; t < n; t++) {
                scaled[i][t] = errors[i][t] / sqrt(variances[i]);
            }
        }
        double[][] w = new double[m][m];
        double spread = 0;
        double squares = 0;
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < i; j++) {
                double sum = 0;
                double sumOfSquares = 0;
                for (int t = 0; t < n; t++) {
                    double product = scaled[i][t] * scaled[j][t];
                    sum += product;
                    sumOfSquares += product * product;
                }
                w[i][j] = sum / n;
                spread += (sumOfSquares - sum * sum / n) / (n * (n - 1.0));
                squares += w[i][j] * w[i][j];
            }
        }
        double shrinkage = squares > 0 ? max(0, Math.min(1, spread / squares)) : 1;
        for (int i = 0; i < m; i++) {
            w[i][i] = variances[i];
            for (int j = 0; j < i; j++) {
                w[i][j] *= (1 - shrinkage) * sqrt(variances[i] * variances[j]);
                w[j][i] = w[i][j];
            }
        }
        return new MinimumTrace(hierarchy, variances, w);
    }

    private static double[] variancesOf(Hierarchy hierarchy, double[][] errors) {
        int n = hierarchy.checked(errors);
        Require.atLeast(2, n, "the number of errors");
        double[] variances = new double[errors.length];
        double mean = 0;
        for (int i = 0; i < errors.length; i++) {
            for (double error : errors[i]) {
                variances[i] += error * error / n;
            }
            mean += variances[i] / errors.length;
        }
        for (int i = 0; i < variances.length; i++) {
            variances[i] = mean > 0 ? max(variances[i], LEAST_VARIANCE * mean) : 1;
        }
        return variances;
    }

    @Override
    public double[][] reconcile(double[][] forecasts) {
        int horizon = hierarchy.checked(forecasts);
        double[][] rows = new double[forecasts.length][horizon];
        double[] y = new double[forecasts.length];
        for (int h = 0; h < horizon; h++) {
            for (int i = 0; i < y.length; i++) {
                y[i] = forecasts[i][h];
            }
            double[] correction = timesW(spread(solved(gaps(y))));
            for (int leaf : hierarchy.leaves()) {
                rows[leaf][h] = y[leaf] - correction[leaf];
            }
        }
        hierarchy.addUp(rows);
        return rows;
    }

    /**
     * Returns the variances of the errors of one step ahead after reconciliation, by node, if W is right: never above those
     * before. For {@link #ols} and {@link #structural} they are in units of a leaf's variance.
     */
    public double[] variancesAfter() {
        int m = hierarchy.size();
        double[] after = new double[m];
        for (int i = 0; i < m; i++) {
            double[] unit = new double[m];
            unit[i] = 1;
            double[] row = timesW(unit);
            double[] gaps = gaps(row);
            double[] solved = solved(gaps);
            double gain = 0;
            for (int k = 0; k < gaps.length; k++) {
                gain += gaps[k] * solved[k];
            }
            after[i] = max(0, row[i] - gain);
        }
        return after;
    }

    /** C y: how far each parent is from the sum of its children. */
    private double[] gaps(double[] y) {
        double[] gaps = new double[inner.length];
        for (int k = 0; k < inner.length; k++) {
            gaps[k] = y[inner[k]];
            for (int child : hierarchy.children(inner[k])) {
                gaps[k] -= y[child];
            }
        }
        return gaps;
    }

    /** C′ x. */
    private double[] spread(double[] x) {
        double[] all = new double[hierarchy.size()];
        for (int k = 0; k < inner.length; k++) {
            all[inner[k]] += x[k];
            for (int child : hierarchy.children(inner[k])) {
                all[child] -= x[k];
            }
        }
        return all;
    }

    private double[] timesW(double[] v) {
        double[] product = new double[v.length];
        for (int i = 0; i < v.length; i++) {
            if (full == null) {
                product[i] = diagonal[i] * v[i];
                continue;
            }
            double sum = 0;
            double[] row = full[i];
            for (int j = 0; j < v.length; j++) {
                sum += row[j] * v[j];
            }
            product[i] = sum;
        }
        return product;
    }

    private double[][] cholesky() {
        int p = inner.length;
        double[][] a = new double[p][];
        for (int k = 0; k < p; k++) {
            double[] unit = new double[p];
            unit[k] = 1;
            a[k] = gaps(timesW(spread(unit)));
        }
        for (int k = 0; k < p; k++) {
            for (int j = 0; j <= k; j++) {
                double sum = a[k][j];
                for (int i = 0; i < j; i++) {
                    sum -= a[k][i] * a[j][i];
                }
                // Positive, since W is; but for rounding.
                a[k][j] = j == k ? sqrt(max(sum, 1e-300)) : sum / a[j][j];
            }
        }
        return a;
    }

    private double[] solved(double[] right) {
        int p = right.length;
        double[] x = right.clone();
        for (int k = 0; k < p; k++) {
            for (int i = 0; i < k; i++) {
                x[k] -= cholesky[k][i] * x[i];
            }
            x[k] /= cholesky[k][k];
        }
        for (int k = p - 1; k >= 0; k--) {
            for (int i = k + 1; i < p; i++) {
                x[k] -= cholesky[i][k] * x[i];
            }
            x[k] /= cholesky[k][k];
        }
        return x;
    }
}
