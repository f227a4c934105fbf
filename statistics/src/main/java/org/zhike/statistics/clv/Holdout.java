package org.zhike.statistics.clv;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.zhike.statistics.Require;

/**
 * How predictions of customers turned out.
 *
 * @param meanAbsoluteError over customers
 * @param rootMeanSquareError over customers
 * @param correlation Pearson's, of predicted and actual; 0 when either does not vary
 * @param predicted the sum over customers
 * @param actual the sum over customers
 */
public record Holdout(
        int customers,
        double meanAbsoluteError,
        double rootMeanSquareError,
        double correlation,
        double predicted,
        double actual) {

    /** Customers of similar prediction. */
    public record Group(int customers, double meanPredicted, double meanActual) {}

    /** Compares; at least one customer. */
    public static Holdout of(double[] predicted, double[] actual) {
        requireSame(predicted, actual);
        double absolute = 0;
        double squares = 0;
        double sumPredicted = 0;
        double sumActual = 0;
        var correlation = new Correlation();
        for (int i = 0; i < predicted.length; i++) {
            double error = Require.finite(predicted[i], "a prediction") - Require.finite(actual[i], "an outcome");
            absolute += Math.abs(error);
            squares += error * error;
            sumPredicted += predicted[i];
            sumActual += actual[i];
            correlation.add(predicted[i], actual[i]);
        }
        int n = predicted.length;
        return new Holdout(n, absolute / n, Math.sqrt(squares / n), correlation.value(), sumPredicted, sumActual);
    }

    /** How far the sum was off: 0.1 is ten percent too high; 0 when nothing came and nothing was predicted. */
    public double totalError() {
        return predicted == actual ? 0 : predicted / actual - 1;
    }

    /**
     * Returns groups of equal size from the highest predictions to the lowest; the calibration table with ten groups. Ties
     * stay in the order of the customers.
     */
    public static List<Group> groups(double[] predicted, double[] actual, int groups) {
        requireSame(predicted, actual);
        Require.atLeast(1, groups, "groups");
        int n = predicted.length;
        int[] order = IntStream.range(0, n)
                .boxed()
                .parallel()
                .sorted((i, j) -> Double.compare(predicted[j], predicted[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        List<Group> list = new ArrayList<>();
        for (int g = 0; g < groups; g++) {
            int start = (int) ((long) n * g / groups);
            int end = (int) ((long) n * (g + 1) / groups);
            if (start == end) {
                continue;
            }
            double sumPredicted = 0;
            double sumActual = 0;
            for (int k = start; k < end; k++) {
                sumPredicted += predicted[order[k]];
                sumActual += actual[order[k]];
            }
            list.add(new Group(end - start, sumPredicted / (end - start), sumActual / (end - start)));
        }
        return list;
    }

    private static void requireSame(double[] predicted, double[] actual) {
        Require.atLeast(1, predicted.length, "the number of customers");
        if (predicted.length != actual.length) {
            throw new IllegalArgumentException(
                    "there must be an outcome for each of " + predicted.length + " predictions, not " + actual.length);
        }
    }
}
