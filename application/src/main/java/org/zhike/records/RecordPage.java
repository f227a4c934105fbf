package org.zhike.records;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of records.
 *
 * @param next the marker of the page after; null when this is the last
 * @param count how many fit in all; null when that was not asked
 */
public record RecordPage(
        List<StoredRecord> items,
        @Nullable String next,
        @Nullable Count count) {

    /** @param capped whether counting stopped there, so that there are at least so many */
    public record Count(long value, boolean capped) {}
}
