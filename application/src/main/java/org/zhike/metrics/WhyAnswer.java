package org.zhike.metrics;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Period;

/**
 * A change taken apart, exactly: the effects of every dimension's parts add up to it.
 *
 * @param previous the period before, of the same length
 * @param change null when one of the two values is missing; the dimensions are then empty
 * @param dimensions those that explain most first
 */
public record WhyAnswer(
        Instant asOf,
        String metric,
        Metric.Unit unit,
        @Nullable String currency,
        Period period,
        Period previous,
        @Nullable Double before,
        @Nullable Double after,
        MetricAnswer.@Nullable Change change,
        List<Dimension> dimensions) {

    public WhyAnswer {
        dimensions = List.copyOf(dimensions);
    }

    /**
     * The change over the parts of one dimension.
     *
     * @param explained how much of the movement is parts that did not move as the whole did, beyond noise, 0 to 1; docs:
     *     docs/models/why-it-moved.md
     * @param reversal whether the parts that are there in both periods all moved one way and the whole the other (Simpson)
     * @param parts the largest effects first
     * @param rest how many smaller parts there are besides, and their effect together
     */
    public record Dimension(
            String path, double explained, boolean reversal, List<Part> parts, int rest, double restEffect) {}

    /**
     * What one part did to the whole; for a ratio its own rate, its gain or loss of weight (mix), and for parts that are there
     * in one period only entered or left. For a sum everything is rate, entered or left.
     *
     * @param value of the dimension; null for records without one
     * @param label what people call it, where that is not the value itself
     * @param noise whether the effect cannot be told from chance
     */
    public record Part(
            @Nullable Object value,
            @Nullable String label,
            @Nullable Double before,
            @Nullable Double after,
            long nBefore,
            long n,
            double effect,
            double rate,
            double mix,
            double entered,
            double left,
            double standardError,
            boolean noise) {}
}
