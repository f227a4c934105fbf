package org.zhike.records.web;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Issues;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;
import org.zhike.objects.ObjectDefinition;
import org.zhike.records.JsonValues;
import org.zhike.records.KeyReference;
import org.zhike.records.StoredRecord;
import tools.jackson.databind.JsonNode;

/** A record as the API writes it. */
record RecordJson(
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
        Map<String, StoredRecord.Link> links) {

    static RecordJson of(StoredRecord record) {
        return new RecordJson(
                record.object(),
                record.id(),
                record.version(),
                record.label(),
                record.createdAt(),
                record.createdBy(),
                record.updatedAt(),
                record.updatedBy(),
                record.importId(),
                JsonValues.write(record.values()),
                record.links());
    }

    /** Reads field values; a field the object does not have is kept as it is, for the door to refuse with a hint. */
    static Map<String, @Nullable Object> values(ObjectDefinition object, JsonNode json, String path, Issues issues) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        json.forEachEntry((name, node) -> {
            FieldDefinition field = object.field(name).orElse(null);
            values.put(name, field == null ? node : JsonValues.read(field, node, path + name, issues));
        });
        return values;
    }

    /** As {@link #values}, where a reference may also be given by a key: {@code {"customer": {"external_id": "C1"}}}. */
    static Map<String, @Nullable Object> bulkValues(
            ObjectDefinition object, JsonNode json, String path, Issues issues) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        json.forEachEntry((name, node) -> {
            FieldDefinition field = object.field(name).orElse(null);
            if (field != null
                    && field.type() == FieldType.REFERENCE
                    && node.isObject()
                    && node.size() == 1
                    && node.values().iterator().next().isString()) {
                Map.Entry<String, JsonNode> key = node.properties().iterator().next();
                values.put(name, new KeyReference(key.getKey(), key.getValue().stringValue()));
            } else {
                values.put(name, field == null ? node : JsonValues.read(field, node, path + name, issues));
            }
        });
        return values;
    }
}
