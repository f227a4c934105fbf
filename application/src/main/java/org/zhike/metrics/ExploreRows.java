package org.zhike.metrics;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The records behind a mark of an analysis.
 *
 * @param counted how many there are, which is the mark's number
 * @param next the cursor of the next page; null on the last
 */
public record ExploreRows(
        Instant asOf,
        String object,
        List<Item> items,
        @Nullable String next,
        long counted) {

    public ExploreRows {
        items = List.copyOf(items);
    }

    /** @param values the fields of the object's list; money as {@link org.zhike.kernel.Money} */
    public record Item(long id, String label, Map<String, @Nullable Object> values) {}
}
