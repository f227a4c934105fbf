package org.zhike.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.zhike.identity.Actor;
import org.zhike.kernel.Issues;
import org.zhike.metrics.Metric.Direction;
import org.zhike.metrics.Metric.IntervalMethod;
import org.zhike.metrics.MetricAnswer.Cell;
import org.zhike.metrics.MetricAnswer.Result;
import org.zhike.metrics.MetricAnswer.State;
import org.zhike.metrics.RankingAnswer.Limits;
import org.zhike.metrics.RankingAnswer.NotRanked;
import org.zhike.metrics.RankingAnswer.Place;
import org.zhike.metrics.RankingAnswer.Reason;
import org.zhike.metrics.RankingAnswer.Unit;
import org.zhike.metrics.RankingAnswer.Verdict;
import org.zhike.platform.Measuring;
import org.zhike.statistics.interval.FunnelPlot;
import org.zhike.statistics.interval.Interval;
import org.zhike.statistics.interval.UncertainRanks;

/**
 * Ranks the values of a dimension fairly: shrunken values, ranks with their intervals, and the funnel of what chance explains. It
 * asks {@link Metrics}, so that its numbers are those of every screen. Docs: docs/metrics.md, "Rankings".
 */
public final class MetricRanking {

    /** Sums and counts grow with the part; their order says which part is large, not which is good. */
    private static final Set<IntervalMethod> OF_SIZE =
            EnumSet.of(IntervalMethod.NONE, IntervalMethod.TOTAL, IntervalMethod.POISSON);

    private static final int DRAWS = 2_000;
    private static final long SEED = 20_260_131;
    private static final int POINTS_OF_FUNNEL = 40;
    private static final double LOOK = 0.95;
    private static final double ACT = 0.998;

    private final Metrics metrics;
    private final Supplier<Measuring> measuring;

    MetricRanking(Metrics metrics, Supplier<Measuring> measuring) {
        this.metrics = metrics;
        this.measuring = measuring;
    }

    /** Whether the parts of a metric can be ranked. */
    public static boolean canRank(Metric metric) {
        return !OF_SIZE.contains(metric.interval());
    }

    /** Answers a question; all that is wrong with it comes at once. */
    public RankingAnswer rank(Actor actor, RankingQuery query, Locale language) {
        Metric metric = metrics.get(query.metric());
        Issues issues = new Issues();
        if (!canRank(metric)) {
            issues.add("metric", MetricError.CANNOT_RANK, metric.id());
        }
        issues.throwIfAny();
        MetricAnswer answer = metrics.query(
                actor,
                new MetricQuery(
                        List.of(metric.id()),
                        List.of(query.by()),
                        null,
                        query.period(),
                        query.filter(),
                        query.currency(),
                        false),
                language);
        Result result = answer.results().getFirst();
        List<Cell> ranked = new ArrayList<>();
        List<NotRanked> left = new ArrayList<>();
        for (Cell cell : result.cells()) {
            Reason reason = reason(cell, query.by());
            if (reason == null) {
                ranked.add(cell);
            } else {
                left.add(new NotRanked(key(cell, query.by()), label(cell, query.by()), cell.value(), cell.n(), reason));
            }
        }
        left.sort(Comparator.comparingLong(NotRanked::n).reversed());
        double level = measuring.get().level();
        if (ranked.size() < 2) {
            ranked.forEach(cell -> left.add(new NotRanked(
                    key(cell, query.by()), label(cell, query.by()), cell.value(), cell.n(), Reason.TOO_FEW)));
            return answer(answer, result, query, level, new Order(List.of(), null, Verdict.TOO_FEW_PARTS), left);
        }
        Posterior posterior = Posterior.of(metric, ranked, level);
        List<Unit> units = units(metric, query.by(), ranked, posterior, level);
        Verdict verdict = posterior.hasSpread() ? Verdict.RANKED : Verdict.NO_DIFFERENCE;
        return answer(answer, result, query, level, new Order(units, posterior, verdict), left);
    }

    private record Order(List<Unit> units, @Nullable Posterior posterior, Verdict verdict) {}

    private static RankingAnswer answer(
            MetricAnswer answer, Result result, RankingQuery query, double level, Order order, List<NotRanked> left) {
        Posterior posterior = order.posterior();
        return new RankingAnswer(
                answer.asOf(),
                result.metric(),
                result.unit(),
                result.currency(),
                query.period(),
                query.by(),
                level,
                result.truncated(),
                posterior == null ? null : posterior.pooled(),
                posterior == null ? 0 : posterior.spread(),
                posterior == null ? 1 : overdispersion(order.units(), posterior),
                order.verdict(),
                order.units(),
                left,
                posterior == null ? List.of() : funnel(order.units(), posterior));
    }

    private static @Nullable Reason reason(Cell cell, String by) {
        if (key(cell, by) == null) {
            return Reason.NO_PART;
        }
        if (cell.value() == null) {
            return Reason.NO_VALUE;
        }
        if (cell.state() == State.TOO_FEW) {
            return Reason.TOO_FEW;
        }
        return cell.low() == null || cell.high() == null ? Reason.NO_VALUE : null;
    }

    private static @Nullable Object key(Cell cell, String by) {
        return cell.dimensions().get(by);
    }

    private static @Nullable String label(Cell cell, String by) {
        return cell.labels().get(by);
    }

    private static List<Unit> units(Metric metric, String by, List<Cell> cells, Posterior posterior, double level) {
        int good = metric.direction() == Direction.UP ? 1 : -1;
        UncertainRanks ranks = UncertainRanks.simulate(
                cells.size(), (part, random) -> good * posterior.draw(part, random), DRAWS, SEED);
        int[] raw = places(cells.size(), part -> good * value(cells.get(part)));
        int[] shrunk = places(cells.size(), part -> good * posterior.shrunk(part));
        List<Unit> units = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            Interval interval = posterior.interval(i, level);
            Interval rank = ranks.interval(i, level);
            units.add(new Unit(
                    key(cell, by),
                    label(cell, by),
                    value(cell),
                    cell.low(),
                    cell.high(),
                    cell.n(),
                    posterior.size(i),
                    posterior.shrunk(i),
                    interval.low(),
                    interval.high(),
                    shrunk[i],
                    (int) rank.low(),
                    (int) rank.high(),
                    raw[i],
                    place(value(cell), posterior, i, good)));
        }
        units.sort(Comparator.comparingInt(Unit::rank));
        return units;
    }

    private static double value(Cell cell) {
        Double value = cell.value();
        return value == null ? 0 : value;
    }

    /** The place of each part, the largest first; equal ones share the better place. */
    private static int[] places(int parts, IntToDoubleFunction score) {
        double[] descending = IntStream.range(0, parts)
                .mapToDouble(part -> -score.applyAsDouble(part))
                .sorted()
                .toArray();
        int[] places = new int[parts];
        for (int i = 0; i < parts; i++) {
            int found = Arrays.binarySearch(descending, -score.applyAsDouble(i));
            while (found > 0 && descending[found - 1] == descending[found]) {
                found--;
            }
            places[i] = found + 1;
        }
        return places;
    }

    private static Place place(double value, Posterior posterior, int part, int good) {
        Interval look = posterior.limits(posterior.size(part), LOOK);
        if (look.contains(value)) {
            return Place.INSIDE;
        }
        boolean far = !posterior.limits(posterior.size(part), ACT).contains(value);
        boolean better = value > look.high() == good > 0;
        return better ? (far ? Place.MUCH_BETTER : Place.BETTER) : far ? Place.MUCH_WORSE : Place.WORSE;
    }

    private static double overdispersion(List<Unit> units, Posterior posterior) {
        double[] z = units.stream()
                .mapToDouble(unit -> {
                    double error =
                            posterior.limits(unit.size(), Posterior.ONE_ERROR).halfWidth();
                    return error == 0 ? 0 : (unit.value() - posterior.pooled()) / error;
                })
                .toArray();
        return FunnelPlot.overdispersion(z);
    }

    /** The limits at sizes from the smallest part to the largest, even on the logarithm. */
    private static List<Limits> funnel(List<Unit> units, Posterior posterior) {
        long least = units.stream().mapToLong(Unit::size).min().orElse(1);
        long most = units.stream().mapToLong(Unit::size).max().orElse(1);
        Set<Long> sizes = new TreeSet<>();
        for (int i = 0; i < POINTS_OF_FUNNEL; i++) {
            sizes.add(Math.round(least * Math.pow((double) most / least, i / (POINTS_OF_FUNNEL - 1.0))));
        }
        return sizes.stream()
                .map(size -> {
                    Interval look = posterior.limits(size, LOOK);
                    Interval act = posterior.limits(size, ACT);
                    return new Limits(size, look.low(), look.high(), act.low(), act.high());
                })
                .toList();
    }
}
