package org.zhike.commandline.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.zhike.commandline.model.Cells.Group;
import org.zhike.statistics.interval.Comparison;
import org.zhike.statistics.interval.Interval;
import org.zhike.statistics.interval.Moments;
import org.zhike.statistics.interval.NetPromoter;
import org.zhike.statistics.interval.Proportion;
import org.zhike.statistics.test.FisherExact;
import org.zhike.statistics.test.MannWhitney;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "difference",
        description = {
            "The first of two groups minus the second.",
            "interval difference --successes 231,184 --trials 2000,2000",
            "interval difference --input F.csv --of mean --column amount --by channel"
        },
        mixinStandardHelpOptions = true)
final class IntervalDifference implements Callable<Integer> {

    enum Kind {
        SHARE,
        NPS,
        MEAN
    }

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(names = "--of", defaultValue = "SHARE", description = "One of share, nps, mean (default: share).")
    private Kind kind = Kind.SHARE;

    @Option(names = "--successes", split = ",", paramLabel = "N", description = "Of the first and the second group.")
    private List<Long> successes = new ArrayList<>();

    @Option(names = "--trials", split = ",", paramLabel = "N", description = "Of the first and the second group.")
    private List<Long> trials = new ArrayList<>();

    @Option(names = "--input", paramLabel = "FILE", description = "A file to take the rows of.")
    private @Nullable Path input;

    @Option(names = "--by", paramLabel = "COLUMN", description = "The column that tells the two groups apart.")
    private @Nullable String by;

    @Option(
            names = "--groups",
            split = ",",
            paramLabel = "NAME",
            description = "The first and the second group (default: the only two, in order).")
    private List<String> names = new ArrayList<>();

    @Mixin
    private Condition condition = new Condition();

    @Option(names = "--level", defaultValue = "0.95", description = "Of the interval (default: ${DEFAULT-VALUE}).")
    private double level;

    @Option(names = "--json", description = "Print one JSON object instead of lines.")
    private boolean json;

    @Override
    public Integer call() {
        IntervalTask.require(level > 0 && level < 1, "--level must lie between 0 and 1, not " + level);
        var answer = new Answer(spec, json);
        answer.put("of", kind.name().toLowerCase(Locale.ROOT));
        if (input == null) {
            shares(answer, given(0), given(1));
        } else {
            ofFile(answer, input);
        }
        answer.put("level", level).print();
        return 0;
    }

    private Proportion given(int group) {
        IntervalTask.require(
                kind == Kind.SHARE && successes.size() == 2 && trials.size() == 2,
                "Give --successes A,B and --trials A,B, or --input with --column and --by.");
        long x = successes.get(group);
        long n = trials.get(group);
        IntervalTask.require(n >= 1 && x >= 0 && x <= n, "There cannot be " + x + " successes in " + n + " trials.");
        return new Proportion(x, n);
    }

    private void ofFile(Answer answer, Path file) {
        String groupColumn = IntervalTask.needed(by, "Say with --by which column tells the two groups apart.");
        String column = IntervalTask.needed(condition.column, "Say with --column what is compared.");
        Column wanted = switch (kind) {
            case SHARE -> condition.wanted();
            case NPS, MEAN -> Column.number(column).optional();
        };
        Frame frame = Frame.read(file, List.of(wanted, Column.text(groupColumn)));
        List<Group> groups = Cells.groups(frame, groupColumn);
        Group first = group(groups, 0);
        Group second = group(groups, 1);
        answer.put("first", first.name()).put("second", second.name());
        switch (kind) {
            case SHARE -> {
                boolean[] success = condition.successes(frame);
                shares(answer, proportion(success, first), proportion(success, second));
            }
            case NPS -> {
                NetPromoter a = IntervalNps.score(frame, column, first);
                NetPromoter b = IntervalNps.score(frame, column, second);
                answer.put("first_value", a.score()).put("second_value", b.score());
                compared(answer, a.minus(b), "normal");
            }
            case MEAN -> means(answer, frame, column, first, second);
        }
    }

    private Group group(List<Group> groups, int which) {
        List<String> all = groups.stream().map(Group::name).toList();
        if (names.isEmpty()) {
            IntervalTask.require(
                    groups.size() == 2,
                    "Say with --groups FIRST,SECOND which two to compare. There are: " + String.join(", ", all) + ".");
            return groups.get(which);
        }
        IntervalTask.require(
                names.size() == 2 && all.containsAll(names) && !names.get(0).equals(names.get(1)),
                "--groups needs two of: " + String.join(", ", all) + ".");
        return groups.get(all.indexOf(names.get(which)));
    }

    private static Proportion proportion(boolean[] success, Group group) {
        return new Proportion(group.count(row -> success[row]), group.size());
    }

    private void shares(Answer answer, Proportion a, Proportion b) {
        Interval interval = a.minus(b, level);
        answer.put("first_value", a.share())
                .put("second_value", b.share())
                .put("difference", a.share() - b.share())
                .put("low", interval.low())
                .put("high", interval.high())
                .put("method", "newcombe")
                .put("p", a.pooledTest(b).pValue())
                .put(
                        "p_fisher",
                        new FisherExact(
                                        a.successes(),
                                        a.trials() - a.successes(),
                                        b.successes(),
                                        b.trials() - b.successes())
                                .twoSided());
    }

    private void means(Answer answer, Frame frame, String column, Group first, Group second) {
        double[] a = IntervalMean.values(frame, column, first);
        double[] b = IntervalMean.values(frame, column, second);
        Moments ofFirst = Moments.of(a);
        Moments ofSecond = Moments.of(b);
        answer.put("first_value", ofFirst.mean()).put("second_value", ofSecond.mean());
        if (ofFirst.variance() > 0 && ofSecond.variance() > 0) {
            compared(answer, ofFirst.minus(ofSecond), "welch_t");
        } else {
            answer.put("difference", ofFirst.mean() - ofSecond.mean())
                    .put("low", null)
                    .put("high", null)
                    .warn("A group has one value or all the same: there is no interval.");
        }
        MannWhitney ranks = MannWhitney.of(a, b);
        answer.put("chance_that_first_is_larger", ranks.probabilityOfSuperiority())
                .put("p_mann_whitney", ranks.pValue());
    }

    private void compared(Answer answer, Comparison comparison, String method) {
        Interval interval = comparison.interval(level);
        answer.put("difference", comparison.difference())
                .put("low", interval.low())
                .put("high", interval.high())
                .put("method", method)
                .put("p", comparison.pValue());
    }
}
