package org.zhike.statistics.text;

import static java.lang.Math.log;
import static java.lang.Math.max;
import static java.lang.Math.sqrt;

import java.util.Arrays;
import org.zhike.statistics.Quantiles;
import org.zhike.statistics.Require;
import org.zhike.statistics.interval.Interval;
import org.zhike.statistics.interval.Proportion;

/** How good a classifier is on texts whose class is known: counts of actual by predicted classes, and what follows from them. */
public final class ClassificationScores {

    /** A probability of 0 for what happened would cost infinitely; it is counted as this. */
    private static final double LEAST_PROBABILITY = 1e-15;

    private final long[][] counts;
    private final long n;
    private final double logLoss;

    private ClassificationScores(long[][] counts, double logLoss) {
        this.counts = counts;
        this.logLoss = logLoss;
        n = Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
    }

    /**
     * Judges probabilities; the class predicted is the most probable one, of equals the first.
     *
     * @param actual the class of each text
     * @param probabilities of each text, one for each class
     */
    public static ClassificationScores of(int[] actual, double[][] probabilities) {
        Require.atLeast(1, actual.length, "the number of texts");
        if (probabilities.length != actual.length) {
            throw new IllegalArgumentException(
                    "there are " + actual.length + " classes of texts, but probabilities of " + probabilities.length);
        }
        int classes = probabilities[0].length;
        long[][] counts = new long[classes][classes];
        double sum = 0;
        for (int i = 0; i < actual.length; i++) {
            counts[actual[i]][TextModel.mostProbable(probabilities[i])]++;
            sum += loss(probabilities[i][actual[i]]);
        }
        return new ClassificationScores(counts, sum / actual.length);
    }

    static double loss(double probability) {
        return -log(max(LEAST_PROBABILITY, probability));
    }

    public long n() {
        return n;
    }

    /** How many texts of a class were taken for another (or for itself). */
    public long count(int actual, int predicted) {
        return counts[actual][predicted];
    }

    public int classes() {
        return counts.length;
    }

    /** The share of texts whose class was told; its {@code wilson} is the interval. */
    public Proportion accuracy() {
        long right = 0;
        for (int k = 0; k < counts.length; k++) {
            right += counts[k][k];
        }
        return new Proportion(right, n);
    }

    /** Mean of −ln(probability of what was the case). */
    public double logLoss() {
        return logLoss;
    }

    /** Of the texts taken for the class, the share that are of it; 0 when there are none. */
    public double precision(int ofClass) {
        long taken = taken(ofClass);
        return taken == 0 ? 0 : (double) counts[ofClass][ofClass] / taken;
    }

    /** Of the texts of the class, the share that were taken for it; 0 when there are none. */
    public double recall(int ofClass) {
        long of = of(ofClass);
        return of == 0 ? 0 : (double) counts[ofClass][ofClass] / of;
    }

    /** The harmonic mean of precision and recall; 0 when both are. */
    public double f1(int ofClass) {
        long both = taken(ofClass) + of(ofClass);
        return both == 0 ? 0 : 2.0 * counts[ofClass][ofClass] / both;
    }

    /** The mean of the classes' F1, each counting the same. */
    public double macroF1() {
        double sum = 0;
        for (int k = 0; k < counts.length; k++) {
            sum += f1(k);
        }
        return sum / counts.length;
    }

    /** The interval of the macro F1 by the delta method on the cells (Takahashi et al. 2022, Applied Intelligence 52:4961). */
    public Interval macroF1Interval(double level) {
        int classes = counts.length;
        double mean = 0;
        double meanOfSquares = 0;
        for (int i = 0; i < classes; i++) {
            for (int j = 0; j < classes; j++) {
                double slope = (slope(i, i, j) + (i == j ? 0 : slope(j, i, j))) / classes;
                double share = (double) counts[i][j] / n;
                mean += share * slope;
                meanOfSquares += share * slope * slope;
            }
        }
        double error = sqrt(max(0, meanOfSquares - mean * mean) / n);
        return Interval.around(macroF1(), Quantiles.criticalZ(level) * error, level)
                .within(0, 1);
    }

    /** The slope of the F1 of a class by the share of a cell in its row or column. */
    private double slope(int ofClass, int row, int column) {
        double both = (double) (taken(ofClass) + of(ofClass)) / n;
        if (both == 0) {
            return 0;
        }
        double right = (double) counts[ofClass][ofClass] / n;
        int touches = (row == ofClass ? 1 : 0) + (column == ofClass ? 1 : 0);
        double own = row == ofClass && column == ofClass ? 2 / both : 0;
        return own - 2 * right * touches / (both * both);
    }

    private long of(int ofClass) {
        return Arrays.stream(counts[ofClass]).sum();
    }

    private long taken(int ofClass) {
        return Arrays.stream(counts).mapToLong(row -> row[ofClass]).sum();
    }
}
