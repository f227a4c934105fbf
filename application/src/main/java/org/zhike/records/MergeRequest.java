package org.zhike.records;

import java.util.List;
import org.jooq.Record;
import org.jooq.Select;
import org.jspecify.annotations.Nullable;

/**
 * Rows to bring into an object's table in one set-based step.
 *
 * @param source yields {@code row_no} (bigint, names the row in refusals; lower comes first) and any of the object's
 *     columns under their own names, references as ids, values already checked by {@link FieldRules}; at most some ten
 *     thousand rows a call, since the step is one transaction's work
 * @param key the fields that identify a record: one unique or match field, or one of the object's keys; may be empty
 *     with {@link MergeMode#CREATE}
 * @param emptyKeeps whether a null in the source leaves an existing value alone instead of clearing it
 * @param importId the import that brings the rows; null when it is none
 */
public record MergeRequest(
        String object,
        Select<? extends Record> source,
        List<String> key,
        MergeMode mode,
        boolean emptyKeeps,
        @Nullable Long importId) {

    public MergeRequest {
        key = List.copyOf(key);
    }
}
