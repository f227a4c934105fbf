package org.zhike.projection;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a statement.
 *
 * @param asOf everything committed to the records before is contained
 * @param truncated whether there were more rows than asked for
 * @param millis how long it took
 */
public record SqlAnswer(
        Instant asOf, List<Column> columns, List<List<@Nullable Object>> rows, boolean truncated, long millis) {

    public SqlAnswer {
        columns = List.copyOf(columns);
        rows = Collections.unmodifiableList(rows);
    }

    public record Column(String name, String type) {}
}
