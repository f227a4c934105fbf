package org.zhike.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Period;

/**
 * A question: which metrics move together with one, and by how much time do they run ahead of it or behind.
 *
 * @param candidates none = all others; with a filter those that count the same object
 * @param grain week or month
 * @param maxLag the most steps ahead or behind, 0 to {@link MetricLinks#LONGEST_LAG}
 * @param filter a CEL condition on the records each metric counts; null = all
 * @param currency null = the company's
 */
public record LinksQuery(
        String outcome,
        List<String> candidates,
        Period period,
        @Nullable Grain grain,
        int maxLag,
        @Nullable String filter,
        @Nullable String currency) {

    public LinksQuery {
        candidates = List.copyOf(candidates);
    }
}
