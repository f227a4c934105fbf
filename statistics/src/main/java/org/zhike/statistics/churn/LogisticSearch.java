package org.zhike.statistics.churn;

import static java.lang.Math.abs;
import static java.lang.Math.max;
import static java.lang.Math.signum;

/**
 * Newton's method on a penalised logistic likelihood (iteratively reweighted least squares), each step halved until it helps. With
 * a lasso the quadratic of a step is minimised by coordinate descent on the curvature (Friedman, Hastie and Tibshirani 2010,
 * "covariance updates"), so that rows are read once a step.
 */
final class LogisticSearch {

    private static final int MOST_STEPS = 60;
    private static final int MOST_SWEEPS = 2_000;

    /** The decrease that is still worth a step, relative to the value; quadratic convergence makes the last step exact. */
    private static final double DECREASE = 1e-15;

    /** The part of a column's variance that other columns must leave over. */
    static final double COLLINEAR = 1e-10;

    private final LogisticCurvature function;
    private final Penalty penalty;

    double[] coefficients;
    LogisticCurvature.At here;
    int steps;
    boolean converged;

    /** The column (0 is the intercept) that others already hold, so that no step is defined; −1 when there is none. */
    int dependent = -1;

    LogisticSearch(LogisticCurvature function, Penalty penalty, double[] start) {
        this.function = function;
        this.penalty = penalty;
        coefficients = start.clone();
        here = function.at(coefficients, true);
        run();
    }

    private void run() {
        double value = penalty.of(coefficients) - here.logLikelihood;
        while (steps < MOST_STEPS) {
            steps++;
            double[] target = penalty.lasso() > 0 ? coordinateDescent() : newton();
            if (dependent >= 0) {
                return;
            }
            double promised = promised(target);
            double step = 1;
            double[] next = target;
            LogisticCurvature.At there = function.at(next, true);
            double nextValue = penalty.of(next) - there.logLikelihood;
            // At the end the decrease is below the rounding of the sum.
            double rounding = 1e-13 * (1 + abs(value));
            while (!(nextValue <= value + rounding) && step > 1e-6) {
                step /= 2;
                next = between(coefficients, target, step);
                there = function.at(next, true);
                nextValue = penalty.of(next) - there.logLikelihood;
            }
            if (!(nextValue <= value + rounding)) {
                return;
            }
            coefficients = next;
            here = there;
            value = nextValue;
            if (promised <= DECREASE * (1 + abs(value))) {
                converged = true;
                return;
            }
        }
    }

    /** The decrease of the quadratic model on the way to the target. */
    private double promised(double[] target) {
        double first = 0;
        double second = 0;
        for (int j = 0; j < target.length; j++) {
            double d = target[j] - coefficients[j];
            first += here.slope[j] * d;
            for (int k = 0; k <= j; k++) {
                second += (k == j ? 0.5 : 1) * here.curvature[j][k] * d * (target[k] - coefficients[k]);
            }
        }
        return first - second - penalty.of(target) + penalty.of(coefficients);
    }

    private double[] newton() {
        int n = coefficients.length;
        double[] slope = here.slope.clone();
        for (int j = 1; j < n; j++) {
            slope[j] -= penalty.ridge() * coefficients[j];
        }
        Cholesky root = new Cholesky(penalised(), COLLINEAR);
        if (root.dependent() >= 0) {
            dependent = root.dependent();
            return coefficients;
        }
        double[] step = root.solve(slope);
        double[] target = new double[n];
        for (int j = 0; j < n; j++) {
            target[j] = coefficients[j] + step[j];
        }
        return target;
    }

    /** The curvature with the ridge on its diagonal. */
    double[][] penalised() {
        double[][] sum = new double[coefficients.length][];
        for (int j = 0; j < sum.length; j++) {
            sum[j] = here.curvature[j].clone();
            sum[j][j] += j == 0 ? 0 : penalty.ridge();
        }
        return sum;
    }

    private double[] coordinateDescent() {
        int n = coefficients.length;
        double[] b = coefficients.clone();
        // The slope of the quadratic at b; kept up to date with every move.
        double[] slope = here.slope.clone();
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            double largest = 0;
            for (int j = 0; j < n; j++) {
                double own = here.curvature[j][j];
                if (own <= 0) {
                    continue;
                }
                double pull = slope[j] + own * b[j];
                double moved = j == 0
                        ? pull / own
                        : signum(pull) * max(0, abs(pull) - penalty.lasso()) / (own + penalty.ridge());
                double change = moved - b[j];
                if (change != 0) {
                    b[j] = moved;
                    for (int k = 0; k < n; k++) {
                        slope[k] -= change * (k <= j ? here.curvature[j][k] : here.curvature[k][j]);
                    }
                    largest = max(largest, own * change * change);
                }
            }
            if (largest <= 1e-16 * (1 + abs(here.logLikelihood))) {
                break;
            }
        }
        return b;
    }

    private static double[] between(double[] from, double[] to, double share) {
        double[] point = new double[from.length];
        for (int j = 0; j < point.length; j++) {
            point[j] = from[j] + share * (to[j] - from[j]);
        }
        return point;
    }
}
