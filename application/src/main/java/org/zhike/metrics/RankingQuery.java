package org.zhike.metrics;

import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Period;

/**
 * A question: which stores, agents or other parts are truly better at a metric.
 *
 * @param by the path of the dimension whose values are ranked
 * @param filter a CEL condition on the records counted; null = all
 * @param currency null = the company's
 */
public record RankingQuery(
        String metric,
        String by,
        Period period,
        @Nullable String filter,
        @Nullable String currency) {}
