package org.zhike.statistics.numeric;

import static java.lang.Math.abs;
import static java.lang.Math.max;
import static java.lang.Math.min;

import org.zhike.statistics.Require;

/**
 * The minimum of a smooth function by the limited-memory method of Broyden, Fletcher, Goldfarb and Shanno (Nocedal and Wright
 * 2006, Numerical Optimization, algorithms 7.4 and 3.5). Deterministic; without bounds: models search on scales such as
 * logarithms, where there are none.
 *
 * @param memory how many steps the curvature is remembered from; 10 is usual
 * @param tolerance the largest slope at the end, relative to 1 + |value|
 */
public record Lbfgs(int memory, double tolerance, int maxIterations) {

    /** Armijo's constant: the share of the promised decrease that a step must keep. */
    private static final double DECREASE = 1e-4;

    /** The share of the slope that must be gone after a step. */
    private static final double CURVATURE = 0.9;

    private static final int LINE_SEARCH_STEPS = 40;

    public Lbfgs {
        Require.atLeast(1, memory, "memory");
        Require.positive(tolerance, "tolerance");
        Require.atLeast(1, maxIterations, "maxIterations");
    }

    public static Lbfgs standard() {
        return new Lbfgs(10, 1e-9, 500);
    }

    /** Where a search ended. */
    public static final class Minimum {

        private final double[] point;
        private final double value;
        private final double[] gradient;
        private final int iterations;
        private final boolean converged;

        private Minimum(double[] point, double value, double[] gradient, int iterations, boolean converged) {
            this.point = point;
            this.value = value;
            this.gradient = gradient;
            this.iterations = iterations;
            this.converged = converged;
        }

        public double[] point() {
            return point.clone();
        }

        public double value() {
            return value;
        }

        public double[] gradient() {
            return gradient.clone();
        }

        public int iterations() {
            return iterations;
        }

        /** Whether the slope is below the tolerance, or no further decrease can be told from rounding. */
        public boolean converged() {
            return converged;
        }
    }

    /**
     * Searches from a point where the function is defined.
     *
     * @throws IllegalArgumentException when the function is not finite there
     */
    public Minimum minimize(SmoothFunction function, double[] start) {
        return new Search(function, start).run();
    }

    private final class Search {

        private final SmoothFunction function;
        private final int n;
        private double[] x;
        private double[] g;
        private double value;

        private final double[][] steps;
        private final double[][] changes;
        private final double[] inverseProducts;
        private int stored;

        private double[] trial;
        private double[] trialGradient;
        private double trialValue;

        Search(SmoothFunction function, double[] start) {
            this.function = function;
            n = start.length;
            x = start.clone();
            g = new double[n];
            value = Require.finite(function.at(x, g), "the value at the start");
            steps = new double[memory][n];
            changes = new double[memory][n];
            inverseProducts = new double[memory];
            trial = new double[n];
            trialGradient = new double[n];
        }

        Minimum run() {
            for (int iteration = 0; iteration < maxIterations; iteration++) {
                if (largest(g) <= tolerance * (1 + abs(value))) {
                    return new Minimum(x, value, g, iteration, true);
                }
                double[] direction = direction();
                double slope = dot(direction, g);
                if (!(slope < 0)) {
                    stored = 0;
                    direction = direction();
                    slope = dot(direction, g);
                }
                double first = stored == 0 ? min(1, 1 / norm(g)) : 1;
                if (!search(direction, slope, first)) {
                    if (stored > 0) {
                        // The remembered curvature misled; once more along the gradient.
                        stored = 0;
                        continue;
                    }
                    return new Minimum(x, value, g, iteration, isFlat(slope));
                }
                remember();
                accept();
            }
            return new Minimum(x, value, g, maxIterations, false);
        }

        /** Whether the decrease that is left is lost in the rounding of the value. */
        private boolean isFlat(double slope) {
            return largest(g) <= Math.sqrt(tolerance) * (1 + abs(value)) || abs(slope) <= 1e-12 * (1 + abs(value));
        }

        private double[] direction() {
            double[] d = new double[n];
            for (int i = 0; i < n; i++) {
                d[i] = -g[i];
            }
            int count = min(stored, memory);
            if (count == 0) {
                return d;
            }
            double[] alpha = new double[count];
            for (int k = count - 1; k >= 0; k--) {
                int slot = slot(count - 1 - k);
                alpha[k] = inverseProducts[slot] * dot(steps[slot], d);
                add(d, -alpha[k], changes[slot]);
            }
            int latest = slot(0);
            double scale = 1 / (inverseProducts[latest] * dot(changes[latest], changes[latest]));
            for (int i = 0; i < n; i++) {
                d[i] *= scale;
            }
            for (int k = 0; k < count; k++) {
                int slot = slot(count - 1 - k);
                double beta = inverseProducts[slot] * dot(changes[slot], d);
                add(d, alpha[k] - beta, steps[slot]);
            }
            return d;
        }

        /** The slot of the step made so many steps ago. */
        private int slot(int ago) {
            return (stored - 1 - ago) % memory;
        }

        /** Finds a step that decreases the value enough and flattens the slope (Wolfe's conditions), by bracketing. */
        private boolean search(double[] direction, double slope, double first) {
            double low = 0;
            double high = Double.POSITIVE_INFINITY;
            double step = first;
            for (int tries = 0; tries < LINE_SEARCH_STEPS; tries++) {
                tryStep(direction, step);
                // At the end of a search the decrease is below the rounding of the value; the slope then decides.
                double rounding = 1e-14 * abs(value);
                if (!(trialValue <= value + DECREASE * step * slope + rounding)) {
                    high = step;
                } else if (dot(trialGradient, direction) < CURVATURE * slope) {
                    low = step;
                } else {
                    return true;
                }
                step = Double.isInfinite(high) ? 2 * step : (low + high) / 2;
            }
            // A step that only decreases is still a step.
            if (low > 0) {
                tryStep(direction, low);
                return trialValue < value;
            }
            return false;
        }

        private void tryStep(double[] direction, double step) {
            for (int i = 0; i < n; i++) {
                trial[i] = x[i] + step * direction[i];
            }
            trialValue = function.at(trial, trialGradient);
        }

        private void remember() {
            int slot = stored % memory;
            double product = 0;
            for (int i = 0; i < n; i++) {
                steps[slot][i] = trial[i] - x[i];
                changes[slot][i] = trialGradient[i] - g[i];
                product += steps[slot][i] * changes[slot][i];
            }
            if (product > 0) {
                inverseProducts[slot] = 1 / product;
                stored++;
                if (stored == 2 * memory) {
                    stored = memory;
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

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void add(double[] a, double factor, double[] b) {
        for (int i = 0; i < a.length; i++) {
            a[i] += factor * b[i];
        }
    }

    private static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }

    private static double largest(double[] a) {
        double largest = 0;
        for (double v : a) {
            largest = max(largest, abs(v));
        }
        return largest;
    }
}
