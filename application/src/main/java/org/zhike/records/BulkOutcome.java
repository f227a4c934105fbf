package org.zhike.records;

import java.util.ArrayList;
import java.util.List;
import org.zhike.kernel.Issue;

/**
 * What a bulk write did.
 *
 * @param refused the rows it left out, with the reason, in the order of the rows
 */
public record BulkOutcome(long created, long updated, long unchanged, List<Refusal> refused) {

    public static final BulkOutcome NOTHING = new BulkOutcome(0, 0, 0, List.of());

    /** @param row the {@code row_no} of the source */
    public record Refusal(long row, Issue issue) {}

    public BulkOutcome {
        refused = List.copyOf(refused);
    }

    public BulkOutcome plus(BulkOutcome other) {
        List<Refusal> all = new ArrayList<>(refused);
        all.addAll(other.refused);
        return new BulkOutcome(created + other.created, updated + other.updated, unchanged + other.unchanged, all);
    }
}
