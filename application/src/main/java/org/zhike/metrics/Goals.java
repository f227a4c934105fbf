package org.zhike.metrics;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Period;
import org.zhike.metrics.MetricAnswer.Cell;
import org.zhike.metrics.MetricAnswer.Goal;
import org.zhike.metrics.MetricAnswer.State;
import org.zhike.metrics.MetricAnswer.Verdict;

/** Holds the cells of an answer against the targets that hold for them, with noise in mind. */
final class Goals {

    private final Map<String, List<Target>> targets;
    private final List<String> by;
    private final @Nullable Grain grain;
    private final Period period;

    /** @param targets those that hold from the latest day first */
    Goals(List<Target> targets, List<String> by, @Nullable Grain grain, Period period) {
        this.targets = targets.stream().collect(Collectors.groupingBy(Target::metric));
        this.by = by;
        this.grain = grain;
        this.period = period;
    }

    List<Cell> judge(Metric metric, List<Cell> cells) {
        List<Target> own = targets.getOrDefault(metric.id(), List.of());
        return own.isEmpty()
                ? cells
                : cells.stream().map(cell -> judge(metric, own, cell)).toList();
    }

    private Cell judge(Metric metric, List<Target> own, Cell cell) {
        return own.stream()
                .filter(target -> isFor(target, cell) && fits(target, metric, cell))
                .findFirst()
                .map(target -> cell.with(goal(metric, target, cell)))
                .orElse(cell);
    }

    private boolean isFor(Target target, Cell cell) {
        return target.dimension() == null
                ? by.isEmpty()
                : by.equals(List.of(target.dimension()))
                        && Objects.equals(String.valueOf(cell.dimensions().get(target.dimension())), target.value());
    }

    /** Sums belong to their step of time; shares, means and durations to every one. */
    private boolean fits(Target target, Metric metric, Cell cell) {
        LocalDate step = cell.time() == null ? period.from() : cell.time();
        boolean isSum = switch (metric.interval()) {
            case NONE, POISSON, TOTAL -> metric.unit() == Metric.Unit.COUNT || metric.unit() == Metric.Unit.MONEY;
            case WILSON, NPS, DELTA, ORDER_STATISTICS, KAPLAN_MEIER, COMPOSITE -> false;
        };
        LocalDate last = grain == null ? period.to() : grain.plus(step, 1);
        if (!target.since().isBefore(last)) {
            return false;
        }
        boolean isOneStep = grain == null
                ? target.grain().startOf(period.from()).equals(period.from())
                        && target.grain().plus(period.from(), 1).equals(period.to())
                : grain == target.grain();
        return !isSum || isOneStep;
    }

    private static Goal goal(Metric metric, Target target, Cell cell) {
        boolean judged = cell.value() != null && cell.state() != State.TOO_FEW && cell.complete();
        boolean up = metric.direction() == Metric.Direction.UP;
        return new Goal(
                target.target(),
                target.redLine(),
                judged && target.target() != null ? verdict(cell, target.target(), up) : null,
                judged && target.redLine() != null ? verdict(cell, target.redLine(), up) : null);
    }

    /** Met or missed when the whole interval lies on one side of the line; a value without an interval is certain. */
    private static Verdict verdict(Cell cell, double line, boolean up) {
        double value = Objects.requireNonNull(cell.value());
        boolean isCertain = cell.low() == null && cell.high() == null;
        double low = isCertain ? value : cell.low() == null ? Double.NEGATIVE_INFINITY : cell.low();
        double high = isCertain ? value : cell.high() == null ? Double.POSITIVE_INFINITY : cell.high();
        if (up ? low >= line : high <= line) {
            return Verdict.MET;
        }
        return (up ? high < line : low > line) ? Verdict.MISSED : Verdict.OPEN;
    }
}
