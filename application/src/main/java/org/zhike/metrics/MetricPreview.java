package org.zhike.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a text that is not published.
 *
 * @param answer null when the text has problems
 * @param rows the first rows counted, and how many records are left out for what; null for a composite
 */
public record MetricPreview(
        List<MetricCheck.Problem> problems,
        @Nullable MetricAnswer answer,
        @Nullable RowsAnswer rows) {

    public MetricPreview {
        problems = List.copyOf(problems);
    }
}
