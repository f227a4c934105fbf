package org.zhike.metrics;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** @param apart whether no record lies on both sides; else intervals and tests are only rough */
public record CompareAnswer(Instant asOf, boolean apart, List<Result> results) {

    public CompareAnswer {
        results = List.copyOf(results);
    }

    public record Result(
            String metric, Metric.Unit unit, @Nullable String currency, boolean truncated, List<Cell> cells) {

        public Result {
            cells = List.copyOf(cells);
        }
    }

    /** @param difference null where a side gives none */
    public record Cell(
            Map<String, @Nullable Object> dimensions,
            Map<String, String> labels,
            Side a,
            Side b,
            @Nullable Difference difference) {}

    public record Side(
            @Nullable Double value,
            long n,
            @Nullable Double low,
            @Nullable Double high,
            MetricAnswer.State state) {}

    /**
     * b minus a.
     *
     * @param p of "no difference"; null for full counts
     * @param adjustedP over all cells of the metric, by Benjamini and Hochberg: of the cells called different, so many at most are
     *     not, on average
     * @param beyondNoise whether the adjusted value is below 0.05 and the interval leaves 0 out
     */
    public record Difference(
            double value,
            double low,
            double high,
            @Nullable Double p,
            @Nullable Double adjustedP,
            boolean beyondNoise) {}
}
