package org.zhike.statistics.forecast.arima;

/** A fitted order: where the search ended, and how good it is. */
final class Candidate {

    final ArimaOrder order;
    final double[] raw;
    final double logLikelihood;
    final double aicc;
    final boolean admissible;
    final boolean converged;
    final int iterations;

    Candidate(
            ArimaOrder order,
            double[] raw,
            double logLikelihood,
            double aicc,
            boolean admissible,
            boolean converged,
            int iterations) {
        this.order = order;
        this.raw = raw;
        this.logLikelihood = logLikelihood;
        this.aicc = aicc;
        this.admissible = admissible;
        this.converged = converged;
        this.iterations = iterations;
    }

    /** Akaike's criterion with the correction for few values (Hurvich and Tsai 1989); infinite when it is not to be chosen. */
    double criterion() {
        return admissible ? aicc : Double.POSITIVE_INFINITY;
    }
}
