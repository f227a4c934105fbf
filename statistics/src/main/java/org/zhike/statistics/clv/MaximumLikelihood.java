package org.zhike.statistics.clv;

import static java.lang.Math.abs;
import static java.lang.Math.sqrt;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.clv.Fitted.Named;
import org.zhike.statistics.numeric.Lbfgs;
import org.zhike.statistics.numeric.SmoothFunction;

/** The top of a log-likelihood, the curvature there, and whether both can be believed. */
final class MaximumLikelihood {

    /** Of a central difference of the gradient: its error is of the order of the square. */
    private static final double STEP = 1e-4;

    /** A standard error of this much on the logarithmic scale leaves a factor of e^16 open: the data do not say. */
    private static final double UNDETERMINED = 4;

    /** A factor of three millions either way from where the search starts. */
    private static final double FARTHEST = 15;

    private MaximumLikelihood() {}

    /**
     * Searches.
     *
     * @param meanLoss minus the mean log-likelihood of so many customers
     * @param start on the scale of the search
     */
    static <M> FitOutcome<Fitted<M>> fit(
            SmoothFunction meanLoss,
            int customers,
            double[] start,
            Function<double[], M> models,
            List<Named<M>> names) {
        Lbfgs.Minimum minimum = Lbfgs.standard().minimize(within(meanLoss, start), start);
        double[] point = minimum.point();
        Optional<double[][]> directions = directions(meanLoss, customers, point);
        var fitted = new Fitted<>(
                models, point, directions.orElse(new double[0][]), -minimum.value() * customers, customers, names);
        if (directions.isEmpty()) {
            return new FitOutcome.NotConverged<>(
                    fitted,
                    minimum.iterations(),
                    "the data do not determine the parameters: the likelihood is flat at " + told(fitted));
        }
        if (!minimum.converged()) {
            return new FitOutcome.NotConverged<>(
                    fitted, minimum.iterations(), "the search ended at a slope, at " + told(fitted));
        }
        return new FitOutcome.Converged<>(fitted, minimum.iterations());
    }

    /** The loss where parameters are of this world; beyond, a likelihood that flattens for ever lures the search away. */
    private static SmoothFunction within(SmoothFunction meanLoss, double[] start) {
        return (point, gradient) -> {
            for (int i = 0; i < point.length; i++) {
                if (!(abs(point[i] - start[i]) < FARTHEST)) {
                    return Double.POSITIVE_INFINITY;
                }
            }
            return meanLoss.at(point, gradient);
        };
    }

    private static String told(Fitted<?> fitted) {
        return String.join(
                ", ",
                fitted.parameters().stream()
                        .map(parameter -> parameter.name() + " = " + parameter.value())
                        .toList());
    }

    /** Columns L with L·Lᵀ the inverse of the Hessian of the whole loss; empty when it has none that can be believed. */
    private static Optional<double[][]> directions(SmoothFunction meanLoss, int customers, double[] point) {
        int k = point.length;
        double[][] hessian = new double[k][k];
        double[] up = new double[k];
        double[] down = new double[k];
        for (int i = 0; i < k; i++) {
            double[] moved = point.clone();
            moved[i] = point[i] + STEP;
            meanLoss.at(moved, up);
            moved[i] = point[i] - STEP;
            meanLoss.at(moved, down);
            for (int j = 0; j < k; j++) {
                hessian[i][j] = (up[j] - down[j]) / (2 * STEP) * customers;
            }
        }
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < i; j++) {
                hessian[i][j] = hessian[j][i] = (hessian[i][j] + hessian[j][i]) / 2;
            }
        }
        try {
            RealMatrix inverse = new CholeskyDecomposition(MatrixUtils.createRealMatrix(hessian), 1e-6, 0)
                    .getSolver()
                    .getInverse();
            double[][] columns =
                    new CholeskyDecomposition(inverse, 1e-6, 0).getLT().getData();
            for (int i = 0; i < k; i++) {
                double error = sqrt(abs(inverse.getEntry(i, i)));
                if (!(error < UNDETERMINED)) {
                    return Optional.empty();
                }
            }
            return Optional.of(columns);
        } catch (MathIllegalArgumentException notPositiveDefinite) {
            return Optional.empty();
        }
    }
}
