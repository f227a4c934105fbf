package org.zhike.statistics.forecast.arima;

import static java.lang.Math.max;

import java.util.Arrays;

/** How an ARIMA process goes on from its last values. Immutable. */
final class Projection {

    private final double[] ar;
    private final double[] ma;
    /** The coefficients of past values in a value, from the differences. */
    private final double[] differences;
    /** As many last values as the differences reach back, oldest first. */
    private final double[] last;

    private final double constant;
    private final double[] state;
    private final double[][] uncertainty;

    private Projection(
            double[] ar,
            double[] ma,
            double[] differences,
            double[] last,
            double constant,
            double[] state,
            double[][] uncertainty) {
        this.ar = ar;
        this.ma = ma;
        this.differences = differences;
        this.last = last;
        this.constant = constant;
        this.state = state;
        this.uncertainty = uncertainty;
    }

    /**
     * A projection of values, from which the part of regressors was taken.
     *
     * @param noise the differenced values without the constant
     * @param constant the mean of the differenced values
     */
    static Projection of(double[] values, double[] noise, double constant, double[] ar, double[] ma, ArimaOrder order) {
        double[] differences = Polynomials.differences(order.d(), order.seasonalD(), order.period());
        double[] last = Arrays.copyOfRange(values, values.length - differences.length, values.length);
        ArmaFilter.End end = new ArmaFilter(new double[][] {noise}).end(ar, ma);
        return new Projection(ar, ma, differences, last, constant, end.state, end.uncertainty);
    }

    double[] points(int horizon) {
        int r = state.length;
        double[] now = new double[r + 1];
        System.arraycopy(state, 0, now, 0, r);
        int k = last.length;
        double[] path = new double[k + horizon];
        System.arraycopy(last, 0, path, 0, k);
        for (int h = 0; h < horizon; h++) {
            double sum = constant + now[0];
            for (int j = 0; j < k; j++) {
                sum += differences[j] * path[k + h - 1 - j];
            }
            path[k + h] = sum;
            double first = now[0];
            for (int i = 0; i < r; i++) {
                now[i] = (i < ar.length ? ar[i] * first : 0) + now[i + 1];
            }
        }
        return Arrays.copyOfRange(path, k, path.length);
    }

    /** The variances of the errors ahead in units of σ²: of the errors to come, and of what is not known of the state. */
    double[] variances(int horizon) {
        int r = state.length;
        double[] weights = weights(horizon);
        double[][] reach = reach(horizon);
        double[] variances = new double[horizon];
        double sum = 0;
        for (int h = 0; h < horizon; h++) {
            sum += weights[h] * weights[h];
            double square = 0;
            for (int i = 0; i < r; i++) {
                for (int j = 0; j < r; j++) {
                    square += reach[h][i] * uncertainty[i][j] * reach[h][j];
                }
            }
            variances[h] = sum + max(0, square);
        }
        return variances;
    }

    /** The weights of past errors in a value, differences undone. */
    private double[] weights(int horizon) {
        double[] noise = new double[ma.length + 1];
        noise[0] = 1;
        System.arraycopy(ma, 0, noise, 1, ma.length);
        return undone(Autocovariance.weights(ar, noise, horizon));
    }

    private double[] undone(double[] weights) {
        for (int h = 0; h < weights.length; h++) {
            for (int j = 0; j < differences.length && j < h; j++) {
                weights[h] += differences[j] * weights[h - 1 - j];
            }
        }
        return weights;
    }

    /** How each part of the state acts on the values ahead, differences undone. */
    private double[][] reach(int horizon) {
        int r = state.length;
        double[][] reach = new double[horizon][r];
        double[] row = new double[r];
        row[0] = 1;
        for (int h = 0; h < horizon; h++) {
            reach[h] = row.clone();
            double first = 0;
            for (int i = 0; i < ar.length; i++) {
                first += row[i] * ar[i];
            }
            System.arraycopy(row, 0, row, 1, r - 1);
            row[0] = first;
        }
        for (int h = 0; h < horizon; h++) {
            for (int j = 0; j < differences.length && j < h; j++) {
                for (int i = 0; i < r; i++) {
                    reach[h][i] += differences[j] * reach[h - 1 - j][i];
                }
            }
        }
        return reach;
    }
}
