package org.zhike.metrics;

import org.jspecify.annotations.Nullable;

/**
 * Records placed in time: what an analysis reads.
 *
 * @param time a path to a date or time; null = the object's own
 * @param where a CEL condition; null = all
 */
public record RecordsOf(
        String object, @Nullable String time, @Nullable String where) {}
