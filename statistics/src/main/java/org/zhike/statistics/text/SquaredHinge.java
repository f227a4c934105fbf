package org.zhike.statistics.text;

import static java.lang.Math.abs;
import static java.lang.Math.max;
import static java.lang.Math.min;

import java.util.SplittableRandom;

/**
 * A linear support vector machine with squared hinge loss: minimises ½‖w‖² + ½b² + Σ Cᵢ·max(0, 1 − yᵢ(w·xᵢ + b))² by dual
 * coordinate descent (Hsieh et al. 2008, A Dual Coordinate Descent Method for Large-scale Linear SVM, algorithm 1). Each pass
 * costs twice the entries of the rows; some tens of passes are usual.
 */
final class SquaredHinge {

    /** The largest projected slope at the end. Smaller ones change no score in the third digit. */
    static final double TOLERANCE = 0.01;

    private static final int MOST_PASSES = 1000;

    private final double[] weights;
    private final double bias;
    private final int passes;
    private final double slope;

    private SquaredHinge(double[] weights, double bias, int passes, double slope) {
        this.weights = weights;
        this.bias = bias;
        this.passes = passes;
        this.slope = slope;
    }

    /**
     * Finds the plane.
     *
     * @param positive the side of each row
     * @param costs C of each row, positive
     */
    static SquaredHinge fit(SparseRows rows, boolean[] positive, double[] costs, long seed) {
        int n = rows.count();
        double[] w = new double[rows.width];
        double b = 0;
        double[] alpha = new double[n];
        double[] curvature = new double[n];
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            curvature[i] = rows.squares(i) + 1 + 0.5 / costs[i];
            order[i] = i;
        }
        var random = new SplittableRandom(seed);
        double largest = Double.POSITIVE_INFINITY;
        int pass = 0;
        while (pass < MOST_PASSES && largest > TOLERANCE) {
            pass++;
            largest = 0;
            shuffle(order, random);
            for (int i : order) {
                double y = positive[i] ? 1 : -1;
                double gradient = y * (rows.product(i, w) + b) - 1 + alpha[i] * 0.5 / costs[i];
                double projected = alpha[i] == 0 ? min(gradient, 0) : gradient;
                largest = max(largest, abs(projected));
                if (projected != 0) {
                    double old = alpha[i];
                    alpha[i] = max(0, old - gradient / curvature[i]);
                    double step = (alpha[i] - old) * y;
                    rows.add(i, step, w);
                    b += step;
                }
            }
        }
        return new SquaredHinge(w, b, pass, largest);
    }

    private static void shuffle(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }

    double score(SparseRows rows, int row) {
        return rows.product(row, weights) + bias;
    }

    /** The weights; the array is not copied and not to be changed. */
    double[] weights() {
        return weights;
    }

    double bias() {
        return bias;
    }

    int passes() {
        return passes;
    }

    boolean converged() {
        return slope <= TOLERANCE;
    }

    double slope() {
        return slope;
    }
}
