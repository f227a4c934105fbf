package org.zhike.metrics;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Labels;

/**
 * The rows behind a cell.
 *
 * @param object what the rows are: the records counted, or what they are grouped by, such as customers
 * @param next the cursor of the next page; null on the last
 * @param counted how many rows the cell counts, which is its n
 * @param leftOut the reasons for which records are left out, all of the definition, with how many
 */
public record RowsAnswer(
        Instant asOf,
        String object,
        List<Item> items,
        @Nullable String next,
        long counted,
        List<LeftOut> leftOut) {

    public RowsAnswer {
        items = List.copyOf(items);
        leftOut = List.copyOf(leftOut);
    }

    /** Returns the same rows with each value that there is written in another way. */
    public RowsAnswer withValues(UnaryOperator<Object> written) {
        return new RowsAnswer(
                asOf,
                object,
                items.stream().map(item -> item.withValues(written)).toList(),
                next,
                counted,
                leftOut);
    }

    /**
     * @param counted false for a row left out
     * @param numerator whether a row counted belongs to those whose share is taken; null where the metric is no share
     * @param reason why it is left out; null for a row counted
     */
    public record Item(
            long id,
            String label,
            Map<String, @Nullable Object> values,
            boolean counted,
            @Nullable Boolean numerator,
            @Nullable String reason) {

        private Item withValues(UnaryOperator<Object> written) {
            Map<String, @Nullable Object> changed = new LinkedHashMap<>();
            values.forEach((name, value) -> changed.put(name, value == null ? null : written.apply(value)));
            return new Item(id, label, changed, counted, numerator, reason);
        }
    }

    public record LeftOut(String reason, Labels text, long n) {}
}
