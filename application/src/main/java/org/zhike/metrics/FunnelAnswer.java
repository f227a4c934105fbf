package org.zhike.metrics;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param object what is counted */
public record FunnelAnswer(Instant asOf, String object, List<PartOfAll> parts, boolean truncated, String sql) {

    public FunnelAnswer {
        parts = List.copyOf(parts);
    }

    /** @param tooYoung who entered so late that the window has not ended; they are not counted in the steps */
    public record PartOfAll(@Nullable Part part, List<Step> steps, long tooYoung) {

        public PartOfAll {
            steps = List.copyOf(steps);
        }
    }

    /**
     * @param low Wilson's, of the share of the first step
     * @param medianHours from the step before (in any order: from the first), between order statistics
     * @param dropped who took the step before but not this one
     */
    public record Step(
            String label,
            long n,
            @Nullable Double fromFirst,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Double fromPrevious,
            @Nullable Double previousLow,
            @Nullable Double previousHigh,
            @Nullable Double medianHours,
            @Nullable Double medianLow,
            @Nullable Double medianHigh,
            long dropped) {}
}
