package org.zhike.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Period;

/**
 * A question: metrics, by dimensions and time.
 *
 * @param by paths from the object each metric counts, such as {@code customer.level}
 * @param grain null = one number for the whole period
 * @param filter a CEL condition on the records each metric counts; null = all
 * @param currency null = the company's
 * @param compare whether each value comes with the one before: of the step before, or without a grain of the period before
 */
public record MetricQuery(
        List<String> metrics,
        List<String> by,
        @Nullable Grain grain,
        Period period,
        @Nullable String filter,
        @Nullable String currency,
        boolean compare) {

    public MetricQuery {
        metrics = List.copyOf(metrics);
        by = List.copyOf(by);
    }
}
