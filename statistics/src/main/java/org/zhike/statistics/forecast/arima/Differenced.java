package org.zhike.statistics.forecast.arima;

import static java.lang.Math.sqrt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A series and its regressors after differences, as the likelihood wants them; regressors that say nothing are left out. */
final class Differenced {

    /** What must be left of a regressor beside the others, as a share of its size. */
    private static final double INDEPENDENT = 1e-7;

    private final double[] values;
    private final double[][] regressors;
    private final List<String> kept;
    private final List<String> dropped;
    private final double scale;
    private final double step;
    private final boolean constantSeries;

    private Differenced(
            double[] values,
            double[][] regressors,
            List<String> kept,
            List<String> dropped,
            double scale,
            double step,
            boolean constantSeries) {
        this.values = values;
        this.regressors = regressors;
        this.kept = kept;
        this.dropped = dropped;
        this.scale = scale;
        this.step = step;
        this.constantSeries = constantSeries;
    }

    /** Takes the differences of an order; a regressor that is constant, or a combination of others, goes. */
    static Differenced of(double[] y, Regressors regressors, ArimaOrder order) {
        double[] w = Polynomials.difference(y, order.d(), order.seasonalD(), order.period());
        int count = regressors.count();
        double[][] all = new double[count + 1][];
        // What a constant of the model becomes: 1, the drift over a season, or with more differences nothing.
        double step = order.seasonalD() > 0 ? order.period() : 1;
        all[0] = new double[w.length];
        Arrays.fill(all[0], step);
        for (int i = 0; i < count; i++) {
            double[] column = regressors.columns()[i];
            double[] x = Polynomials.difference(column, order.d(), order.seasonalD(), order.period());
            all[i + 1] = Differencing.size(x) <= 1e-10 * Differencing.size(column) ? new double[x.length] : x;
        }
        boolean[] independent = LeastSquares.independent(all, INDEPENDENT);
        List<double[]> columns = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        List<String> dropped = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = regressors.names().get(i);
            if (independent[i + 1]) {
                kept.add(name);
                columns.add(all[i + 1]);
            } else {
                dropped.add(name);
            }
        }
        double squares = 0;
        for (double v : w) {
            squares += v * v;
        }
        double scale = squares > 0 ? sqrt(squares / w.length) : 1;
        for (int t = 0; t < w.length; t++) {
            w[t] /= scale;
        }
        boolean constant = Differencing.isConstant(w, Differencing.size(y) / scale);
        return new Differenced(
                w, columns.toArray(double[][]::new), List.copyOf(kept), List.copyOf(dropped), scale, step, constant);
    }

    /** The series first, then the constant if there is one, then the regressors; the series in units of {@link #scale}. */
    double[][] columns(boolean constant) {
        int shift = constant ? 2 : 1;
        double[][] columns = new double[regressors.length + shift][];
        columns[0] = values;
        if (constant) {
            columns[1] = new double[values.length];
            Arrays.fill(columns[1], step);
        }
        System.arraycopy(regressors, 0, columns, shift, regressors.length);
        return columns;
    }

    int length() {
        return values.length;
    }

    int regressors() {
        return regressors.length;
    }

    List<String> kept() {
        return kept;
    }

    List<String> dropped() {
        return dropped;
    }

    double scale() {
        return scale;
    }

    /** How much the differenced series moves for a constant of 1. */
    double step() {
        return step;
    }

    /** Whether nothing varies after the differences. */
    boolean isConstant() {
        return constantSeries;
    }
}
