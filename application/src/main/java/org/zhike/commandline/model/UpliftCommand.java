package org.zhike.commandline.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.zhike.commandline.model.Cells.Group;
import org.zhike.kernel.ProductException;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.experiment.Cuped;
import org.zhike.statistics.experiment.SampleRatio;
import org.zhike.statistics.experiment.ShareExperiment;
import org.zhike.statistics.experiment.Stratified;
import org.zhike.statistics.experiment.UpliftCurve;
import org.zhike.statistics.interval.Comparison;
import org.zhike.statistics.interval.Interval;
import org.zhike.statistics.interval.Moments;
import org.zhike.statistics.interval.Proportion;
import org.zhike.statistics.test.ManyTests;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "uplift",
        description = {
            "What an action changed: each arm of an experiment beside its control.",
            "An outcome of 0 and 1 is a share (Newcombe's interval), any other number a mean (Welch's t)."
        },
        mixinStandardHelpOptions = true)
final class UpliftCommand implements Callable<Integer> {

    /** Arms whose names start so are the control when none is named. */
    private static final List<String> CONTROL_NAMES = List.of("control", "no ", "none", "holdout", "对照");

    private static final int SHUFFLES = 999;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(names = "--input", required = true, paramLabel = "FILE", description = "A row for each person.")
    private Path input = Path.of("");

    @Option(names = "--arm", required = true, paramLabel = "COLUMN", description = "Who got what, drawn by lot.")
    private String arm = "";

    @Option(
            names = "--outcome",
            required = true,
            split = ",",
            paramLabel = "COLUMN",
            description = "What came of it, such as visit,conversion,spend.")
    private List<String> outcomes = new ArrayList<>();

    @Option(
            names = "--control",
            paramLabel = "NAME",
            description = "The arm to compare with (default: 0, or the one named control, no …, holdout, 对照…).")
    private @Nullable String control;

    @Option(
            names = "--before",
            paramLabel = "COLUMN",
            description = "A number from before the experiment that foretells the outcome: takes out noise (CUPED).")
    private @Nullable String before;

    @Option(
            names = "--strata",
            paramLabel = "COLUMN",
            description = "Compare within these groups, weighted by their sizes.")
    private @Nullable String strata;

    @Option(
            names = "--score",
            paramLabel = "COLUMN",
            description = "How much treating the person was thought to add: tells whether the order is worth something"
                    + " (Qini).")
    private @Nullable String score;

    @Option(
            names = "--planned",
            split = ",",
            paramLabel = "SIZE",
            description = "The arms' planned sizes in any unit, in the order of their names (default: equal).")
    private List<Double> planned = new ArrayList<>();

    @Option(names = "--level", defaultValue = "0.95", description = "Of intervals (default: ${DEFAULT-VALUE}).")
    private double level;

    @Option(names = "--seed", defaultValue = "1", description = "For the shuffled scores (default: 1).")
    private long seed;

    @Option(names = "--json", description = "Print one JSON object instead of lines.")
    private boolean json;

    @Override
    public Integer call() {
        require(level > 0 && level < 1, "--level must lie between 0 and 1, not " + level);
        var answer = new Answer(spec, json);
        List<Column> columns = new ArrayList<>(List.of(Column.text(arm)));
        outcomes.forEach(name -> columns.add(Column.number(name)));
        if (before != null) {
            columns.add(Column.number(before));
        }
        if (score != null) {
            columns.add(Column.number(score));
        }
        if (strata != null) {
            columns.add(Column.text(strata));
        }
        Frame frame = Frame.read(input, columns);
        List<Group> arms = Cells.groups(frame, arm);
        Group base = control(arms);
        answer.put("rows", frame.rows()).put("control", base.name()).put("level", level);
        checkRatio(answer, arms);
        List<Map<String, @Nullable Object>> lifts = new ArrayList<>();
        List<Double> pValues = new ArrayList<>();
        for (String outcome : outcomes) {
            double[] values = frame.numbers(outcome);
            for (Group treated : arms) {
                if (treated != base) {
                    lifts.add(lift(answer, frame, outcome, values, treated, base, pValues));
                }
            }
        }
        if (lifts.size() > 1) {
            double[] adjusted = ManyTests.holm(
                    pValues.stream().mapToDouble(Double::doubleValue).toArray());
            for (int i = 0; i < adjusted.length; i++) {
                lifts.get(i).put("p_holm", adjusted[i]);
            }
        }
        answer.put("lifts", lifts).print();
        return 0;
    }

    private Group control(List<Group> arms) {
        require(
                arms.size() >= 2,
                "Column " + arm + " has one arm only (" + arms.getFirst().name() + "): there is nothing to compare.");
        require(arms.size() <= 50, "Column " + arm + " has " + arms.size() + " different texts: these are no arms.");
        List<String> names = arms.stream().map(Group::name).toList();
        List<Group> found = arms.stream()
                .filter(group -> control != null ? group.name().equals(control) : looksLikeControl(group.name()))
                .toList();
        require(
                found.size() == 1,
                control != null
                        ? "There is no arm \"" + control + "\". The arms: " + String.join(", ", names) + "."
                        : "Say which arm is the control with --control. The arms: " + String.join(", ", names) + ".");
        return found.getFirst();
    }

    private static boolean looksLikeControl(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals("0") || CONTROL_NAMES.stream().anyMatch(lower::startsWith);
    }

    private void checkRatio(Answer answer, List<Group> arms) {
        long[] counts = arms.stream().mapToLong(group -> group.size()).toArray();
        double[] weights = new double[counts.length];
        Arrays.fill(weights, 1);
        if (!planned.isEmpty()) {
            require(
                    planned.size() == counts.length && planned.stream().allMatch(size -> size > 0),
                    "--planned needs a positive size for each of the " + counts.length + " arms.");
            Arrays.setAll(weights, planned::get);
        }
        SampleRatio ratio = SampleRatio.of(counts, weights);
        List<Map<String, @Nullable Object>> sizes = new ArrayList<>();
        arms.forEach(group -> sizes.add(Cells.map("arm", group.name(), "n", group.size())));
        answer.put("arms", sizes).put("sample_ratio_p", ratio.pValue());
        if (ratio.mismatch()) {
            answer.warn("The arms are not as large as planned (p " + ratio.pValue()
                    + "): people were lost or assigned wrongly, or --planned is missing. Do not believe the lifts before"
                    + " you know why.");
        }
    }

    private Map<String, @Nullable Object> lift(
            Answer answer,
            Frame frame,
            String outcome,
            double[] values,
            Group treated,
            Group base,
            List<Double> pValues) {
        boolean share = Arrays.stream(values).allMatch(v -> v == 0 || v == 1);
        Map<String, @Nullable Object> told = share
                ? share(outcome, values, treated, base, pValues)
                : mean(answer, outcome, values, treated, base, pValues);
        if (before != null) {
            cuped(answer, told, frame.numbers(before), values, treated, base);
        }
        if (strata != null) {
            stratified(answer, told, Cells.groups(frame, strata), values, treated, base);
        }
        if (score != null) {
            qini(told, frame.numbers(score), values, treated, base);
        }
        return told;
    }

    private Map<String, @Nullable Object> share(
            String outcome, double[] values, Group treated, Group base, List<Double> pValues) {
        var experiment = new ShareExperiment(proportion(values, treated), proportion(values, base));
        Interval interval = experiment.interval(level);
        Interval relative = experiment.relativeLiftInterval(level);
        // Newcombe's, too: it has a width where nobody or everybody of an arm succeeded.
        Interval incremental = interval.times((double) treated.size());
        pValues.add(experiment.pValue());
        return Cells.map(
                "outcome", outcome,
                "arm", treated.name(),
                "treated", experiment.treated().share(),
                "control", experiment.control().share(),
                "lift", experiment.difference(),
                "low", interval.low(),
                "high", interval.high(),
                "relative_lift", experiment.relativeLift(),
                "relative_low", relative.low(),
                "relative_high", relative.high(),
                "incremental", experiment.incremental(),
                "incremental_low", incremental.low(),
                "incremental_high", incremental.high(),
                "p", experiment.pValue());
    }

    private static Proportion proportion(double[] values, Group group) {
        return new Proportion(group.count(row -> values[row] == 1), group.size());
    }

    private Map<String, @Nullable Object> mean(
            Answer answer, String outcome, double[] values, Group treated, Group base, List<Double> pValues) {
        Moments first = Moments.of(treated.of(values));
        Moments second = Moments.of(base.of(values));
        Map<String, @Nullable Object> told = Cells.map(
                "outcome", outcome,
                "arm", treated.name(),
                "treated", first.mean(),
                "control", second.mean(),
                "lift", first.mean() - second.mean());
        if (first.variance() == 0 || second.variance() == 0) {
            answer.warn("In an arm of " + outcome + " (" + treated.name() + " beside " + base.name()
                    + ") all values are the same: there is no interval.");
            pValues.add(1.0);
            told.put("p", null);
            return told;
        }
        Comparison comparison = first.minus(second);
        told.put("p", comparison.pValue());
        pValues.add(comparison.pValue());
        putInterval(told, "", comparison);
        return told;
    }

    private void putInterval(Map<String, @Nullable Object> told, String prefix, Comparison comparison) {
        Interval interval = comparison.interval(level);
        told.put(prefix + "low", Cells.finite(interval.low()));
        told.put(prefix + "high", Cells.finite(interval.high()));
        told.put(prefix + "standard_error", comparison.standardError());
    }

    private void cuped(
            Answer answer,
            Map<String, @Nullable Object> told,
            double[] earlier,
            double[] values,
            Group treated,
            Group base) {
        int[] rows = rows(treated, base);
        boolean[] isTreated = new boolean[rows.length];
        Arrays.fill(isTreated, 0, treated.size(), true);
        FitOutcome<Cuped> outcome = Cuped.of(
                isTreated,
                IntStream.of(rows).mapToDouble(row -> earlier[row]).toArray(),
                IntStream.of(rows).mapToDouble(row -> values[row]).toArray());
        if (!answer.take(outcome)) {
            return;
        }
        outcome.converged().ifPresent(cuped -> {
            told.put("cuped_lift", cuped.adjusted().difference());
            putInterval(told, "cuped_", cuped.adjusted());
            told.put("cuped_p", cuped.adjusted().pValue());
            told.put("cuped_theta", cuped.theta());
            told.put("cuped_variance_reduction", cuped.varianceReduction());
        });
    }

    private static int[] rows(Group treated, Group base) {
        return IntStream.concat(IntStream.of(treated.rows()), IntStream.of(base.rows()))
                .toArray();
    }

    private void stratified(
            Answer answer,
            Map<String, @Nullable Object> told,
            List<Group> groups,
            double[] values,
            Group treated,
            Group base) {
        boolean[] isTreated = new boolean[values.length];
        boolean[] isControl = new boolean[values.length];
        IntStream.of(treated.rows()).forEach(row -> isTreated[row] = true);
        IntStream.of(base.rows()).forEach(row -> isControl[row] = true);
        List<Stratified.Stratum> parts = new ArrayList<>();
        int thin = 0;
        for (Group group : groups) {
            double[] with = part(group, isTreated, values);
            double[] without = part(group, isControl, values);
            if (with.length < 2 || without.length < 2) {
                thin += with.length + without.length;
                continue;
            }
            parts.add(new Stratified.Stratum(Moments.of(with), Moments.of(without)));
        }
        if (thin > 0) {
            answer.warn(
                    thin + " people of strata with fewer than two in an arm were left out of the stratified lift of "
                            + treated.name() + ".");
        }
        if (parts.isEmpty()) {
            answer.take(FitOutcome.tooLittle("strata_with_two_people_in_each_arm", 0, 1));
            return;
        }
        Stratified.difference(parts).converged().ifPresent(comparison -> {
            told.put("stratified_lift", comparison.difference());
            putInterval(told, "stratified_", comparison);
            told.put("stratified_p", comparison.pValue());
        });
    }

    private static double[] part(Group group, boolean[] which, double[] values) {
        return IntStream.of(group.rows())
                .filter(row -> which[row])
                .mapToDouble(row -> values[row])
                .toArray();
    }

    private void qini(Map<String, @Nullable Object> told, double[] scores, double[] values, Group treated, Group base) {
        int[] rows = rows(treated, base);
        boolean[] isTreated = new boolean[rows.length];
        Arrays.fill(isTreated, 0, treated.size(), true);
        UpliftCurve curve = UpliftCurve.of(
                IntStream.of(rows).mapToDouble(row -> scores[row]).toArray(),
                isTreated,
                IntStream.of(rows).mapToDouble(row -> values[row]).toArray());
        told.put("qini", curve.coefficient());
        told.put("qini_p", curve.pValueAgainstRandom(SHUFFLES, seed));
        told.put("area_under_gain", curve.areaUnderGain());
        told.put("area_under_gain_of_random", curve.randomAreaUnderGain());
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new ProductException(ModelError.BAD_OPTION, problem);
        }
    }
}
