package org.zhike.statistics.forecast;

/**
 * Simple exponential smoothing by least squares: l ← l + α (y − l). For a given α the best first level has a closed form, so
 * the search is over α alone and finds the best of all.
 */
final class Ses {

    final double alpha;
    final double first;
    final double last;
    final double squares;
    final double[] residuals;

    private Ses(double[] y, double alpha) {
        this.alpha = alpha;
        first = bestFirst(y, alpha);
        residuals = new double[y.length];
        double level = first;
        double sum = 0;
        for (int t = 0; t < y.length; t++) {
            residuals[t] = y[t] - level;
            sum += residuals[t] * residuals[t];
            level += alpha * residuals[t];
        }
        last = level;
        squares = sum;
    }

    static Ses fit(double[] y) {
        double alpha = LineSearch.lowest(a -> squares(y, a), EtsParameters.LOWEST, EtsParameters.HIGHEST, 48);
        return new Ses(y, alpha);
    }

    /** With first level 0 the errors are e; a first level l makes them e − l (1 − α)^t. */
    private static double bestFirst(double[] y, double alpha) {
        double level = 0;
        double weight = 1;
        double product = 0;
        double weights = 0;
        for (double v : y) {
            double error = v - level;
            product += error * weight;
            weights += weight * weight;
            level += alpha * error;
            weight *= 1 - alpha;
        }
        return product / weights;
    }

    private static double squares(double[] y, double alpha) {
        double level = 0;
        double weight = 1;
        double product = 0;
        double weights = 0;
        double sum = 0;
        for (double v : y) {
            double error = v - level;
            sum += error * error;
            product += error * weight;
            weights += weight * weight;
            level += alpha * error;
            weight *= 1 - alpha;
        }
        return sum - product * product / weights;
    }
}
