package org.zhike.commandline.model;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.zhike.commandline.model.Cells.Group;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.interval.FunnelPlot;
import org.zhike.statistics.interval.Interval;
import org.zhike.statistics.interval.Proportion;
import org.zhike.statistics.interval.ShareShrinkage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "share",
        description = {
            "Successes of trials: interval share --successes 81 --trials 263",
            "or: interval share --input F.csv --column answer --at-least 4 --by store",
            "By group it also tells the shares drawn towards that of all (to rank by), and the limits of a funnel plot."
        },
        mixinStandardHelpOptions = true)
final class IntervalShare extends IntervalTask {

    enum Method {
        WILSON,
        CLOPPER_PEARSON,
        JEFFREYS,
        AGRESTI_COULL,
        WALD
    }

    @Option(names = "--successes", description = "How many.")
    private @Nullable Long successes;

    @Option(names = "--trials", description = "Of how many.")
    private @Nullable Long trials;

    @Mixin
    private Condition condition = new Condition();

    @Option(
            names = "--method",
            defaultValue = "WILSON",
            description = "One of wilson, clopper_pearson, jeffreys, agresti_coull, wald (default: wilson).")
    private Method method = Method.WILSON;

    @Override
    List<Column> columns() {
        return List.of(condition.wanted());
    }

    @Override
    Told of(Frame frame, Group group) {
        return told(proportion(frame, group));
    }

    private Proportion proportion(Frame frame, Group group) {
        boolean[] success = condition.successes(frame);
        return new Proportion(group.count(row -> success[row]), group.size());
    }

    @Override
    Told ofOptions() {
        String both = "Give --successes and --trials, or --input with --column.";
        long x = needed(successes, both);
        long n = needed(trials, both);
        require(n >= 1 && x >= 0 && x <= n, "--successes must lie from 0 to --trials, which must be at least 1.");
        return told(new Proportion(x, n));
    }

    private Told told(Proportion share) {
        Interval interval = switch (method) {
            case WILSON -> share.wilson(level);
            case CLOPPER_PEARSON -> share.clopperPearson(level);
            case JEFFREYS -> share.jeffreys(level);
            case AGRESTI_COULL -> share.agrestiCoull(level).within(0, 1);
            case WALD -> share.wald(level).within(0, 1);
        };
        return new Told(share.share(), share.trials(), interval, method.name().toLowerCase(Locale.ROOT));
    }

    @Override
    void compare(Answer answer, Frame frame, List<Group> groups, List<Map<String, @Nullable Object>> told) {
        List<Proportion> shares =
                groups.stream().map(group -> proportion(frame, group)).toList();
        FitOutcome<ShareShrinkage> outcome = ShareShrinkage.fit(shares);
        ShareShrinkage shrinkage = switch (outcome) {
            case FitOutcome.Converged<ShareShrinkage>(ShareShrinkage model, int steps) -> model;
            case FitOutcome.NotConverged<ShareShrinkage>(ShareShrinkage last, int steps, String why) -> {
                answer.warn("Drawn towards the mean: " + why + ".");
                yield last;
            }
            case FitOutcome.TooLittleData<ShareShrinkage> little -> null;
        };
        if (shrinkage == null) {
            answer.warn(
                    groups.size() < 2
                            ? "There is one group only: its share is not drawn towards a mean."
                            : "All or none succeeded in every group: shares are not drawn towards a mean.");
            return;
        }
        long successes = shares.stream().mapToLong(Proportion::successes).sum();
        double target = (double) successes / frame.rows();
        answer.put("all", target);
        IntStream.range(0, shares.size()).forEach(g -> {
            Proportion share = shares.get(g);
            Interval drawn = shrinkage.interval(share, level);
            Interval funnel = FunnelPlot.ofShare(target, share.trials(), level);
            told.get(g)
                    .putAll(Cells.map(
                            "to_rank_by", shrinkage.estimate(share),
                            "to_rank_by_low", drawn.low(),
                            "to_rank_by_high", drawn.high(),
                            "funnel_low", funnel.low(),
                            "funnel_high", funnel.high()));
        });
    }
}
