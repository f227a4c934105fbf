package org.zhike.records;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One change of a record.
 *
 * @param kind created, updated, deleted or restored
 * @param importId the import that made it; null when it was none
 * @param changes the fields that changed; empty when the record as a whole came, went or came back
 */
public record Change(
        long id,
        Instant at,
        String by,
        String kind,
        @Nullable Long importId,
        List<FieldChange> changes) {

    /** The values are JSON as the API writes them; JSON null where there was none. */
    public record FieldChange(String field, JsonNode from, JsonNode to) {}
}
