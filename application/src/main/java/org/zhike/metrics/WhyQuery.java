package org.zhike.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Period;

/**
 * Asks why a metric moved from the period before to this one.
 *
 * @param by the dimensions to take the change apart by; empty = the metric's usual ones
 * @param filter on the records counted, in the expression language; null = all
 * @param currency of money; null = the company's
 */
public record WhyQuery(
        String metric,
        List<String> by,
        Period period,
        @Nullable String filter,
        @Nullable String currency) {

    public WhyQuery {
        by = List.copyOf(by);
    }
}
