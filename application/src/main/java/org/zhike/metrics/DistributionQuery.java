package org.zhike.metrics;

import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Period;

/**
 * The question how a number is spread.
 *
 * @param value a CEL number of a record, such as {@code amount}; with {@code per} a formula over its records, such as
 *     {@code sum(amount)}
 * @param per null = each record is one value; else the path to whom the records are summed up
 * @param by a path from the record, or with {@code per} from whom it leads to
 * @param log whether the bins have equal widths on the logarithmic scale; then only values above 0 count
 */
public record DistributionQuery(
        RecordsOf records,
        String value,
        @Nullable String per,
        Period period,
        @Nullable String by,
        boolean log,
        @Nullable String currency) {

    /**
     * Who stands behind a bar.
     *
     * @param index from 0; -1 for the values below the bars, and the number of bars for those above
     */
    public record Bar(int index, @Nullable Object part) {}
}
