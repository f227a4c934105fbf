package org.zhike.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Period;

/**
 * The question how many get how far. Who enters is who has a first record of the first step in the period, once, by the earliest.
 *
 * @param windowDays so many times 24 hours from the first step
 * @param by a path from the object that all steps belong to
 */
public record FunnelQuery(
        List<Step> steps,
        Order order,
        int windowDays,
        Period period,
        @Nullable String by) {

    public static final int MOST_STEPS = 10;
    public static final int LONGEST_WINDOW = 3_660;

    public FunnelQuery {
        steps = List.copyOf(steps);
    }

    /** @param per the path to whom the records belong; {@code id} = to themselves */
    public record Step(String label, RecordsOf records, String per) {}

    /** How steps follow. */
    public enum Order {
        /** Each after the one before. */
        STRICT,
        /** Each after the first. */
        ANY
    }

    /**
     * Who stands behind a mark.
     *
     * @param step from 0
     * @param side who took the step; who took the one before but not this one; who entered too late to tell
     */
    public record Mark(int step, Side side, @Nullable Object part) {}

    public enum Side {
        REACHED,
        DROPPED,
        TOO_YOUNG
    }
}
