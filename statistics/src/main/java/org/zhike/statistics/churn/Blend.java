package org.zhike.statistics.churn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.FitOutcome.Converged;
import org.zhike.statistics.FitOutcome.NotConverged;
import org.zhike.statistics.FitOutcome.TooLittleData;
import org.zhike.statistics.Require;
import org.zhike.statistics.numeric.Lbfgs;
import org.zhike.statistics.numeric.SmoothFunction;

/**
 * The weighted mean of several models' log-odds, calibrated. Cases held out in folds inside the training rows decide: weights are
 * equal unless others (not negative, sum 1) are better by more than two standard errors, and a calibration is used only where it is
 * better than none by as much: otherwise noise would choose. With one learner it calibrates that learner.
 */
public final class Blend implements Learner {

    private final List<Learner> learners;
    private final int folds;
    private final long seed;

    /**
     * @param learners at least one
     * @param folds inside the training rows, at least 2
     */
    public Blend(List<Learner> learners, int folds, long seed) {
        this.learners = List.copyOf(learners);
        this.folds = Math.toIntExact(Require.atLeast(2, folds, "folds"));
        this.seed = seed;
        Require.atLeast(1, learners.size(), "the number of learners");
    }

    @Override
    public String name() {
        return "blend";
    }

    @Override
    public FitOutcome<Classifier> fit(Features training, boolean[] positive) {
        Checks.sameLength(positive, training.rows(), "rows");
        List<FitOutcome.Shortage> shortages = LogisticLearner.shortages(training, positive);
        if (!shortages.isEmpty()) {
            return new TooLittleData<>(shortages);
        }
        // Each fold's rest must hold what the learners need.
        int possible = Math.min(folds, Math.min(Checks.count(positive), positive.length - Checks.count(positive)) / 2);
        int[] inner = Folds.stratified(positive, Math.max(2, possible), seed);
        List<double[]> heldOut = new ArrayList<>();
        List<Classifier> fitted = new ArrayList<>();
        for (Learner untuned : learners) {
            // The choices saw the rows that the folds hold out; that flatters each learner a little, and all alike.
            Learner learner = untuned.tuned(training, positive);
            switch (learner.fit(training, positive)) {
                case Converged<Classifier>(Classifier model, int steps) -> fitted.add(model);
                case NotConverged<Classifier> open -> {
                    return open;
                }
                case TooLittleData<Classifier> little -> {
                    return little;
                }
            }
            switch (OutOfFold.of(learner, training, positive, inner, 0)) {
                case Converged<OutOfFold>(OutOfFold result, int steps) -> heldOut.add(result.logOdds());
                case NotConverged<OutOfFold>(OutOfFold result, int steps, String why) -> heldOut.add(result.logOdds());
                case TooLittleData<OutOfFold>(List<FitOutcome.Shortage> more) -> {
                    return new TooLittleData<>(more);
                }
            }
        }
        double[] weights = chooseWeights(heldOut, positive, inner);
        double[] blended = sum(heldOut, weights);
        Calibrator calibrator = Calibrator.fit(chooseKind(blended, positive, inner), blended, positive);
        return new Converged<>(new Fitted(names(), fitted, weights, calibrator), 1);
    }

    private List<String> names() {
        return learners.stream().map(Learner::name).toList();
    }

    /**
     * Equal weights, unless one learner alone or the best mix (found on the other folds, tried on each) is better by more than two
     * standard errors. Estimated weights seldom beat equal ones by what their noise costs (Smith and Wallis 2009).
     */
    private static double[] chooseWeights(List<double[]> logOdds, boolean[] positive, int[] folds) {
        int m = logOdds.size();
        double[] equal = new double[m];
        Arrays.fill(equal, 1.0 / m);
        double[][] losses = new double[m + 2][];
        losses[0] = losses(sum(logOdds, equal), positive);
        losses[1] = new double[positive.length];
        for (int k = 0; k < m; k++) {
            losses[k + 2] = losses(logOdds.get(k), positive);
        }
        for (int fold : Arrays.stream(folds).distinct().toArray()) {
            int[] others = Folds.rowsOutside(folds, fold);
            int[] tried = Folds.rowsIn(folds, fold);
            double[] mix = weights(choose(logOdds, others), Folds.choose(positive, others));
            double[] there = losses(sum(choose(logOdds, tried), mix), Folds.choose(positive, tried));
            for (int i = 0; i < tried.length; i++) {
                losses[1][tried[i]] = there[i];
            }
        }
        int best = Scores.clearlyBest(losses, 0);
        if (best == 0) {
            return equal;
        }
        if (best == 1) {
            return weights(logOdds, positive);
        }
        double[] alone = new double[m];
        alone[best - 2] = 1;
        return alone;
    }

    private static List<double[]> choose(List<double[]> logOdds, int[] rows) {
        return logOdds.stream().map(odds -> Folds.choose(odds, rows)).toList();
    }

    private static double[] losses(double[] logOdds, boolean[] positive) {
        double[] losses = new double[logOdds.length];
        for (int i = 0; i < losses.length; i++) {
            losses[i] = Scores.loss(positive[i], Logistic.probability(logOdds[i]));
        }
        return losses;
    }

    /** Minimises the log loss over weights written as shares of exponentials. */
    static double[] weights(List<double[]> logOdds, boolean[] positive) {
        int m = logOdds.size();
        if (m == 1) {
            return new double[] {1};
        }
        int n = positive.length;
        SmoothFunction loss = (t, g) -> {
            double[] w = shares(t);
            double[] slope = new double[m];
            double sum = 0;
            for (int i = 0; i < n; i++) {
                double odds = 0;
                for (int k = 0; k < m; k++) {
                    odds += w[k] * logOdds.get(k)[i];
                }
                double p = Logistic.probability(odds);
                sum += Scores.loss(positive[i], p);
                for (int k = 0; k < m; k++) {
                    slope[k] += (p - (positive[i] ? 1 : 0)) * logOdds.get(k)[i] / n;
                }
            }
            double mean = 0;
            for (int k = 0; k < m; k++) {
                mean += w[k] * slope[k];
            }
            for (int k = 0; k < m; k++) {
                g[k] = w[k] * (slope[k] - mean);
            }
            return sum / n;
        };
        return shares(Lbfgs.standard().minimize(loss, new double[m]).point());
    }

    private static double[] shares(double[] t) {
        double most = Arrays.stream(t).max().orElse(0);
        double[] w = Arrays.stream(t).map(v -> Math.exp(v - most)).toArray();
        double sum = Arrays.stream(w).sum();
        return Arrays.stream(w).map(v -> v / sum).toArray();
    }

    private static double[] sum(List<double[]> logOdds, double[] weights) {
        double[] sum = new double[logOdds.get(0).length];
        for (int k = 0; k < weights.length; k++) {
            double[] one = logOdds.get(k);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += weights[k] * one[i];
            }
        }
        return sum;
    }

    /** Each kind learned on all folds but one and tried on that one. */
    private static Calibrator.Kind chooseKind(double[] logOdds, boolean[] positive, int[] folds) {
        Calibrator.Kind[] kinds = Calibrator.Kind.values();
        double[][] losses = new double[kinds.length][positive.length];
        for (int fold : Arrays.stream(folds).distinct().toArray()) {
            int[] rows = Folds.rowsOutside(folds, fold);
            for (int k = 0; k < kinds.length; k++) {
                var calibrator = Calibrator.fit(kinds[k], Folds.choose(logOdds, rows), Folds.choose(positive, rows));
                for (int i : Folds.rowsIn(folds, fold)) {
                    losses[k][i] = Scores.loss(positive[i], Logistic.probability(calibrator.logOdds(logOdds[i])));
                }
            }
        }
        return kinds[Scores.clearlyBest(losses, 0)];
    }

    /** Fitted models with their weights. */
    public static final class Fitted implements Classifier {

        private final List<String> names;
        private final List<Classifier> models;
        private final double[] weights;
        private final Calibrator calibrator;

        private Fitted(List<String> names, List<Classifier> models, double[] weights, Calibrator calibrator) {
            this.names = names;
            this.models = List.copyOf(models);
            this.weights = weights;
            this.calibrator = calibrator;
        }

        /** The models in the order of the learners. */
        public List<Classifier> models() {
            return models;
        }

        public double weight(int model) {
            return weights[model];
        }

        public Calibrator calibrator() {
            return calibrator;
        }

        @Override
        public double[] logOdds(Features features) {
            List<double[]> all = models.stream().map(m -> m.logOdds(features)).toList();
            return calibrator.logOdds(sum(all, weights));
        }

        /** Of the weighted log-odds before the calibration. */
        @Override
        public Contributions contributions(Features features) {
            return Contributions.weighted(
                    models.stream().map(m -> m.contributions(features)).toList(), weights);
        }

        @Override
        public List<String> warnings() {
            Set<String> all = new LinkedHashSet<>();
            models.forEach(m -> all.addAll(m.warnings()));
            return List.copyOf(all);
        }

        @Override
        public Map<String, Object> choices() {
            Map<String, Object> choices = new LinkedHashMap<>();
            for (int k = 0; k < weights.length; k++) {
                choices.put("weight of " + names.get(k), weights[k]);
            }
            choices.put("calibration", calibrator.kind().name().toLowerCase(java.util.Locale.ROOT));
            return choices;
        }
    }
}
