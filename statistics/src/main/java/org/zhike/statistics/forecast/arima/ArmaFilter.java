package org.zhike.statistics.forecast.arima;

import static java.lang.Math.abs;
import static java.lang.Math.log;
import static java.lang.Math.max;
import static java.lang.Math.sqrt;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The Kalman filter of a stationary ARMA process in Harvey's form, with exact start, for several columns at once: it turns
 * each column into errors of one-step forecasts divided by their deviation, in units of σ. The gains come from the
 * Chandrasekhar recursions (Morf, Sidhu and Kailath 1974; Pearlman 1980): because the start is the stationary distribution,
 * the covariance changes by a matrix of rank one at each step, so that a step costs O(r) instead of O(r²), r being the
 * longest lag. Once the gain stands still, only the columns move on.
 *
 * <p>A workspace: not for two threads at once.
 */
final class ArmaFilter {

    /** Below this change of the covariance (in units of σ²) the gain stands still. */
    private static final double STEADY = 1e-15;

    /** How far a one-step variance may fall below σ² by rounding before the result is not trusted. */
    private static final double ROUNDING = 1e-6;

    private final double[][] columns;
    private final int n;
    private final double[][] errors;
    private final double[] deviations;
    private double sumLog;

    private int r;
    private double[] phi = new double[0];
    private double[] noise = new double[0];
    private double[] gain = new double[0];
    private double[] change = new double[0];
    private double[] nextChange = new double[0];
    private double[][] state;
    private double[][] nextState;
    private double startVariance;

    /** A filter for columns of one length; they are not copied. */
    ArmaFilter(double[][] columns) {
        this.columns = columns;
        n = columns[0].length;
        errors = new double[columns.length][n];
        deviations = new double[n];
        state = new double[columns.length][];
        nextState = new double[columns.length][];
    }

    /** The errors of the last run divided by their deviations in units of σ, by column; overwritten by the next run. */
    double[][] errors() {
        return errors;
    }

    /** The deviations that the errors of the last run were divided by; falls to 1. */
    double[] deviations() {
        return deviations;
    }

    /** The sum of the logarithms of the error variances in units of σ². */
    double sumLog() {
        return sumLog;
    }

    /**
     * Filters with coefficients of past values (sign as in y = φ₁y₋₁ + …) and of past errors (y = … + e + θ₁e₋₁ + …).
     *
     * @return whether the process is stationary and the numbers held; otherwise the errors are not to be used
     */
    boolean run(double[] ar, double[] ma) {
        return start(ar, ma) && steps(null);
    }

    private boolean start(double[] ar, double[] ma) {
        int size = max(ar.length, ma.length + 1);
        if (size != r) {
            allocate(size);
        }
        Arrays.fill(phi, 0);
        System.arraycopy(ar, 0, phi, 0, ar.length);
        Arrays.fill(noise, 0);
        noise[0] = 1;
        System.arraycopy(ma, 0, noise, 1, ma.length);
        double[] gamma = Autocovariance.ofArma(ar, ma, r);
        startVariance = gamma.length == 0 ? Double.NaN : gamma[0];
        if (!(startVariance < 1e12)) {
            return false;
        }
        firstGain(gamma);
        for (int c = 0; c < columns.length; c++) {
            Arrays.fill(state[c], 0);
        }
        return true;
    }

    private void allocate(int size) {
        r = size;
        phi = new double[r];
        noise = new double[r];
        gain = new double[r];
        // One longer, so that the shift by one needs no special end.
        change = new double[r + 1];
        nextChange = new double[r + 1];
        for (int c = 0; c < columns.length; c++) {
            state[c] = new double[r + 1];
            nextState[c] = new double[r + 1];
        }
    }

    /** The covariance of the next state with the value now: the unscaled gain of the first step. */
    private void firstGain(double[] gamma) {
        double[] psi = Autocovariance.weights(phi, noise, r);
        Arrays.fill(gain, 0);
        for (int k = 0; k < r; k++) {
            if (phi[k] != 0) {
                for (int i = 0; i <= k; i++) {
                    gain[i] += phi[k] * gamma[k - i];
                }
            }
            if (noise[k] != 0) {
                for (int i = 0; i < k; i++) {
                    gain[i] += noise[k] * psi[k - i - 1];
                }
            }
        }
        System.arraycopy(gain, 0, change, 0, r);
    }

    /** Runs over all values; adds up the change of the covariance when there is a matrix for it. */
    private boolean steps(double @Nullable [][] covariance) {
        double variance = startVariance;
        double m = -1 / variance;
        boolean moving = true;
        double product = 1;
        sumLog = 0;
        for (int t = 0; t < n; t++) {
            product *= variance;
            if (product > 1e200) {
                sumLog += log(product);
                product = 1;
            }
            deviations[t] = sqrt(variance);
            double inverseDeviation = 1 / deviations[t];
            for (int c = 0; c < columns.length; c++) {
                double error = columns[c][t] - state[c][0];
                errors[c][t] = error * inverseDeviation;
                moveState(state[c], nextState[c], error / variance);
            }
            double[][] swap = state;
            state = nextState;
            nextState = swap;
            if (moving) {
                double first = change[0];
                double next = variance + m * first * first;
                if (covariance != null) {
                    addSquare(covariance, m);
                }
                double size = moveGain(m * first, first / variance);
                m *= variance / next;
                variance = next;
                if (!(variance > 1 - ROUNDING)) {
                    return false;
                }
                moving = abs(m) * size > STEADY;
            }
        }
        sumLog += log(product);
        return sumLog < Double.POSITIVE_INFINITY;
    }

    private void moveState(double[] from, double[] to, double scaledError) {
        double value = from[0];
        double[] f = phi;
        double[] g = gain;
        for (int i = 0; i < f.length; i++) {
            to[i] = f[i] * value + from[i + 1] + g[i] * scaledError;
        }
    }

    /** Moves the gain and the direction of change; returns the squared size of the direction. */
    private double moveGain(double weight, double share) {
        double first = change[0];
        double size = 0;
        double[] from = change;
        double[] to = nextChange;
        double[] f = phi;
        double[] g = gain;
        for (int i = 0; i < f.length; i++) {
            double moved = f[i] * first + from[i + 1];
            double next = moved - g[i] * share;
            g[i] += moved * weight;
            to[i] = next;
        }
        for (int i = 0; i < f.length; i++) {
            size += to[i] * to[i];
        }
        change = to;
        nextChange = from;
        return size;
    }

    private void addSquare(double[][] covariance, double m) {
        for (int i = 0; i < r; i++) {
            for (int j = 0; j < r; j++) {
                covariance[i][j] += m * change[i] * change[j];
            }
        }
    }

    /** Where a run ended, for forecasts. */
    static final class End {

        final double[] state;
        /** What is not known of the state for lack of a longer past, in units of σ²: 0 after a long series. */
        final double[][] uncertainty;

        private End(double[] state, double[][] uncertainty) {
            this.state = state;
            this.uncertainty = uncertainty;
        }
    }

    /** Filters once more and tells the state after the last value, of the first column. Costs O(n r²). */
    End end(double[] ar, double[] ma) {
        if (!start(ar, ma)) {
            throw new IllegalStateException("the process is not stationary");
        }
        double[][] covariance = startCovariance();
        if (!steps(covariance)) {
            throw new IllegalStateException("the filter lost its digits");
        }
        for (int i = 0; i < r; i++) {
            for (int j = 0; j < r; j++) {
                covariance[i][j] -= noise[i] * noise[j];
            }
        }
        return new End(Arrays.copyOf(state[0], r), covariance);
    }

    /** The stationary covariance of the state, from its first column by P = TPT′ + RR′ from the last corner up. */
    private double[][] startCovariance() {
        double[] first = new double[r + 1];
        first[0] = startVariance;
        for (int i = 1; i < r; i++) {
            // The gain is T times the first column: gain[i − 1] = φ[i − 1] γ(0) + first[i].
            first[i] = gain[i - 1] - phi[i - 1] * startVariance;
        }
        double[][] covariance = new double[r][r];
        for (int i = r - 1; i >= 0; i--) {
            for (int j = r - 1; j >= 0; j--) {
                double corner = i + 1 < r && j + 1 < r ? covariance[i + 1][j + 1] : 0;
                covariance[i][j] = phi[i] * phi[j] * startVariance
                        + phi[i] * first[j + 1]
                        + phi[j] * first[i + 1]
                        + corner
                        + noise[i] * noise[j];
            }
        }
        return covariance;
    }
}
