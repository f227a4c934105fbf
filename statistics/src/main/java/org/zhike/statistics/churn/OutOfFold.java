package org.zhike.statistics.churn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.FitOutcome.Converged;
import org.zhike.statistics.FitOutcome.NotConverged;
import org.zhike.statistics.FitOutcome.TooLittleData;

/** What a learner says about each case when it has not seen it: each fold by a model of the others. */
public final class OutOfFold {

    private final double[] logOdds;
    private final int[] rows;
    private final List<List<Contributions.Part>> reasons;
    private final List<String> warnings;

    private OutOfFold(double[] logOdds, int[] rows, List<List<Contributions.Part>> reasons, List<String> warnings) {
        this.logOdds = logOdds;
        this.rows = rows;
        this.reasons = reasons;
        this.warnings = warnings;
    }

    /**
     * Holds out one fold after the other.
     *
     * @param folds for each row its fold, from 0; rows with −1 are in none
     * @param reasons how many of the largest contributions to keep for each row; 0 for none
     */
    public static FitOutcome<OutOfFold> of(
            Learner learner, Features features, boolean[] positive, int[] folds, int reasons) {
        return of(
                learner,
                features,
                positive,
                folds,
                Arrays.stream(folds).filter(f -> f >= 0).distinct().sorted().toArray(),
                reasons);
    }

    /** Holds out the last fold alone: the test of {@link Folds#byTime}. */
    public static FitOutcome<OutOfFold> ofLast(
            Learner learner, Features features, boolean[] positive, int[] folds, int reasons) {
        return of(
                learner,
                features,
                positive,
                folds,
                new int[] {Arrays.stream(folds).max().orElse(0)},
                reasons);
    }

    private static FitOutcome<OutOfFold> of(
            Learner learner, Features features, boolean[] positive, int[] folds, int[] heldOut, int reasons) {
        Checks.sameLength(positive, features.rows(), "rows");
        Checks.sameLength(positive, folds.length, "folds");
        if (Arrays.stream(folds).filter(f -> f >= 0).distinct().count() < 2) {
            throw new IllegalArgumentException("there must be at least two folds");
        }
        double[] logOdds = new double[folds.length];
        List<List<Contributions.Part>> parts = new ArrayList<>(java.util.Collections.nCopies(folds.length, List.of()));
        Set<String> warnings = new LinkedHashSet<>();
        String open = "";
        for (int fold : heldOut) {
            int[] training = Folds.rowsOutside(folds, fold);
            int[] test = Folds.rowsIn(folds, fold);
            Classifier model;
            switch (learner.fit(features.rows(training), Folds.choose(positive, training))) {
                case Converged<Classifier>(Classifier found, int steps) -> model = found;
                case NotConverged<Classifier>(Classifier last, int steps, String why) -> {
                    model = last;
                    open = "fold " + fold + ": " + why;
                }
                case TooLittleData<Classifier>(List<FitOutcome.Shortage> shortages) -> {
                    return new TooLittleData<>(shortages);
                }
            }
            warnings.addAll(model.warnings());
            Features unseen = features.rows(test);
            double[] odds = model.logOdds(unseen);
            for (int i = 0; i < test.length; i++) {
                logOdds[test[i]] = odds[i];
            }
            if (reasons > 0) {
                Contributions contributions = model.contributions(unseen);
                for (int i = 0; i < test.length; i++) {
                    parts.set(test[i], contributions.largest(i, reasons));
                }
            }
        }
        int[] rows = IntStream.range(0, folds.length)
                .filter(i -> Arrays.stream(heldOut).anyMatch(f -> f == folds[i]))
                .toArray();
        var result = new OutOfFold(logOdds, rows, parts, List.copyOf(warnings));
        return open.isEmpty()
                ? new Converged<>(result, heldOut.length)
                : new NotConverged<>(result, heldOut.length, open);
    }

    /** The rows that were held out, rising. */
    public int[] rows() {
        return rows.clone();
    }

    /** The log-odds of each row of the features; 0 for rows that were not held out. */
    public double[] logOdds() {
        return logOdds.clone();
    }

    /** The probability of each row of the features; meaningless for rows that were not held out. */
    public double[] probabilities() {
        return Logistic.probabilities(logOdds);
    }

    /** The scores over the rows that were held out. */
    public Scores scores(boolean[] positive) {
        return Scores.of(Folds.choose(positive, rows), Folds.choose(probabilities(), rows));
    }

    /** The largest contributions to a row, as many as were asked for. */
    public List<Contributions.Part> reasons(int row) {
        return reasons.get(row);
    }

    public List<String> warnings() {
        return warnings;
    }
}
