package org.zhike.statistics.survival;

import static java.lang.Math.abs;
import static java.lang.Math.max;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.jspecify.annotations.Nullable;

/**
 * The maximum of a concave log-likelihood by Newton's method with halved steps, which also notices when there is none because
 * coefficients run off to infinity.
 *
 * @param tolerance the largest last step of a coefficient of a standardised covariate
 */
record Newton(int maxIterations, double tolerance) {

    private static final int HALVINGS = 40;

    /** Gains below this, with steps that do not shrink, are an ascent to a limit that is never reached. */
    private static final double NO_GAIN = 1e-5;

    /** A log-likelihood with its first and second derivatives. */
    interface Likelihood {

        /** Evaluates at a point; the other methods speak of the last one. */
        void at(double[] point);

        /** NaN or negative infinity where the point is not allowed. */
        double value();

        double[] slope();

        /** Minus the second derivatives. */
        double[][] information();
    }

    enum End {
        CONVERGED,
        /** Coefficients grow without end. */
        RUNS_OFF,
        /** The information is singular. */
        SINGULAR,
        OUT_OF_STEPS
    }

    /**
     * Where a search ended.
     *
     * @param covariance the inverse of the information there; null when it is singular
     * @param growing the indexes of the coefficients that run off, when some do
     */
    record Result(
            End end,
            List<Double> point,
            double value,
            int iterations,
            @Nullable RealMatrix covariance,
            List<Integer> growing) {

        double[] coefficients() {
            return point.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    Result maximize(Likelihood likelihood, double[] start) {
        double[] point = start.clone();
        likelihood.at(point);
        double value = likelihood.value();
        double before = Double.POSITIVE_INFINITY;
        int steady = 0;
        for (int iteration = 1; iteration <= maxIterations; iteration++) {
            RealMatrix covariance = inverse(likelihood.information());
            if (covariance == null) {
                return result(End.SINGULAR, point, value, iteration, null, List.of());
            }
            double[] step = covariance.operate(likelihood.slope());
            double size = largest(step);
            double[] next = move(likelihood, point, step, value);
            double gain = likelihood.value() - value;
            value = likelihood.value();
            point = next;
            if (size <= tolerance) {
                return result(End.CONVERGED, point, value, iteration, inverse(likelihood.information()), List.of());
            }
            steady = gain < NO_GAIN && size > before / 2 ? steady + 1 : 0;
            if (steady == 3) {
                return result(End.RUNS_OFF, point, value, iteration, covariance, growing(step, size));
            }
            before = size;
        }
        RealMatrix covariance = inverse(likelihood.information());
        return result(End.OUT_OF_STEPS, point, value, maxIterations, covariance, List.of());
    }

    /** Goes along the step, halving it until the value does not fall; stays when nothing helps. */
    private static double[] move(Likelihood likelihood, double[] point, double[] step, double value) {
        double factor = 1;
        // The last steps change the value by less than its rounding.
        double least = value - 1e-12 * (1 + abs(value));
        for (int halving = 0; halving < HALVINGS; halving++) {
            double[] next = point.clone();
            for (int j = 0; j < next.length; j++) {
                next[j] += factor * step[j];
            }
            likelihood.at(next);
            if (likelihood.value() >= least) {
                return next;
            }
            factor /= 2;
        }
        likelihood.at(point);
        return point;
    }

    /** Returns the inverse of a symmetric matrix; null when it is not positive definite. */
    static @Nullable RealMatrix inverse(double[][] information) {
        if (information.length == 0) {
            return new Array2DRowRealMatrix();
        }
        double largest = 0;
        for (int j = 0; j < information.length; j++) {
            largest = max(largest, information[j][j]);
        }
        if (!(largest > 0) || Double.isInfinite(largest)) {
            return null;
        }
        // Scaled to a unit diagonal: the decomposition then sees dependence, not the size of the numbers.
        int p = information.length;
        double[] scale = new double[p];
        for (int j = 0; j < p; j++) {
            scale[j] = Math.sqrt(max(information[j][j], 0));
            if (!(scale[j] > 0)) {
                return null;
            }
        }
        double[][] scaled = new double[p][p];
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < p; k++) {
                scaled[j][k] = information[j][k] / scale[j] / scale[k];
            }
        }
        try {
            RealMatrix inverse = new CholeskyDecomposition(new Array2DRowRealMatrix(scaled, false), 1e-9, 1e-13)
                    .getSolver()
                    .getInverse();
            for (int j = 0; j < p; j++) {
                for (int k = 0; k < p; k++) {
                    inverse.multiplyEntry(j, k, 1 / (scale[j] * scale[k]));
                }
            }
            return inverse;
        } catch (MathRuntimeException notPositiveDefinite) {
            return null;
        }
    }

    private static List<Integer> growing(double[] step, double size) {
        List<Integer> growing = new ArrayList<>();
        for (int j = 0; j < step.length; j++) {
            if (abs(step[j]) > size / 10) {
                growing.add(j);
            }
        }
        return growing;
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double v : values) {
            largest = max(largest, abs(v));
        }
        return largest;
    }

    private static Result result(
            End end,
            double[] point,
            double value,
            int iterations,
            @Nullable RealMatrix covariance,
            List<Integer> growing) {
        List<Double> coefficients = new ArrayList<>();
        for (double v : point) {
            coefficients.add(v);
        }
        return new Result(end, List.copyOf(coefficients), value, iterations, covariance, growing);
    }
}
