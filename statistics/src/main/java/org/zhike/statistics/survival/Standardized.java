package org.zhike.statistics.survival;

import java.util.ArrayList;
import java.util.List;
import org.zhike.statistics.FitOutcome.Shortage;

/** Covariates less their means, in their standard deviations: searches on this scale know what a small step is. */
final class Standardized {

    /** A column of which no more than this share of its variance is its own is a combination of the others. */
    private static final double OWN_VARIANCE = 1e-10;

    private final Covariates covariates;
    private final double[] means;
    private final double[] scales;

    private Standardized(Covariates covariates, double[] means, double[] scales) {
        this.covariates = covariates;
        this.means = means;
        this.scales = scales;
    }

    static Standardized of(Covariates covariates) {
        int p = covariates.size();
        int n = covariates.rows();
        double[] means = new double[p];
        double[] scales = new double[p];
        for (int j = 0; j < p; j++) {
            double[] column = covariates.column(j);
            double sum = 0;
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (double value : column) {
                sum += value / n;
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
            double largest = Math.max(most - sum, sum - least);
            double squares = 0;
            for (double value : column) {
                // In units of the largest deviation, so that squares neither overflow nor vanish.
                double deviation = (value - sum) / largest;
                squares += deviation * deviation / n;
            }
            means[j] = sum;
            scales[j] = least < most ? largest * Math.sqrt(squares) : 0;
        }
        return new Standardized(covariates, means, scales);
    }

    int size() {
        return scales.length;
    }

    List<String> names() {
        return covariates.names();
    }

    String name(int column) {
        return covariates.names().get(column);
    }

    double mean(int column) {
        return means[column];
    }

    double scale(int column) {
        return scales[column];
    }

    /** The values in the order of the rows given, row after row. */
    double[] rows(int[] order) {
        int p = size();
        double[] values = new double[order.length * p];
        for (int j = 0; j < p; j++) {
            double[] column = covariates.column(j);
            for (int i = 0; i < order.length; i++) {
                values[i * p + j] = (column[order[i]] - means[j]) / scales[j];
            }
        }
        return values;
    }

    /** The columns that say nothing of their own: constants, and combinations of those before them. */
    List<Shortage> shortages() {
        List<Shortage> shortages = new ArrayList<>();
        List<double[]> kept = new ArrayList<>();
        int n = covariates.rows();
        for (int j = 0; j < size(); j++) {
            if (scales[j] == 0) {
                shortages.add(new Shortage("different_values_of_" + name(j), 1, 2));
                continue;
            }
            double[] own = new double[n];
            for (int i = 0; i < n; i++) {
                own[i] = (covariates.at(i, j) - means[j]) / scales[j];
            }
            // Gram and Schmidt, twice, since once loses digits.
            for (int pass = 0; pass < 2; pass++) {
                kept.forEach(direction -> removeProjection(own, direction));
            }
            double share = squares(own) / n;
            if (share <= OWN_VARIANCE) {
                shortages.add(new Shortage("variance_of_its_own_of_" + name(j), share, OWN_VARIANCE));
                continue;
            }
            kept.add(own);
        }
        return shortages;
    }

    private static void removeProjection(double[] vector, double[] direction) {
        double product = 0;
        for (int i = 0; i < vector.length; i++) {
            product += vector[i] * direction[i];
        }
        double factor = product / squares(direction);
        for (int i = 0; i < vector.length; i++) {
            vector[i] -= factor * direction[i];
        }
    }

    private static double squares(double[] vector) {
        double sum = 0;
        for (double value : vector) {
            sum += value * value;
        }
        return sum;
    }
}
