package org.zhike.statistics.churn;

import static java.lang.Math.sqrt;

/** Means and standard deviations of columns. */
final class Standardisation {

    final double[] means;

    /** Of each column; 0 for a constant one. */
    final double[] deviations;

    private Standardisation(double[] means, double[] deviations) {
        this.means = means;
        this.deviations = deviations;
    }

    static Standardisation of(Matrix x) {
        int p = x.columns();
        double[] values = x.values();
        double[] means = new double[p];
        for (int i = 0, at = 0; i < x.rows(); i++) {
            for (int j = 0; j < p; j++) {
                means[j] += values[at++];
            }
        }
        for (int j = 0; j < p; j++) {
            means[j] /= x.rows();
        }
        double[] deviations = new double[p];
        for (int i = 0, at = 0; i < x.rows(); i++) {
            for (int j = 0; j < p; j++) {
                double d = values[at++] - means[j];
                deviations[j] += d * d;
            }
        }
        for (int j = 0; j < p; j++) {
            deviations[j] = sqrt(deviations[j] / x.rows());
            // What is left of a constant by rounding is no variation.
            if (deviations[j] <= 1e-13 * Math.abs(means[j])) {
                deviations[j] = 0;
            }
        }
        return new Standardisation(means, deviations);
    }
}
