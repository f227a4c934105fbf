package org.zhike.records;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which records of an object, in which order, how many.
 *
 * @param filter CEL over the object's fields; null for all
 * @param search text that the searchable fields must contain; null or blank for all
 * @param sort field names, {@code -} before one for descending, at most three; empty: newest id first. Records without a
 *     value come last either way
 * @param cursor what the page before gave as next; null for the first page
 * @param limit rows a page, 1 to {@link #MOST_ROWS}
 */
public record ListQuery(
        String object,
        @Nullable String filter,
        @Nullable String search,
        List<String> sort,
        @Nullable String cursor,
        int limit,
        Counting counting) {

    public static final int MOST_ROWS = 500;

    /** How exactly the records that fit are counted. */
    public enum Counting {
        NONE,
        /** Stops at {@link #CAP}: its cost is bounded however many there are. */
        CAPPED,
        EXACT
    }

    public static final int CAP = 10_000;

    public ListQuery {
        sort = List.copyOf(sort);
    }

    public static ListQuery of(String object) {
        return new ListQuery(object, null, null, List.of(), null, 50, Counting.NONE);
    }

    public ListQuery filter(String text) {
        return new ListQuery(object, text, search, sort, cursor, limit, counting);
    }

    public ListQuery sort(String... fields) {
        return new ListQuery(object, filter, search, List.of(fields), cursor, limit, counting);
    }

    public ListQuery from(@Nullable String marker) {
        return new ListQuery(object, filter, search, sort, marker, limit, counting);
    }

    public ListQuery limit(int rows) {
        return new ListQuery(object, filter, search, sort, cursor, rows, counting);
    }

    public ListQuery counting(Counting how) {
        return new ListQuery(object, filter, search, sort, cursor, limit, how);
    }
}
