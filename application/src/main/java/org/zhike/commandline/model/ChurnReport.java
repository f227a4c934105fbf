package org.zhike.commandline.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zhike.statistics.churn.Blend;
import org.zhike.statistics.churn.Calibration;
import org.zhike.statistics.churn.Classifier;
import org.zhike.statistics.churn.DriftCheck;
import org.zhike.statistics.churn.LeakCheck;
import org.zhike.statistics.churn.Learner;
import org.zhike.statistics.churn.Logistic;
import org.zhike.statistics.churn.LogisticLearner;
import org.zhike.statistics.churn.OutOfFold;
import org.zhike.statistics.churn.Ranking;
import org.zhike.statistics.churn.Scores;

/** What the churn command tells: the data, the scores of each model, and the fit. */
final class ChurnReport {

    private final Answer answer;
    private final ChurnTable table;

    ChurnReport(Answer answer, ChurnTable table) {
        this.answer = answer;
        this.table = table;
    }

    void describe() {
        Scores nothing = Scores.of(table.positive, constant(table.positive));
        Map<String, Object> baseline = new LinkedHashMap<>();
        baseline.put("probability", (double) nothing.positives() / nothing.cases());
        baseline.put("auc", 0.5);
        baseline.put("log_loss", nothing.baselineLogLoss());
        baseline.put("brier", nothing.baselineBrier());
        answer.put("rows", nothing.cases())
                .put("positives", nothing.positives())
                .put("positive", table.positiveLevel)
                .put("features", table.features.names())
                .put("baseline", baseline);
        LeakCheck.of(table.features, table.positive).forEach(leak -> answer.warn(leak.text()));
    }

    private static double[] constant(boolean[] positive) {
        long count = 0;
        for (boolean p : positive) {
            count += p ? 1 : 0;
        }
        double[] same = new double[positive.length];
        Arrays.fill(same, (double) count / positive.length);
        return same;
    }

    /** What moved between the rows trained on and those held out. */
    void drift(int[] past, int[] recent) {
        List<DriftCheck.Drift> drifts =
                DriftCheck.between(table.features.rows(past), table.features.rows(recent), 0.05);
        answer.put("drift", drifts.stream().map(ChurnReport::drift).toList());
        drifts.stream()
                .filter(DriftCheck.Drift::moved)
                .forEach(d -> answer.warn("%s has moved since the training time (stability index %.2f)."
                        .formatted(d.feature(), d.psi())));
    }

    private static Map<String, Object> drift(DriftCheck.Drift drift) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("feature", drift.feature());
        values.put("psi", drift.psi());
        values.put("distance", drift.distance());
        values.put("p_value", drift.pValue());
        values.put("moved", drift.moved());
        return values;
    }

    Map<String, Object> score(OutOfFold result, int[] split) {
        Scores scores = result.scores(table.positive);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("auc", scores.auc());
        values.put("auc_mean_folds", meanOfFolds(result, table.positive, split));
        values.put("log_loss", scores.logLoss());
        values.put("brier", scores.brier());
        values.put("ece", scores.ece());
        values.put("average_precision", scores.averagePrecision());
        values.put("lift_top_tenth", scores.topDecileLift());
        values.put("skill", scores.skill());
        return values;
    }

    private static double meanOfFolds(OutOfFold result, boolean[] positive, int[] split) {
        double[] odds = result.logOdds();
        int[] rows = result.rows();
        return Arrays.stream(rows)
                .map(row -> split[row])
                .distinct()
                .mapToDouble(fold -> {
                    int[] members =
                            Arrays.stream(rows).filter(r -> split[r] == fold).toArray();
                    return Ranking.of(outcomes(positive, members), at(odds, members))
                            .auc();
                })
                .average()
                .orElse(0.5);
    }

    private static boolean[] outcomes(boolean[] positive, int[] rows) {
        boolean[] chosen = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            chosen[i] = positive[rows[i]];
        }
        return chosen;
    }

    private static double[] at(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
    }

    void tell(String name, OutOfFold result, @Nullable Integer calls) {
        int[] rows = result.rows();
        boolean[] outcome = outcomes(table.positive, rows);
        double[] probabilities = at(result.probabilities(), rows);
        Ranking ranking = Ranking.of(outcome, probabilities);
        Scores scores = result.scores(table.positive);
        answer.put("model", name)
                .put("lift_by_tenth", list(ranking.liftByDecile()))
                .put(
                        "calibration",
                        Calibration.of(outcome, probabilities, 10).groups().stream()
                                .map(g -> List.of(g.cases(), g.meanProbability(), g.share()))
                                .toList());
        if (calls != null) {
            answer.put("reached_by_week", list(ranking.capacityCurve(calls)));
        }
        result.warnings().forEach(answer::warn);
        if (!scores.beatsBaseline()) {
            answer.warn("The model is no better than giving everyone the same probability: do not use it.");
        }
        if (scores.auc() > LeakCheck.SUSPICIOUS_MODEL_AUC) {
            answer.warn("An AUC of %.4f is too good to be honest: look for features written after the event."
                    .formatted(scores.auc()));
        }
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    /** What the model looks like when fitted to all rows. */
    void describeFit(Learner learner) {
        Classifier fitted =
                learner.fit(table.features, table.positive).converged().orElse(null);
        if (fitted == null) {
            return;
        }
        answer.put("choices", new LinkedHashMap<>(fitted.choices()));
        Classifier first = fitted instanceof Blend.Fitted blend ? blend.models().get(0) : fitted;
        if (first instanceof LogisticLearner.Fitted logistic) {
            Logistic regression = logistic.model();
            answer.put("log_likelihood", regression.logLikelihood());
            Map<String, Object> parameters = new LinkedHashMap<>();
            parameters.put("intercept", List.of(regression.intercept(), regression.interceptStandardError()));
            for (int j = 0; j < regression.names().size(); j++) {
                parameters.put(
                        regression.names().get(j), List.of(regression.coefficient(j), regression.standardError(j)));
            }
            answer.put("parameters", parameters);
        }
    }
}
