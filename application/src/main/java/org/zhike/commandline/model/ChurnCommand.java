package org.zhike.commandline.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.ProductException;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.churn.Blend;
import org.zhike.statistics.churn.BoostedTrees;
import org.zhike.statistics.churn.Contributions;
import org.zhike.statistics.churn.Folds;
import org.zhike.statistics.churn.Learner;
import org.zhike.statistics.churn.LogisticLearner;
import org.zhike.statistics.churn.OutOfFold;
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
        var report = new ChurnReport(answer, table);
        report.describe();
        int[] split = split(table, report);

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
            scores.put(learners.get(m).name(), report.score(result, split));
            if (last) {
                answer.put("models", scores);
                report.tell(learners.get(m).name(), result, calls);
                write(result, table);
            }
        }
        progress.show("models", learners.size(), learners.size());
        report.describeFit(learners.get(learners.size() - 1));
        answer.print();
    }

    private Kind kind() {
        return Arrays.stream(Kind.values())
                .filter(k -> k.name().equalsIgnoreCase(model))
                .findFirst()
                .orElseThrow(() -> new ProductException(
                        ModelError.BAD_OPTION, "--model is logistic, trees or blend, not " + model + "."));
    }

    private int[] split(ChurnTable table, ChurnReport report) {
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
        report.drift(past, Folds.rowsIn(split, 1));
        return split;
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
            // Such as a ratio of columns that are not there.
            String message = String.valueOf(unfit.getMessage());
            throw new ProductException(
                    ModelError.BAD_OPTION,
                    message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1) + ".");
        }
    }

    private static OutOfFold result(FitOutcome<OutOfFold> outcome) {
        return switch (outcome) {
            case FitOutcome.Converged<OutOfFold>(OutOfFold found, int steps) -> found;
            case FitOutcome.NotConverged<OutOfFold>(OutOfFold last, int steps, String why) -> last;
            case FitOutcome.TooLittleData<OutOfFold> little -> throw new IllegalStateException("was told before");
        };
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
