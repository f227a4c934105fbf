package org.zhike.commandline.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.zhike.commandline.model.Cells.Group;
import org.zhike.kernel.ProductException;
import org.zhike.statistics.interval.Interval;
import org.zhike.statistics.survival.CoxRegression.Ties;
import org.zhike.statistics.survival.KaplanMeier;
import org.zhike.statistics.survival.KaplanMeier.Scale;
import org.zhike.statistics.survival.LogRank;
import org.zhike.statistics.survival.NelsonAalen;
import org.zhike.statistics.test.ChiSquareStatistic;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "survival",
        description = {
            "How long customers, contracts or tickets last when some have not ended yet.",
            "The curve by Kaplan and Meier with the interval on the log-log scale; with --by one for each group and the"
                    + " log-rank test; with --cox or --weibull what hastens or delays the end."
        },
        mixinStandardHelpOptions = true)
final class SurvivalCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(names = "--input", required = true, paramLabel = "FILE", description = "A row for each unit.")
    private Path input = Path.of("");

    @Option(
            names = "--time",
            required = true,
            paramLabel = "COLUMN",
            description = "How long it has lasted; 0 or more.")
    private String time = "";

    @Option(
            names = "--event",
            required = true,
            paramLabel = "COLUMN",
            description = "Whether it has ended: yes or no, 1 or 0, true or false, 是 or 否.")
    private String event = "";

    @Option(names = "--by", paramLabel = "COLUMN", description = "A curve for each text of this column.")
    private @Nullable String by;

    @Option(
            names = "--cox",
            split = ",",
            paramLabel = "COLUMN",
            description = "Columns for Cox regression: numbers, or texts as categories beside the first in order.")
    private List<String> cox = new ArrayList<>();

    @Option(
            names = "--weibull",
            split = ",",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "COLUMN",
            description = "The same for Weibull regression, or without columns: the shape of the hazard.")
    private @Nullable List<String> weibull;

    @Option(names = "--ties", defaultValue = "EFRON", description = "One of efron, breslow (default: efron).")
    private Ties ties = Ties.EFRON;

    @Option(
            names = "--at",
            split = ",",
            paramLabel = "TIME",
            description = "Times to tell the share that lasts beyond them, such as 12,24.")
    private List<Double> at = new ArrayList<>();

    @Option(names = "--level", defaultValue = "0.95", description = "Of intervals (default: ${DEFAULT-VALUE}).")
    private double level;

    @Option(names = "--output", paramLabel = "FILE", description = "A CSV file with every step of every curve.")
    private @Nullable Path output;

    @Option(names = "--json", description = "Print one JSON object instead of lines.")
    private boolean json;

    @Override
    public Integer call() {
        if (!(level > 0 && level < 1)) {
            throw new ProductException(ModelError.BAD_OPTION, "--level must lie between 0 and 1, not " + level);
        }
        for (double t : at) {
            if (!(t >= 0 && t < Double.POSITIVE_INFINITY)) {
                throw new ProductException(ModelError.BAD_OPTION, "--at needs times of 0 or more, not " + t);
            }
        }
        var answer = new Answer(spec, json);
        List<Column> columns = new ArrayList<>(List.of(Column.number(time), Column.text(event)));
        if (by != null) {
            columns.add(Column.text(by));
        }
        List<String> regressors = new ArrayList<>(cox);
        if (weibull != null) {
            regressors.addAll(weibull.stream().filter(name -> !name.isEmpty()).toList());
        }
        for (String name : regressors) {
            if (name.equals(time) || name.equals(event)) {
                throw new ProductException(
                        ModelError.BAD_OPTION, "Column " + name + " tells the end itself; it cannot explain it.");
            }
            columns.add(Column.text(name));
        }
        Frame frame = Frame.read(input, columns);
        double[] durations = frame.numbers(time);
        Cells.require(frame, time, row -> durations[row] >= 0, "a duration: it must be 0 or more");
        boolean[] ended = Cells.yesNo(frame, event);
        List<Group> groups = Cells.groups(frame, by);
        List<KaplanMeier> curves = groups.stream()
                .map(group -> KaplanMeier.of(group.of(durations), group.of(ended)))
                .toList();
        tell(answer, groups, curves, durations, ended);
        var regression = new SurvivalRegressions(frame, durations, ended, level);
        if (!cox.isEmpty()) {
            regression.cox(answer, cox, ties);
        }
        if (weibull != null) {
            regression.weibull(
                    answer, weibull.stream().filter(name -> !name.isEmpty()).toList());
        }
        if (output != null) {
            write(output, groups, curves);
            answer.put("output", output.toString());
        }
        answer.print();
        return 0;
    }

    private void tell(
            Answer answer, List<Group> groups, List<KaplanMeier> curves, double[] durations, boolean[] ended) {
        // A common horizon, up to which every curve is known.
        double horizon = curves.stream()
                .mapToDouble(curve -> curve.time(curve.steps() - 1))
                .min()
                .orElse(0);
        long ends = 0;
        for (boolean end : ended) {
            ends += end ? 1 : 0;
        }
        answer.put("units", durations.length).put("ended", ends).put("level", level);
        if (ends == 0) {
            answer.warn("Nothing has ended: every curve stays at 1.");
        }
        answer.put("restricted_mean_until", horizon);
        List<Map<String, @Nullable Object>> told = new ArrayList<>();
        for (int g = 0; g < curves.size(); g++) {
            told.add(tell(groups.get(g), curves.get(g), horizon));
        }
        if (by == null) {
            told.getFirst().forEach((name, value) -> {
                if (!List.of("group", "units", "ended").contains(name)) {
                    answer.put(name, value);
                }
            });
            return;
        }
        answer.put("groups", told);
        if (groups.size() < 2) {
            answer.warn("Column " + by + " has one text only: there is nothing to compare.");
            return;
        }
        int[] groupOf = new int[durations.length];
        for (int g = 0; g < groups.size(); g++) {
            for (int row : groups.get(g).rows()) {
                groupOf[row] = g;
            }
        }
        ChiSquareStatistic test = LogRank.of(durations, ended, groupOf).test();
        answer.put(
                "log_rank",
                Cells.map(
                        "chi_square", test.value(), "degrees_of_freedom", test.degreesOfFreedom(), "p", test.pValue()));
    }

    private Map<String, @Nullable Object> tell(Group group, KaplanMeier curve, double horizon) {
        Interval median = curve.intervalUntilEnded(0.5, Scale.LOG_LOG, level);
        KaplanMeier.Mean mean = curve.restrictedMean(horizon);
        long ends = 0;
        for (int i = 0; i < curve.steps(); i++) {
            ends += curve.events(i);
        }
        List<Map<String, @Nullable Object>> shares = new ArrayList<>();
        for (double t : at) {
            shares.add(shareAt(curve, t));
        }
        Map<String, @Nullable Object> told = Cells.map(
                "group", group.name(),
                "units", group.size(),
                "ended", ends,
                "median", curve.timeUntilEnded(0.5),
                "median_low", median.low(),
                "median_high", median.high(),
                "restricted_mean", mean.value(),
                "restricted_mean_standard_error", mean.standardError());
        if (!at.isEmpty()) {
            told.put("lasting", shares);
        }
        return told;
    }

    private Map<String, @Nullable Object> shareAt(KaplanMeier curve, double t) {
        int step = -1;
        while (step + 1 < curve.steps() && curve.time(step + 1) <= t) {
            step++;
        }
        if (step < 0) {
            return Cells.map("time", t, "share", 1.0, "low", 1.0, "high", 1.0);
        }
        Interval interval = curve.interval(step, Scale.LOG_LOG, level);
        return Cells.map("time", t, "share", curve.survival(step), "low", interval.low(), "high", interval.high());
    }

    private void write(Path file, List<Group> groups, List<KaplanMeier> curves) {
        List<String> headings = List.of(
                "group",
                "time",
                "at_risk",
                "ended",
                "censored",
                "survival",
                "standard_error",
                "low",
                "high",
                "cumulative_hazard",
                "cumulative_hazard_standard_error");
        CsvOutput.write(file, headings, rows -> {
            for (int g = 0; g < curves.size(); g++) {
                KaplanMeier curve = curves.get(g);
                NelsonAalen hazard = NelsonAalen.of(curve);
                for (int i = 0; i < curve.steps(); i++) {
                    Interval interval = curve.interval(i, Scale.LOG_LOG, level);
                    rows.accept(Arrays.asList(
                            groups.get(g).name(),
                            CsvOutput.cell(curve.time(i)),
                            String.valueOf(curve.atRisk(i)),
                            String.valueOf(curve.events(i)),
                            String.valueOf(curve.censored(i)),
                            CsvOutput.cell(curve.survival(i)),
                            CsvOutput.cell(curve.standardError(i)),
                            CsvOutput.cell(interval.low()),
                            CsvOutput.cell(interval.high()),
                            CsvOutput.cell(hazard.cumulativeHazard(i)),
                            CsvOutput.cell(hazard.standardError(i))));
                }
            }
        });
    }
}
