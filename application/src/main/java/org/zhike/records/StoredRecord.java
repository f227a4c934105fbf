package org.zhike.records;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record as it is kept.
 *
 * @param label what people call it: the first of the object's display fields that has a value, else {@code #id}
 * @param values a value for every own field of the object, null where there is none; Java types as in
 *     {@link org.zhike.objects.FieldType}
 * @param links for each reference field with a value: the record it points to
 */
public record StoredRecord(
        String object,
        long id,
        int version,
        String label,
        Instant createdAt,
        String createdBy,
        Instant updatedAt,
        String updatedBy,
        @Nullable Long importId,
        Map<String, @Nullable Object> values,
        Map<String, Link> links) {

    /** A record pointed to, with what people call it. */
    public record Link(String object, long id, String label) {}
}
