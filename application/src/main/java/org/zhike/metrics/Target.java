package org.zhike.metrics;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Grain;

/**
 * What a metric should reach and what it must not pass, from a day on.
 *
 * @param dimension the dimension whose {@code value} it is for; null = the company as a whole
 * @param grain the step of time whose sum it speaks of; without meaning for rates, means and durations
 * @param since the first day it holds
 * @param target in the metric's unit; null = none
 * @param redLine null = none
 */
public record Target(
        long id,
        String metric,
        @Nullable String dimension,
        @Nullable String value,
        Grain grain,
        LocalDate since,
        @Nullable Double target,
        @Nullable Double redLine,
        String note,
        String setBy,
        Instant setAt) {}
