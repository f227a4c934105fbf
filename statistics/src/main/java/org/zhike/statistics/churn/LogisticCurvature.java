package org.zhike.statistics.churn;

import static java.lang.Math.exp;
import static java.lang.Math.log1p;

import java.util.stream.IntStream;

/**
 * The log-likelihood of a logistic regression on standardised columns with its slope and curvature, over rows in fixed chunks
 * on all cores; sums in the order of the chunks, so that the number of cores does not show. Number 0 is the intercept.
 */
final class LogisticCurvature {

    /** What one point gives. */
    static final class At {

        double logLikelihood;

        /** The largest distance of a linear predictor from 0. */
        double furthest;

        final double[] slope;

        /** Minus the second derivatives, lower triangle by rows; empty when not asked for. */
        final double[][] curvature;

        private At(int size, boolean curved) {
            slope = new double[size];
            curvature = new double[curved ? size : 0][];
            for (int j = 0; j < curvature.length; j++) {
                curvature[j] = new double[j + 1];
            }
        }

        private void add(At other) {
            logLikelihood += other.logLikelihood;
            furthest = Math.max(furthest, other.furthest);
            for (int j = 0; j < slope.length; j++) {
                slope[j] += other.slope[j];
            }
            for (int j = 0; j < curvature.length; j++) {
                for (int k = 0; k <= j; k++) {
                    curvature[j][k] += other.curvature[j][k];
                }
            }
        }
    }

    private static final int CHUNK = 16_384;

    private final Matrix x;
    private final boolean[] positive;
    private final double[] means;
    private final double[] scales;

    /**
     * @param scales what each column is multiplied with after its mean is taken off; 0 leaves the column out
     */
    LogisticCurvature(Matrix x, boolean[] positive, double[] means, double[] scales) {
        this.x = x;
        this.positive = positive;
        this.means = means;
        this.scales = scales;
    }

    At at(double[] coefficients, boolean curved) {
        int chunks = (x.rows() + CHUNK - 1) / CHUNK;
        At[] parts = new At[chunks];
        IntStream.range(0, chunks).parallel().forEach(c -> parts[c] = part(coefficients, c, curved));
        for (int c = 1; c < chunks; c++) {
            parts[0].add(parts[c]);
        }
        return parts[0];
    }

    private At part(double[] b, int chunk, boolean curved) {
        int p = x.columns();
        double[] values = x.values();
        At sum = new At(p + 1, curved);
        double[] z = new double[p + 1];
        z[0] = 1;
        int to = Math.min(x.rows(), (chunk + 1) * CHUNK);
        for (int i = chunk * CHUNK; i < to; i++) {
            int at = i * p;
            double eta = b[0];
            for (int j = 0; j < p; j++) {
                double standard = (values[at + j] - means[j]) * scales[j];
                z[j + 1] = standard;
                eta += b[j + 1] * standard;
            }
            double tail = exp(-Math.abs(eta));
            double probability = (eta >= 0 ? 1 : tail) / (1 + tail);
            sum.logLikelihood -= log1p(tail) + (positive[i] == eta >= 0 ? 0 : Math.abs(eta));
            sum.furthest = Math.max(sum.furthest, Math.abs(eta));
            double residual = (positive[i] ? 1 : 0) - probability;
            for (int j = 0; j <= p; j++) {
                sum.slope[j] += residual * z[j];
            }
            if (curved) {
                double weight = tail / ((1 + tail) * (1 + tail));
                for (int j = 0; j <= p; j++) {
                    double[] row = sum.curvature[j];
                    double weighted = weight * z[j];
                    for (int k = 0; k <= j; k++) {
                        row[k] += weighted * z[k];
                    }
                }
            }
        }
        return sum;
    }
}
