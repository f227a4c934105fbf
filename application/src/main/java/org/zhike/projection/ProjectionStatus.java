package org.zhike.projection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the projection is.
 *
 * @param asOf everything committed before is contained; null before the first load has ended
 * @param progress of the first load or a rebuild; null when neither runs
 */
public record ProjectionStatus(
        State state, @Nullable Instant asOf, @Nullable Progress progress) {

    /** What the projection is doing. */
    public enum State {
        /** It follows the records within seconds. */
        CURRENT,
        /** It is being built; answers come from the former copy, if there is one. */
        LOADING,
        /** It could not follow lately, or has much to catch up with. */
        BEHIND
    }

    /** Rows written so far, of so many. */
    public record Progress(long done, long total) {}
}
