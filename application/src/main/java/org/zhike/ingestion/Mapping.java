package org.zhike.ingestion;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhike.ingestion.value.Transform;

/**
 * Which column of a file fills which field, and how its cells are meant.
 *
 * @param mode {@code create}, {@code upsert} or {@code update}; null = upsert
 * @param match the paths by which records are found again; empty = the first mapped key
 * @param dateFormat a pattern for dates; null = every column's own, as detected
 * @param decimal the decimal mark; null = every column's own, as detected
 * @param zone of times without an offset; null = the company's
 * @param currency of amounts without one; null = the company's
 */
public record Mapping(
        String target,
        @Nullable String mode,
        List<String> match,
        List<Column> columns,
        @Nullable String dateFormat,
        @Nullable String decimal,
        @Nullable String zone,
        @Nullable String currency) {

    /**
     * @param column the heading
     * @param index its place, from 0; null = the column with that heading
     * @param field the path it fills; null when it is left out
     * @param transform what is done to every cell; null = as detected
     */
    public record Column(
            String column,
            @Nullable Integer index,
            @Nullable String field,
            @Nullable Transform transform) {}

    // A mapping may come from a person's file, which leaves out what it does not need.
    @SuppressWarnings("ConstantValue")
    public Mapping {
        match = match == null ? List.of() : List.copyOf(match);
        columns = columns == null ? List.of() : List.copyOf(columns);
    }
}
