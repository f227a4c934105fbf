package org.zhike.statistics.churn;

import static java.lang.Math.max;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Features that know the outcome too well, as a cancellation date does: they were written after the event, or copy it, and will not be
 * there when a prediction is wanted. A finding is a question to a person, not a proof.
 */
public final class LeakCheck {

    /** A single feature that tells the outcomes apart better than this is hardly honest. */
    public static final double SUSPICIOUS_AUC = 0.95;

    /** Whole models better than this are hardly honest either. */
    public static final double SUSPICIOUS_MODEL_AUC = 0.99;

    private LeakCheck() {}

    /** What is odd about a feature. */
    public enum Kind {
        /** Each value has one outcome only. */
        COPY,
        /** Whether it is filled tells the outcome: probably written after the event. */
        FILLED_AFTERWARDS,
        /** Its values alone order the cases nearly without mistake. */
        TOO_GOOD,
        /** Nearly every row has a value of its own: a name, not a feature. */
        IDENTIFIER
    }

    /**
     * A suspicion.
     *
     * @param auc of the feature alone, on rows it was not learned from for categories
     */
    public record Finding(String feature, Kind kind, double auc) {

        /** In words. */
        public String text() {
            return switch (kind) {
                case COPY ->
                    "%s tells every outcome by itself (AUC %.3f): is it a copy of the target?".formatted(feature, auc);
                case FILLED_AFTERWARDS ->
                    "Whether %s is filled nearly tells the outcome (AUC %.3f): is it written after the event?"
                            .formatted(feature, auc);
                case TOO_GOOD -> "%s alone reaches AUC %.3f: is it known before the event?".formatted(feature, auc);
                case IDENTIFIER -> "%s has a value of its own in nearly every row: leave it out.".formatted(feature);
            };
        }
    }

    /** Looks at each feature by itself; the most suspicious first. Cost: one sort for each feature. */
    public static List<Finding> of(Features features, boolean[] positive) {
        Checks.sameLength(positive, features.rows(), "rows");
        List<Finding> findings = new ArrayList<>();
        int positives = Checks.count(positive);
        if (positives < LogisticLearner.LEAST || positive.length - positives < LogisticLearner.LEAST) {
            return findings;
        }
        for (Features.Column column : features.columns()) {
            switch (column) {
                case Features.Numbers numbers -> {
                    double auc = auc(numbers.values(), positive);
                    add(findings, column.name(), filled(numbers.values(), positive), auc);
                }
                case Features.Categories categories -> {
                    double[] present = new double[categories.rows()];
                    for (int i = 0; i < present.length; i++) {
                        present[i] = categories.code(i) < 0 ? Double.NaN : 1;
                    }
                    if (categories.levels().size() > 50 && distinct(categories) > 0.9 * categories.rows()) {
                        findings.add(new Finding(column.name(), Kind.IDENTIFIER, 0.5));
                    } else {
                        add(findings, column.name(), filled(present, positive), auc(categories, positive));
                    }
                }
            }
        }
        findings.sort(Comparator.comparingDouble((Finding f) -> -f.auc()));
        return List.copyOf(findings);
    }

    private static void add(List<Finding> findings, String name, double filled, double auc) {
        if (filled >= SUSPICIOUS_AUC) {
            findings.add(new Finding(name, Kind.FILLED_AFTERWARDS, filled));
        } else if (auc == 1) {
            findings.add(new Finding(name, Kind.COPY, auc));
        } else if (auc >= SUSPICIOUS_AUC) {
            findings.add(new Finding(name, Kind.TOO_GOOD, auc));
        }
    }

    private static double filled(double[] values, boolean[] positive) {
        return either(Ranking.of(
                        positive,
                        Arrays.stream(values).map(v -> Double.isNaN(v) ? 0 : 1).toArray())
                .auc());
    }

    /** The missing ones at the end that suits them worse. */
    private static double auc(double[] values, boolean[] positive) {
        double largest =
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).max().orElse(0);
        double smallest =
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).min().orElse(0);
        double low =
                either(Ranking.of(positive, filledWith(values, smallest - 1)).auc());
        double high =
                either(Ranking.of(positive, filledWith(values, largest + 1)).auc());
        return Math.min(low, high);
    }

    private static double[] filledWith(double[] values, double missing) {
        return Arrays.stream(values).map(v -> Double.isNaN(v) ? missing : v).toArray();
    }

    /** By the share of positives of each level in the other half of the rows. */
    private static double auc(Features.Categories categories, boolean[] positive) {
        int[] halves = Folds.stratified(positive, 2, 1);
        int levels = categories.levels().size() + 1;
        double[][] hits = new double[2][levels];
        double[][] counts = new double[2][levels];
        double share = (double) Checks.count(positive) / positive.length;
        for (int i = 0; i < positive.length; i++) {
            int level = categories.code(i) + 1;
            hits[halves[i]][level] += positive[i] ? 1 : 0;
            counts[halves[i]][level]++;
        }
        double[] scores = new double[positive.length];
        for (int i = 0; i < scores.length; i++) {
            int other = 1 - halves[i];
            int level = categories.code(i) + 1;
            scores[i] = (hits[other][level] + share) / (counts[other][level] + 1);
        }
        double auc = 0;
        for (int half = 0; half < 2; half++) {
            int[] rows = Folds.rowsIn(halves, half);
            auc += Ranking.of(Folds.choose(positive, rows), Folds.choose(scores, rows))
                            .auc()
                    / 2;
        }
        return auc;
    }

    private static long distinct(Features.Categories categories) {
        boolean[] seen = new boolean[categories.levels().size() + 1];
        for (int i = 0; i < categories.rows(); i++) {
            seen[categories.code(i) + 1] = true;
        }
        return Checks.count(seen);
    }

    private static double either(double auc) {
        return max(auc, 1 - auc);
    }
}
