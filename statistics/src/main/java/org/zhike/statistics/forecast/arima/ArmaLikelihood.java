package org.zhike.statistics.forecast.arima;

import static java.lang.Math.log;
import static java.lang.Math.max;

import java.util.Arrays;
import org.zhike.statistics.numeric.Lbfgs;
import org.zhike.statistics.numeric.SmoothFunction;

/**
 * How well coefficients of an ARMA process explain a differenced series: the exact Gaussian likelihood, and the conditional
 * sum of squares where a search starts. The variance and the coefficients of regressors are always at their best for the
 * given coefficients (concentrated out by generalised least squares), so that the search has the ARMA terms alone.
 *
 * <p>Coefficients are searched as any real numbers; see {@link Polynomials#stable}. A workspace: not for two threads at once.
 */
final class ArmaLikelihood {

    /** A variance below this share of the series' own is rounding, not a better fit. */
    private static final double LEAST_VARIANCE = 1e-20;

    /** Relative step of slopes by one-sided differences: the root of the rounding of the value, about 1e-13. */
    private static final double FORWARD_STEP = 1e-6;

    /** The same of two-sided differences. */
    private static final double CENTRAL_STEP = 5e-5;

    private final double[][] columns;
    private final double[][] work;
    private final ArmaFilter filter;
    private final int n;

    private ArimaOrder order;
    private double[] ar = new double[0];
    private double[] seasonalAr = new double[0];
    private double[] ma = new double[0];
    private double[] seasonalMa = new double[0];
    private double[] fullAr = new double[0];
    private double[] fullMa = new double[0];

    /** A likelihood of the series in the first of these columns with the others as regressors, all of them differenced. */
    ArmaLikelihood(double[][] columns, ArimaOrder order) {
        this.columns = columns;
        this.order = order;
        n = columns[0].length;
        work = new double[columns.length][n];
        filter = new ArmaFilter(columns);
        use(order);
    }

    /** Changes the number of terms. */
    void use(ArimaOrder next) {
        order = next;
        ar = new double[order.p()];
        seasonalAr = new double[order.seasonalP()];
        ma = new double[order.q()];
        seasonalMa = new double[order.seasonalQ()];
        fullAr = new double[order.longestAr()];
        fullMa = new double[order.longestMa()];
    }

    /** Sets the coefficients: past values, past errors, then the same of seasons. */
    void set(double[] raw) {
        int at = 0;
        Polynomials.stable(raw, at, ar);
        at += ar.length;
        Polynomials.stable(raw, at, ma);
        at += ma.length;
        Polynomials.stable(raw, at, seasonalAr);
        at += seasonalAr.length;
        Polynomials.stable(raw, at, seasonalMa);
        Polynomials.multiply(ar, seasonalAr, order.period(), fullAr);
        Polynomials.multiply(ma, seasonalMa, order.period(), fullMa);
        for (int i = 0; i < fullMa.length; i++) {
            fullMa[i] = -fullMa[i];
        }
    }

    /** Returns −(log-likelihood) / n, without the terms that do not depend on coefficients; infinite where undefined. */
    double exact(double[] raw) {
        set(raw);
        if (!filter.run(fullAr, fullMa)) {
            return Double.POSITIVE_INFINITY;
        }
        double squares = LeastSquares.solve(filter.errors(), 0, null);
        double value = log(max(squares / n, LEAST_VARIANCE)) / 2 + filter.sumLog() / (2 * n);
        return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
    }

    /** Returns log(conditional sum of squares / count) / 2, with all errors before the start 0. */
    double conditional(double[] raw) {
        set(raw);
        int start = fullAr.length;
        for (int c = 0; c < columns.length; c++) {
            conditionalErrors(columns[c], work[c], start);
        }
        double squares = LeastSquares.solve(work, start, null);
        double value = log(max(squares / (n - start), LEAST_VARIANCE)) / 2;
        return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
    }

    private void conditionalErrors(double[] values, double[] errors, int start) {
        Arrays.fill(errors, 0, start, 0);
        System.arraycopy(values, start, errors, start, n - start);
        for (int j = 0; j < fullAr.length; j++) {
            double c = fullAr[j];
            if (c != 0) {
                for (int t = start; t < n; t++) {
                    errors[t] -= c * values[t - 1 - j];
                }
            }
        }
        int q = fullMa.length;
        for (int t = start; t < n; t++) {
            double error = errors[t];
            for (int j = 0; j < q && t - 1 - j >= start; j++) {
                error -= fullMa[j] * errors[t - 1 - j];
            }
            errors[t] = error;
        }
    }

    /** The exact likelihood as a function with slopes: one-sided for a search, two-sided for its end. */
    SmoothFunction exactFunction(boolean precise) {
        return (point, gradient) -> precise ? central(point, gradient) : forward(this::exact, point, gradient);
    }

    /** Where the conditional sum of squares is least. */
    double[] conditionalMinimum(double[] start, Lbfgs search) {
        if (!Double.isFinite(conditional(start)) || n - fullAr.length < 2) {
            return start;
        }
        return search.minimize((point, gradient) -> forward(this::conditional, point, gradient), start)
                .point();
    }

    private interface Value {
        double at(double[] raw);
    }

    private static double forward(Value function, double[] point, double[] gradient) {
        double value = function.at(point);
        double[] moved = point.clone();
        for (int i = 0; i < point.length; i++) {
            moved[i] = point[i] + FORWARD_STEP;
            gradient[i] = (function.at(moved) - value) / (moved[i] - point[i]);
            moved[i] = point[i];
        }
        return value;
    }

    private double central(double[] point, double[] gradient) {
        double[] moved = point.clone();
        for (int i = 0; i < point.length; i++) {
            moved[i] = point[i] + CENTRAL_STEP;
            double above = exact(moved);
            moved[i] = point[i] - CENTRAL_STEP;
            gradient[i] = (above - exact(moved)) / (2 * CENTRAL_STEP);
            moved[i] = point[i];
        }
        return exact(point);
    }

    /** Filters at the coefficients set last; returns the squares left, and the coefficients of the regressors. */
    double solve(double[] coefficients) {
        if (!filter.run(fullAr, fullMa)) {
            throw new IllegalStateException("the process is not stationary");
        }
        return LeastSquares.solve(filter.errors(), 0, coefficients);
    }

    /** The errors one step ahead of the last {@link #solve}. */
    double[] residuals() {
        double[] residuals = filter.errors()[0].clone();
        for (int t = 0; t < n; t++) {
            residuals[t] *= filter.deviations()[t];
        }
        return residuals;
    }

    /** The coefficients set last by lag: past values, and past errors. */
    double[] fullAr() {
        return fullAr.clone();
    }

    double[] fullMa() {
        return fullMa.clone();
    }

    /** The coefficients of the factors in the order of the search. */
    double[] factors() {
        double[] all = new double[order.terms()];
        int at = 0;
        for (double c : ar) {
            all[at++] = c;
        }
        for (double c : ma) {
            all[at++] = -c;
        }
        for (double c : seasonalAr) {
            all[at++] = c;
        }
        for (double c : seasonalMa) {
            all[at++] = -c;
        }
        return all;
    }

    /** Whether all roots lie farther than the radius, so that no term is on the edge of what is allowed. */
    boolean rootsBeyond(double radius) {
        double seasonal = Math.pow(radius, order.period());
        return Polynomials.rootsBeyond(ar, radius)
                && Polynomials.rootsBeyond(ma, radius)
                && Polynomials.rootsBeyond(seasonalAr, seasonal)
                && Polynomials.rootsBeyond(seasonalMa, seasonal);
    }
}
