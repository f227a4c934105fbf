package org.zhike.commandline.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.ProductException;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.churn.Blend;
import org.zhike.statistics.churn.BoostedTrees;
import org.zhike.statistics.churn.Calibration;
import org.zhike.statistics.churn.Classifier;
import org.zhike.statistics.churn.Contributions;
import org.zhike.statistics.churn.DriftCheck;
import org.zhike.statistics.churn.Folds;
import org.zhike.statistics.churn.LeakCheck;
import org.zhike.statistics.churn.Learner;
import org.zhike.statistics.churn.Logistic;
import org.zhike.statistics.churn.LogisticLearner;
import org.zhike.statistics.churn.OutOfFold;
import org.zhike.statistics.churn.Ranking;
import org.zhike.statistics.churn.Scores;
import org.zhike.statistics.churn.Transformation;
import org.zhike.statistics.churn.Transformations;
import org.zhike.trees.XgBoost;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "churn",
        description = {
            "Learn who leaves from a file with one row a case, and score each case by a model that has not seen it.",
            "Columns of numbers and dates are numbers, others categories; empty cells are missing."
        },
        mixinStandardHelpOptions = true)
final class ChurnCommand implements Runnable {

    /** Which model's probabilities are written. */
    enum Kind {
        LOGISTIC,
        TREES,
        BLEND
    }

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(names = "--input", required = true, description = "CSV, gzip of it, or xlsx; one row a case.")
    private Path input = Path.of("");

    @Option(names = "--id", required = true, description = "The column that names the case.")
    private String id = "";

    @Option(names = "--target", required = true, description = "The column with the outcome, two values.")
    private String target = "";

    @Option(names = "--positive", description = "The value of the target that is predicted (default: Yes, 1, true …).")
    private @Nullable String positive;

    @Option(names = "--folds", description = "CSV with the id column and a column fold from 0; overrides --cv.")
    private @Nullable Path folds;

    @Option(names = "--cv", defaultValue = "5", description = "Stratified folds at random (default: 5).")
    private int cv = 5;

    @Option(names = "--time", description = "A column of dates: train on the past, test on the latest part.")
    private @Nullable String time;

    @Option(names = "--holdout", defaultValue = "0.25", description = "The part --time holds out (default: 0.25).")
    private double holdout = 0.25;

    @Option(names = "--gap", defaultValue = "0", description = "Days left out before the part held out (default: 0).")
    private int gap;

    @Option(names = "--exclude", arity = "1..*", description = "Columns that are no features.")
    private List<String> excluded = new ArrayList<>();

    @Option(names = "--categories", arity = "1..*", description = "Columns of numbers that are meant as categories.")
    private List<String> categories = new ArrayList<>();

    @Option(names = "--ratio", arity = "1..*", paramLabel = "A/B", description = "Quotients to add as features.")
    private List<String> ratios = new ArrayList<>();

    @Option(names = "--model", defaultValue = "blend", description = "logistic, trees or blend (default: blend).")
    private String model = "blend";

    @Option(names = "--reasons", defaultValue = "0", description = "The largest contributions to write for each case.")
    private int reasons;

    @Option(names = "--calls-per-week", description = "How many cases a team calls a week: prints whom it reaches.")
    private @Nullable Integer calls;

    @Option(names = "--seed", defaultValue = "1", description = "Of all random draws (default: 1).")
    private long seed = 1;

    @Option(names = "--output", description = "CSV to write: id, target, p and reasons of each held-out case.")
    private @Nullable Path output;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public void run() {
        Kind kind = kind();
        if (cv < 2 || reasons < 0 || gap < 0 || !(holdout > 0 && holdout < 1) || (calls != null && calls < 1)) {
            throw new ProductException(
                    ModelError.BAD_OPTION,
                    "--cv must be at least 2, --calls-per-week 1, --reasons and --gap 0, and --holdout between 0 and 1.");
        }
        var answer = new Answer(spec, json);
        ChurnTable table = ChurnTable.read(input, id, target, positive, excluded, categories, time);
        describe(answer, table);
        List<LeakCheck.Finding> leaks = LeakCheck.of(table.features, table.positive);
        leaks.forEach(leak -> answer.warn(leak.text()));
        int[] split = split(table, answer);

        List<Learner> learners = learners(kind);
        var progress = new Progress(spec);
        Map<String, Object> scores = new LinkedHashMap<>();
        for (int m = 0; m < learners.size(); m++) {
            progress.show("models", m, learners.size());
            boolean last = m == learners.size() - 1;
            FitOutcome<OutOfFold> outcome = heldOut(learners.get(m), table, split, last ? reasons : 0);
            if (!answer.take(outcome)) {
                answer.print();
                return;
            }
            OutOfFold result = result(outcome);
            scores.put(learners.get(m).name(), score(result, table, split));
            if (last) {
                answer.put("models", scores);
                tell(answer, learners.get(m).name(), result, table);
                write(result, table);
            }
        }
        progress.show("models", learners.size(), learners.size());
        describeFit(answer, learners.get(learners.size() - 1), table);
        answer.print();
    }

    private Kind kind() {
        return Arrays.stream(Kind.values())
                .filter(k -> k.name().equalsIgnoreCase(model))
                .findFirst()
                .orElseThrow(() -> new ProductException(
                        ModelError.BAD_OPTION, "--model is logistic, trees or blend, not " + model + "."));
    }

    private void describe(Answer answer, ChurnTable table) {
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

    private int[] split(ChurnTable table, Answer answer) {
        if (folds != null) {
            return table.folds(folds, id);
        }
        if (time == null) {
            if (table.frame.rows() < cv) {
                throw new ProductException(
                        ModelError.BAD_OPTION, "%d rows make no %d folds.".formatted(table.frame.rows(), cv));
            }
            return Folds.stratified(table.positive, cv, seed);
        }
        double[] days = Arrays.stream(table.frame.days(time)).asDoubleStream().toArray();
        int[] split;
        try {
            split = Folds.byTime(days, holdout, gap);
        } catch (IllegalArgumentException same) {
            throw new ProductException(ModelError.BAD_OPTION, "--time cannot split: " + same.getMessage() + ".");
        }
        int[] past = Folds.rowsIn(split, 0);
        if (past.length == 0) {
            throw new ProductException(ModelError.BAD_OPTION, "--gap leaves no row to train on.");
        }
        List<DriftCheck.Drift> drifts =
                DriftCheck.between(table.features.rows(past), table.features.rows(Folds.rowsIn(split, 1)), 0.05);
        answer.put("drift", drifts.stream().map(ChurnCommand::drift).toList());
        drifts.stream()
                .filter(DriftCheck.Drift::moved)
                .forEach(d -> answer.warn("%s has moved since the training time (stability index %.2f)."
                        .formatted(d.feature(), d.psi())));
        return split;
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

    /** The models to score, the one asked for last. */
    private List<Learner> learners(Kind kind) {
        List<Transformation> steps = ratios.stream().map(ChurnCommand::ratio).toList();
        Learner logistic =
                new LogisticLearner(LogisticLearner.Settings.standard().after(steps));
        Learner trees = BoostedTrees.standard(XgBoost.onAllCores(), steps);
        return switch (kind) {
            case LOGISTIC -> List.of(logistic);
            case TREES -> List.of(trees);
            case BLEND -> List.of(logistic, trees, new Blend(List.of(logistic, trees), 5, seed));
        };
    }

    private static Transformation ratio(String text) {
        int cut = text.indexOf('/');
        if (cut < 1 || cut == text.length() - 1) {
            throw new ProductException(ModelError.BAD_OPTION, "--ratio is written A/B, not " + text + ".");
        }
        return Transformations.ratio(
                text.substring(0, cut).strip(), text.substring(cut + 1).strip());
    }

    private FitOutcome<OutOfFold> heldOut(Learner learner, ChurnTable table, int[] split, int parts) {
        try {
            return time != null && folds == null
                    ? OutOfFold.ofLast(learner, table.features, table.positive, split, parts)
                    : OutOfFold.of(learner, table.features, table.positive, split, parts);
        } catch (IllegalArgumentException unfit) {
            // Such as a ratio of columns that are not there, or features that never vary.
            throw new ProductException(ModelError.BAD_OPTION, unfit.getMessage() + ".");
        }
    }

    private static OutOfFold result(FitOutcome<OutOfFold> outcome) {
        return switch (outcome) {
            case FitOutcome.Converged<OutOfFold>(OutOfFold found, int steps) -> found;
            case FitOutcome.NotConverged<OutOfFold>(OutOfFold last, int steps, String why) -> last;
            case FitOutcome.TooLittleData<OutOfFold> little -> throw new IllegalStateException("was told before");
        };
    }

    private static Map<String, Object> score(OutOfFold result, ChurnTable table, int[] split) {
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

    private void tell(Answer answer, String name, OutOfFold result, ChurnTable table) {
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
    private static void describeFit(Answer answer, Learner learner, ChurnTable table) {
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

    private void write(OutOfFold result, ChurnTable table) {
        if (output == null) {
            return;
        }
        List<String> headings = new ArrayList<>(List.of(id, "target", "p"));
        for (int k = 1; k <= reasons; k++) {
            headings.add("reason_" + k);
            headings.add("effect_" + k);
        }
        double[] probabilities = result.probabilities();
        CsvOutput.write(output, headings, rows -> {
            for (int row : result.rows()) {
                List<String> cells = new ArrayList<>(List.of(
                        table.ids.at(row), table.positive[row] ? "1" : "0", CsvOutput.cell(probabilities[row])));
                List<Contributions.Part> parts = result.reasons(row);
                for (int k = 0; k < reasons; k++) {
                    cells.add(k < parts.size() ? parts.get(k).feature() : "");
                    cells.add(k < parts.size() ? CsvOutput.cell(parts.get(k).logOdds()) : "");
                }
                rows.accept(cells);
            }
        });
    }
}
