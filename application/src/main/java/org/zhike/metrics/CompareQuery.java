package org.zhike.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Period;

/** The question how two segments, or two periods, differ: b minus a, for each metric and part. */
public record CompareQuery(
        List<String> metrics,
        List<String> by,
        Side a,
        Side b,
        @Nullable String currency) {

    public CompareQuery {
        metrics = List.copyOf(metrics);
        by = List.copyOf(by);
    }

    /** @param filter a CEL condition on the records; null = all */
    public record Side(@Nullable String filter, Period period) {}
}
