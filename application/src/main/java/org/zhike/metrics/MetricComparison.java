package org.zhike.metrics;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two texts of one metric on the same history.
 *
 * @param problems of the two texts, each path led by {@code before} or {@code after}; then there are no steps
 * @param overlap of the units both count over the whole period; null where they count different things, or are composites
 * @param changes in the order of the newer text
 */
public record MetricComparison(
        List<MetricCheck.Problem> problems,
        List<Step> steps,
        Metric.@Nullable Unit unit,
        @Nullable String currency,
        @Nullable Overlap overlap,
        List<Change> changes,
        String before,
        String after) {

    public MetricComparison {
        problems = List.copyOf(problems);
        steps = List.copyOf(steps);
        changes = List.copyOf(changes);
    }

    /** @param time null without a grain */
    public record Step(
            @Nullable LocalDate time,
            MetricAnswer.@Nullable Cell before,
            MetricAnswer.@Nullable Cell after,
            @Nullable Double difference) {}

    /** How many units are counted by both, and by one alone. */
    public record Overlap(String object, long both, long onlyBefore, long onlyAfter) {}

    /** An entry that differs; null where it is not there. */
    public record Change(
            String path, @Nullable String before, @Nullable String after) {}
}
