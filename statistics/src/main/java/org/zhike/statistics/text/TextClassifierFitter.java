package org.zhike.statistics.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.FitOutcome.Shortage;
import org.zhike.statistics.Require;

/**
 * Learns to classify texts from classified ones: pieces of one to three signs or words, weighed by inverse document frequency
 * and log-count ratio (Wang and Manning 2012), a linear support vector machine with squared hinge loss for each class, and
 * probabilities by Platt's method from scores of texts left out in turn. C is chosen among {@code costs} by the log loss on
 * those same left-out texts. What the {@link OpinionLexicon} says of a text is one more column, so that few texts suffice. Deterministic, also on several cores; cost grows with the number of signs.
 *
 * @param costs the values of C to choose from
 * @param minimumTexts how many training texts a piece must occur in
 * @param balanced whether errors on rare classes cost as much as errors on frequent ones, taken together; finds more of a rare
 *     class at the price of false alarms. Probabilities stay calibrated either way
 * @param folds how many parts are left out in turn
 */
public record TextClassifierFitter(List<Double> costs, int minimumTexts, boolean balanced, int folds, long seed) {

    /** The fewest texts of a class in each part that is left out, so that every part is learnt from and judged by. */
    private static final int FEWEST_IN_FOLD = 2;

    public TextClassifierFitter {
        costs = List.copyOf(costs);
        Require.atLeast(1, costs.size(), "the number of costs");
        costs.forEach(cost -> Require.positive(cost, "a cost"));
        Require.atLeast(1, minimumTexts, "minimumTexts");
        Require.atLeast(2, folds, "folds");
    }

    public static TextClassifierFitter standard() {
        return new TextClassifierFitter(List.of(0.1, 0.2, 0.4, 0.8), 2, false, 5, 1);
    }

    public TextClassifierFitter withBalance() {
        return new TextClassifierFitter(costs, minimumTexts, true, folds, seed);
    }

    /**
     * Fits a classifier.
     *
     * @param labels the class of each text, from 0 to {@code classes} − 1
     */
    public FitOutcome<TextClassifier> fit(List<String> texts, int[] labels, int classes) {
        int[] sizes = sizes(texts, labels, classes);
        List<Shortage> shortages = shortages(sizes);
        if (!shortages.isEmpty()) {
            return new FitOutcome.TooLittleData<>(shortages);
        }
        return new Fit(CountedTexts.of(texts, minimumTexts), labels.clone(), sizes).run();
    }

    private static int[] sizes(List<String> texts, int[] labels, int classes) {
        if (labels.length != texts.size()) {
            throw new IllegalArgumentException(
                    "each text needs one label, but there are " + texts.size() + " and " + labels.length);
        }
        int[] sizes = new int[(int) Require.atLeast(1, classes, "classes")];
        for (int label : labels) {
            if (label < 0 || label >= classes) {
                throw new IllegalArgumentException("labels run from 0 to " + (classes - 1) + "; there is no " + label);
            }
            sizes[label]++;
        }
        return sizes;
    }

    private List<Shortage> shortages(int[] sizes) {
        List<Shortage> shortages = new ArrayList<>();
        long present = Arrays.stream(sizes).filter(size -> size > 0).count();
        if (present < 2) {
            return List.of(new Shortage("classes", present, 2));
        }
        int need = FEWEST_IN_FOLD * folds;
        for (int k = 0; k < sizes.length; k++) {
            if (sizes[k] < need) {
                shortages.add(new Shortage("texts_of_class_" + k, sizes[k], need));
            }
        }
        return shortages;
    }

    private final class Fit {

        private final CountedTexts texts;
        private final int[] labels;
        private final int[] sizes;
        private final int[] fold;
        private final boolean[][] sides;

        Fit(CountedTexts texts, int[] labels, int[] sizes) {
            this.texts = texts;
            this.labels = labels;
            this.sizes = sizes;
            fold = Folds.stratified(labels, folds, seed);
            sides = new boolean[sizes.length == 2 ? 1 : sizes.length][labels.length];
            for (int p = 0; p < sides.length; p++) {
                int ofClass = sides.length == 1 ? 1 : p;
                for (int i = 0; i < labels.length; i++) {
                    sides[p][i] = labels[i] == ofClass;
                }
            }
        }

        FitOutcome<TextClassifier> run() {
            double[][][] scores = leftOutScores();
            int best = 0;
            double bestLoss = Double.POSITIVE_INFINITY;
            Platt[] bestPlatts = {};
            for (int c = 0; c < costs.size(); c++) {
                Platt[] platts = new Platt[sides.length];
                for (int p = 0; p < sides.length; p++) {
                    platts[p] = Platt.fit(scores[c][p], sides[p]);
                }
                double loss = logLoss(scores[c], platts);
                if (loss < bestLoss) {
                    best = c;
                    bestLoss = loss;
                    bestPlatts = platts;
                }
            }
            return whole(costs.get(best), bestPlatts, bestLoss);
        }

        /** The score of each text by planes that did not learn from it: by cost, plane, text. */
        private double[][][] leftOutScores() {
            double[][][] scores = new double[costs.size()][sides.length][labels.length];
            IntStream.range(0, folds * sides.length).parallel().forEach(task -> {
                int out = task / sides.length;
                int p = task % sides.length;
                int[] learn = where(i -> fold[i] != out);
                int[] judge = where(i -> fold[i] == out);
                double[] weights = PieceWeights.of(texts, learn, sides[p], minimumTexts);
                SparseRows learnRows = PieceWeights.rows(texts, learn, weights);
                SparseRows judgeRows = PieceWeights.rows(texts, judge, weights);
                for (int c = 0; c < costs.size(); c++) {
                    SquaredHinge plane = plane(learnRows, learn, sides[p], costs.get(c));
                    for (int r = 0; r < judge.length; r++) {
                        scores[c][p][judge[r]] = plane.score(judgeRows, r);
                    }
                }
            });
            return scores;
        }

        private int[] where(IntPredicate which) {
            return IntStream.range(0, labels.length).filter(which).toArray();
        }

        private SquaredHinge plane(SparseRows rows, int[] texts, boolean[] side, double cost) {
            boolean[] positive = new boolean[texts.length];
            int positives = 0;
            for (int r = 0; r < texts.length; r++) {
                positive[r] = side[texts[r]];
                positives += positive[r] ? 1 : 0;
            }
            double[] rowCosts = new double[texts.length];
            for (int r = 0; r < texts.length; r++) {
                int same = positive[r] ? positives : texts.length - positives;
                rowCosts[r] = balanced ? cost * texts.length / (2.0 * same) : cost;
            }
            return SquaredHinge.fit(rows, positive, rowCosts, seed);
        }

        private double logLoss(double[][] scores, Platt[] platts) {
            double sum = 0;
            double[] ofText = new double[scores.length];
            for (int i = 0; i < labels.length; i++) {
                for (int p = 0; p < ofText.length; p++) {
                    ofText[p] = scores[p][i];
                }
                sum += ClassificationScores.loss(TextClassifier.combined(ofText, platts)[labels[i]]);
            }
            return sum / labels.length;
        }

        private FitOutcome<TextClassifier> whole(double cost, Platt[] platts, double logLoss) {
            int[] all = where(i -> true);
            SquaredHinge[] found = new SquaredHinge[sides.length];
            TextClassifier.Plane[] planes = new TextClassifier.Plane[sides.length];
            IntStream.range(0, sides.length).parallel().forEach(p -> {
                double[] weights = PieceWeights.of(texts, all, sides[p], minimumTexts);
                found[p] = plane(PieceWeights.rows(texts, all, weights), all, sides[p], cost);
                planes[p] = new TextClassifier.Plane(weights, found[p].weights(), found[p].bias(), platts[p]);
            });
            double[] shares = Arrays.stream(sizes)
                    .mapToDouble(size -> (double) size / labels.length)
                    .toArray();
            var model = new TextClassifier(texts.vocabulary, planes, shares, cost, logLoss);
            int passes =
                    Arrays.stream(found).mapToInt(SquaredHinge::passes).max().orElse(0);
            double slope =
                    Arrays.stream(found).mapToDouble(SquaredHinge::slope).max().orElse(0);
            if (slope > SquaredHinge.TOLERANCE) {
                return new FitOutcome.NotConverged<>(
                        model, passes, "the largest slope is " + slope + ", not below " + SquaredHinge.TOLERANCE);
            }
            return new FitOutcome.Converged<>(model, passes);
        }
    }
}
