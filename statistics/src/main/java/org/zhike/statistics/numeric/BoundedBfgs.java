package org.zhike.statistics.numeric;

import static java.lang.Math.abs;
import static java.lang.Math.max;
import static java.lang.Math.min;

import java.util.Arrays;
import org.zhike.statistics.Require;

/**
 * The minimum of a smooth function within bounds, by the projected method of Broyden, Fletcher, Goldfarb and Shanno
 * (Bertsekas 1982, Projected Newton methods; Nocedal and Wright 2006, chapters 6 and 16.7): variables that press against a
 * bound stay there, the others move by the remembered curvature. For up to some fifty variables: a step costs a Cholesky
 * decomposition. Deterministic. A function may be infinite or NaN in places; a step never ends there.
 *
 * @param tolerance the largest slope that is left in a direction that is free, relative to 1 + |value|
 */
public record BoundedBfgs(double tolerance, int maxIterations) {

    /** Armijo's constant. */
    private static final double DECREASE = 1e-4;

    private static final int LINE_SEARCH_STEPS = 40;

    /** Below this share of the value a decrease is slow; the search ends after {@link #SLOW_STEPS} in a row. */
    private static final double SLOW = 1e-10;

    private static final int SLOW_STEPS = 3;

    public BoundedBfgs {
        Require.positive(tolerance, "tolerance");
        Require.atLeast(1, maxIterations, "maxIterations");
    }

    public static BoundedBfgs standard() {
        return new BoundedBfgs(1e-7, 500);
    }

    /** Where a search ended. */
    public static final class Minimum {

        private final double[] point;
        private final double value;
        private final int iterations;
        private final boolean converged;

        private Minimum(double[] point, double value, int iterations, boolean converged) {
            this.point = point;
            this.value = value;
            this.iterations = iterations;
            this.converged = converged;
        }

        public double[] point() {
            return point.clone();
        }

        public double value() {
            return value;
        }

        public int iterations() {
            return iterations;
        }

        /** Whether no free direction has a slope worth telling, or the last steps no longer helped. */
        public boolean converged() {
            return converged;
        }
    }

    /**
     * Searches from a point, moved into the bounds first.
     *
     * @throws IllegalArgumentException when the function is not finite there, or a lower bound lies above its upper one
     */
    public Minimum minimize(SmoothFunction function, double[] start, double[] lower, double[] upper) {
        for (int i = 0; i < start.length; i++) {
            if (!(lower[i] <= upper[i])) {
                throw new IllegalArgumentException(
                        "the bounds of variable " + i + " are " + lower[i] + " and " + upper[i]);
            }
        }
        return new Search(function, start, lower, upper).run();
    }

    private final class Search {

        private final SmoothFunction function;
        private final double[] lower;
        private final double[] upper;
        private final int n;

        private double[] x;
        private double[] g;
        private double value;
        private double[] trial;
        private double[] trialGradient;
        private double trialValue;

        /** The curvature: an approximation of the second derivatives, positive definite. */
        private final double[][] curvature;

        private boolean fresh;
        private final double[][] factor;
        private final int[] free;
        private int freeCount;
        private final double[] direction;
        private final double[] step;
        private final double[] product;

        Search(SmoothFunction function, double[] start, double[] lower, double[] upper) {
            this.function = function;
            this.lower = lower;
            this.upper = upper;
            n = start.length;
            x = new double[n];
            for (int i = 0; i < n; i++) {
                x[i] = clipped(start[i], i);
            }
            g = new double[n];
            trial = new double[n];
            trialGradient = new double[n];
            curvature = new double[n][n];
            factor = new double[n][n];
            free = new int[n];
            direction = new double[n];
            step = new double[n];
            product = new double[n];
            value = Require.finite(function.at(x, g), "the value at the start");
        }

        Minimum run() {
            probeCurvature();
            int slow = 0;
            for (int iteration = 0; iteration < maxIterations; iteration++) {
                if (freeSlope() <= tolerance * (1 + abs(value))) {
                    return new Minimum(x, value, iteration, true);
                }
                double before = value;
                if (!newtonDirection() || !search()) {
                    if (fresh) {
                        return new Minimum(x, value, iteration, freeSlope() <= 1e-3 * (1 + abs(value)));
                    }
                    // The remembered curvature misled; once more with that of the point itself.
                    probeCurvature();
                    continue;
                }
                update();
                accept();
                slow = before - value <= SLOW * (1 + abs(value)) ? slow + 1 : 0;
                if (slow == SLOW_STEPS) {
                    return new Minimum(x, value, iteration + 1, true);
                }
            }
            return new Minimum(x, value, maxIterations, false);
        }

        private double clipped(double v, int i) {
            return max(lower[i], min(upper[i], v));
        }

        /** Finds the free variables and returns the largest slope among them. */
        private double freeSlope() {
            freeCount = 0;
            double largest = 0;
            for (int i = 0; i < n; i++) {
                boolean held = (x[i] <= lower[i] && g[i] > 0) || (x[i] >= upper[i] && g[i] < 0);
                if (!held) {
                    free[freeCount++] = i;
                    // Near a bound only the way up to it counts.
                    double room = g[i] > 0 ? x[i] - lower[i] : upper[i] - x[i];
                    largest = max(largest, min(abs(g[i]), room * max(1, abs(g[i]))));
                }
            }
            return largest;
        }

        /** Measures the second derivative along each axis: variables may differ in scale by orders of magnitude. */
        private void probeCurvature() {
            fresh = true;
            for (int i = 0; i < n; i++) {
                Arrays.fill(curvature[i], 0);
                double h = 1e-5 * max(abs(x[i]), 1e-2);
                System.arraycopy(x, 0, trial, 0, n);
                trial[i] = x[i] + h <= upper[i] ? x[i] + h : x[i] - h;
                double there = function.at(trial, trialGradient);
                double second = (trialGradient[i] - g[i]) / (trial[i] - x[i]);
                curvature[i][i] = Double.isFinite(there) && Double.isFinite(second) && abs(second) > 1e-8
                        ? abs(second)
                        : max(1, abs(g[i]));
            }
        }

        /** Solves curvature × direction = −gradient over the free variables; false when that does not lead down. */
        private boolean newtonDirection() {
            Arrays.fill(direction, 0);
            for (int r = 0; r < freeCount; r++) {
                double[] row = factor[r];
                double[] source = curvature[free[r]];
                for (int c = 0; c <= r; c++) {
                    double sum = source[free[c]];
                    double[] other = factor[c];
                    for (int k = 0; k < c; k++) {
                        sum -= row[k] * other[k];
                    }
                    if (c < r) {
                        row[c] = sum / other[c];
                    } else if (sum > 0) {
                        row[r] = Math.sqrt(sum);
                    } else {
                        return false;
                    }
                }
            }
            for (int r = 0; r < freeCount; r++) {
                double sum = -g[free[r]];
                for (int k = 0; k < r; k++) {
                    sum -= factor[r][k] * product[k];
                }
                product[r] = sum / factor[r][r];
            }
            double slope = 0;
            for (int r = freeCount - 1; r >= 0; r--) {
                double sum = product[r];
                for (int k = r + 1; k < freeCount; k++) {
                    sum -= factor[k][r] * product[k];
                }
                product[r] = sum / factor[r][r];
                direction[free[r]] = product[r];
                slope += product[r] * g[free[r]];
            }
            return slope < 0;
        }

        /** Halves the step along the bent path until the value has fallen enough. */
        private boolean search() {
            double length = 1;
            for (int tries = 0; tries < LINE_SEARCH_STEPS; tries++) {
                double promised = 0;
                for (int i = 0; i < n; i++) {
                    trial[i] = clipped(x[i] + length * direction[i], i);
                    promised += g[i] * (trial[i] - x[i]);
                }
                trialValue = function.at(trial, trialGradient);
                double rounding = 1e-15 * abs(value);
                if (trialValue <= value + DECREASE * promised + rounding && promised < 0) {
                    return true;
                }
                length *= shorter(promised);
            }
            return false;
        }

        /** The share of the step to try next: the bottom of the parabola through what is known. */
        private double shorter(double promised) {
            if (!Double.isFinite(trialValue) || !(promised < 0)) {
                return 0.25;
            }
            double share = -promised / (2 * (trialValue - value - promised));
            return max(0.1, min(0.5, share));
        }

        /** Takes the curvature along the last step in; Powell's damping keeps it positive. */
        private void update() {
            double stepCurvature = 0;
            double stepChange = 0;
            for (int i = 0; i < n; i++) {
                step[i] = trial[i] - x[i];
            }
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    sum += curvature[i][j] * step[j];
                }
                product[i] = sum;
                stepCurvature += sum * step[i];
                stepChange += (trialGradient[i] - g[i]) * step[i];
            }
            fresh = false;
            if (!(stepCurvature > 0) || !Double.isFinite(stepChange)) {
                return;
            }
            double damping = stepChange >= 0.2 * stepCurvature ? 1 : 0.8 * stepCurvature / (stepCurvature - stepChange);
            double damped = damping * stepChange + (1 - damping) * stepCurvature;
            for (int i = 0; i < n; i++) {
                direction[i] = damping * (trialGradient[i] - g[i]) + (1 - damping) * product[i];
            }
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    curvature[i][j] += direction[i] * direction[j] / damped - product[i] * product[j] / stepCurvature;
                }
            }
        }

        private void accept() {
            double[] oldPoint = x;
            double[] oldGradient = g;
            x = trial;
            g = trialGradient;
            value = trialValue;
            trial = oldPoint;
            trialGradient = oldGradient;
        }
    }
}
