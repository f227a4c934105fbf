package org.zhike.metrics;

import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Period;

/**
 * The question who goes from which state to which, from the end of one step of time to that of the next.
 *
 * @param per the path to whose state it is
 * @param state the field of few values whose latest value is the state; null = how active they are
 */
public record FlowQuery(
        RecordsOf records, String per, @Nullable String state, Grain grain, Period period) {

    public static final int MOST_STEPS = 24;

    /** Who stands behind a node ({@code from} null) or a link. */
    public record Link(int column, @Nullable String from, String to) {}
}
