package org.zhike.metrics;

import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Period;

/**
 * The question who comes back: members by the step of their first record, and what they do in the steps after.
 *
 * @param per the path to the member: {@code customer}
 * @param steps how many steps after the first, 1 to {@value #MOST_STEPS}
 * @param period when the first record lies
 * @param by a path from the member's object; null = one triangle of all
 * @param amount the money field of {@link Measure#REVENUE}
 */
public record CohortsQuery(
        RecordsOf records,
        String per,
        Grain grain,
        int steps,
        Period period,
        @Nullable String by,
        Measure measure,
        @Nullable String amount,
        @Nullable String currency) {

    public static final int MOST_STEPS = 60;

    /** The most cohorts of one triangle. */
    public static final int MOST_COHORTS = 120;

    /** What a step shows. */
    public enum Measure {
        /** The share with a record in the step. */
        RETAINED,
        /** The share with a second record by the step's end. */
        REPEAT,
        /** The mean amount of the step per member, those with none included. */
        REVENUE
    }

    /**
     * One cell of the triangle.
     *
     * @param step null = the whole cohort
     * @param retained false for those of the cohort who are not in the step
     * @param part the value of the dimension, where there is one
     */
    public record Cell(
            java.time.LocalDate start,
            @Nullable Integer step,
            boolean retained,
            @Nullable Object part) {}
}
