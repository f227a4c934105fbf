package org.zhike.metrics;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Period;

/**
 * The question what stands behind a cell.
 *
 * @param time the cell's step; null = the whole period
 * @param dimensions the cell's values by path
 * @param reason only those left out for it; null = all left out
 * @param limit 1 to {@value #MOST}
 * @param cursor what the page before gave; null = the first page
 */
public record RowsQuery(
        String metric,
        Period period,
        @Nullable Grain grain,
        @Nullable LocalDate time,
        Map<String, @Nullable Object> dimensions,
        @Nullable String filter,
        @Nullable String currency,
        Side side,
        @Nullable String reason,
        int limit,
        @Nullable String cursor) {

    public static final int MOST = 500;

    /** Which rows. */
    public enum Side {
        COUNTED,
        LEFT_OUT
    }

    public RowsQuery {
        dimensions = new HashMap<>(dimensions);
        limit = Math.clamp(limit, 1, MOST);
    }
}
