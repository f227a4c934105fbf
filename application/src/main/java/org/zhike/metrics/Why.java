package org.zhike.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.zhike.metrics.ReadyMetric.Counted;
import org.zhike.metrics.WhyAnswer.Dimension;
import org.zhike.metrics.WhyAnswer.Part;
import org.zhike.statistics.Quantiles;
import org.zhike.statistics.decompose.Change;
import org.zhike.statistics.decompose.ChangeRanking;
import org.zhike.statistics.decompose.RateChange;
import org.zhike.statistics.decompose.TotalChange;

/** Takes the change of one metric apart over the parts of one dimension. */
final class Why {

    private static final int MOST_PARTS = 12;

    /** The estimates of one part in both periods; null where nothing was counted. */
    record Pair(
            @Nullable Object value,
            @Nullable Estimate before,
            @Nullable Estimate after) {}

    private final List<Pair> pairs;
    private final Map<Object, String> labels;

    private final double level;

    /** @param level of the intervals that tell a change from noise */
    Why(List<Pair> pairs, Map<Object, String> labels, double level) {
        this.pairs = pairs;
        this.labels = labels;
        this.level = level;
    }

    /** Whether the metric is a ratio or a sum: a median or a lifetime has no parts that add up. */
    static boolean canExplain(ReadyMetric metric) {
        return switch (metric.metric().interval()) {
            case NONE, WILSON, NPS, TOTAL, POISSON -> true;
            case DELTA ->
                metric instanceof Counted counted
                        && counted.formula() != null
                        && counted.formula().isRatio();
            case ORDER_STATISTICS, KAPLAN_MEIER, COMPOSITE -> false;
        };
    }

    /** Whether every unit is in one part: records are, what they are rolled up by only in parts of its own fields. */
    static boolean partsAreApart(Counted metric, String path) {
        return switch (metric.form()) {
            case Form.Rows _, Form.Followed _, Form.Gaps _ -> true;
            case Form.Groups _, Form.States _, Form.Lifetimes _ -> path.startsWith(metric.perPath() + ".");
        };
    }

    Dimension dimension(String path, Estimate before, Estimate after) {
        return before.isRatio() && after.isRatio() ? ofRatio(path, before, after) : ofSum(path);
    }

    private Dimension ofRatio(String path, Estimate before, Estimate after) {
        double scaleBefore = scale(before);
        double scaleAfter = scale(after);
        RateChange change = RateChange.of(
                array(Pair::before, estimate -> estimate.numeratorOrZero() * scaleBefore),
                array(Pair::before, Estimate::denominatorOrZero),
                array(Pair::after, estimate -> estimate.numeratorOrZero() * scaleAfter),
                array(Pair::after, Estimate::denominatorOrZero),
                array(Pair::before, Why::variance),
                array(Pair::after, Why::variance));
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            double entered = change.entered(i) + unweighted(pair.after()) * scaleAfter / after.denominatorOrZero();
            double left = change.left(i) - unweighted(pair.before()) * scaleBefore / before.denominatorOrZero();
            double effect = change.rate(i) + change.mix(i) + entered + left;
            parts.add(part(pair, effect, change.rate(i), change.mix(i), entered, left, change.standardError(i)));
        }
        return dimension(path, change.isReversal(), parts, change);
    }

    private Dimension ofSum(String path) {
        TotalChange change = TotalChange.of(
                sums(Pair::before, Why::valueOrZero),
                sums(Pair::after, Why::valueOrZero),
                sums(Pair::before, Why::varianceOrZero),
                sums(Pair::after, Why::varianceOrZero));
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            parts.add(part(
                    pairs.get(i),
                    change.effect(i),
                    change.stayed(i),
                    0,
                    change.entered(i),
                    change.left(i),
                    change.standardError(i)));
        }
        return dimension(path, false, parts, change);
    }

    private Part part(Pair pair, double effect, double rate, double mix, double entered, double left, double error) {
        Estimate before = pair.before();
        Estimate after = pair.after();
        return new Part(
                pair.value(),
                pair.value() == null ? null : labels.get(pair.value()),
                before == null || !before.hasValue() ? null : before.value(),
                after == null || !after.hasValue() ? null : after.value(),
                before == null ? 0 : before.n(),
                after == null ? 0 : after.n(),
                effect,
                rate,
                mix,
                entered,
                left,
                Double.isFinite(error) ? error : 0,
                Math.abs(effect) < Quantiles.criticalZ(level) * error);
    }

    private Dimension dimension(String path, boolean reversal, List<Part> parts, Change change) {
        double explained = ChangeRanking.of(List.of(new ChangeRanking.Dimension(path, change)), level)
                .getFirst()
                .share();
        List<Part> sorted = new ArrayList<>(parts);
        sorted.sort(Comparator.<Part>comparingDouble(part -> -Math.abs(part.effect()))
                .thenComparing(part -> String.valueOf(part.value())));
        List<Part> shown = sorted.subList(0, Math.min(MOST_PARTS, sorted.size()));
        List<Part> rest = sorted.subList(shown.size(), sorted.size());
        return new Dimension(
                path,
                explained,
                reversal,
                Collections.unmodifiableList(new ArrayList<>(shown)),
                rest.size(),
                rest.stream().mapToDouble(Part::effect).sum());
    }

    private double[] sums(Function<Pair, @Nullable Estimate> side, ToDoubleFunction<@Nullable Estimate> number) {
        return pairs.stream()
                .mapToDouble(pair -> number.applyAsDouble(side.apply(pair)))
                .toArray();
    }

    private double[] array(Function<Pair, @Nullable Estimate> side, ToDoubleFunction<Estimate> number) {
        return pairs.stream()
                .mapToDouble(pair -> {
                    Estimate estimate = side.apply(pair);
                    return estimate == null || !estimate.isRatio() ? 0 : number.applyAsDouble(estimate);
                })
                .toArray();
    }

    /** What a part adds to the whole's numerator without adding to its denominator, such as refunds without a sale. */
    private static double unweighted(@Nullable Estimate estimate) {
        return estimate == null || estimate.isRatio() ? 0 : estimate.numeratorOrZero();
    }

    /** Points are a hundred times a difference of shares; a number a year is its period's ratio times a factor of its own. */
    private static double scale(Estimate whole) {
        return whole.numeratorOrZero() == 0 ? 1 : whole.value() / (whole.numeratorOrZero() / whole.denominatorOrZero());
    }

    private static double variance(Estimate estimate) {
        double error = estimate.standardError();
        return Double.isFinite(error) ? error * error : 0;
    }

    private static double valueOrZero(@Nullable Estimate estimate) {
        return estimate == null || !estimate.hasValue() ? 0 : estimate.value();
    }

    private static double varianceOrZero(@Nullable Estimate estimate) {
        return estimate == null ? 0 : variance(estimate);
    }
}
