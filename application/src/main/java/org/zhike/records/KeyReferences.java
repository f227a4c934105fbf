package org.zhike.records;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.min;

import java.lang.reflect.Array;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Issue;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.RecordTable;

/** Finds the ids of records named by keys, and makes sure that ids given are of live records: one query per field and key. */
final class KeyReferences {

    private final DSLContext sql;
    private final ObjectCatalogue objects;

    KeyReferences(DSLContext sql, ObjectCatalogue objects) {
        this.sql = sql;
        this.objects = objects;
    }

    private record Lookup(FieldDefinition reference, String keyField) {}

    private record Found(@Nullable Long id, boolean several) {}

    /** Returns the items by their position, with ids in the place of references, but for those refused as they name no record. */
    Map<Integer, Map<String, @Nullable Object>> resolve(
            ObjectDefinition object, List<Map<String, @Nullable Object>> items, List<BulkOutcome.Refusal> refused) {
        Map<Lookup, Set<Object>> wanted = new LinkedHashMap<>();
        for (Map<String, @Nullable Object> item : items) {
            item.forEach((fieldName, value) -> {
                Lookup lookup = lookup(object, fieldName, value);
                if (lookup != null) {
                    wanted.computeIfAbsent(lookup, any -> new HashSet<>()).add(keyValue(value));
                }
            });
        }
        Map<Lookup, Map<Object, Found>> found = new HashMap<>();
        wanted.forEach((lookup, values) -> found.put(lookup, find(lookup, values)));

        Map<Integer, Map<String, @Nullable Object>> resolved = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i++) {
            Map<String, @Nullable Object> item = new LinkedHashMap<>();
            boolean isKnown = true;
            for (var entry : items.get(i).entrySet()) {
                Lookup lookup = lookup(object, entry.getKey(), entry.getValue());
                Object value = entry.getValue();
                if (lookup != null) {
                    Found match = found.getOrDefault(lookup, Map.of()).get(keyValue(value));
                    if (match == null || match.several()) {
                        refused.add(new BulkOutcome.Refusal(i, problem(lookup, value, match)));
                        isKnown = false;
                    }
                    value = match == null ? null : match.id();
                }
                item.put(entry.getKey(), value);
            }
            if (isKnown) {
                resolved.put(i, item);
            }
        }
        return resolved;
    }

    private static @Nullable Lookup lookup(ObjectDefinition object, String fieldName, @Nullable Object value) {
        FieldDefinition definition = object.field(fieldName).orElse(null);
        if (definition == null || definition.type() != FieldType.REFERENCE || value == null) {
            return null;
        }
        return new Lookup(definition, value instanceof KeyReference key ? key.field() : "id");
    }

    private static Object keyValue(@Nullable Object value) {
        return value instanceof KeyReference key ? key.value() : Objects.requireNonNull(value);
    }

    private Map<Object, Found> find(Lookup lookup, Set<Object> values) {
        ObjectDefinition target =
                objects.get(Objects.requireNonNull(lookup.reference().target()));
        FieldDefinition definition = target.field(lookup.keyField()).orElse(null);
        if (definition == null || !(definition.unique() || definition.match())) {
            return Map.of();
        }
        Field<?> key = RecordTable.columns(definition).getFirst();
        Map<Object, Found> found = new HashMap<>();
        sql.select(key, min(RecordTable.ID), count())
                .from(RecordTable.of(target.name()))
                .where(in(key, values))
                .and(RecordTable.DELETED_AT.isNull())
                .groupBy(key)
                .forEach(row -> found.put(row.value1(), new Found(row.value2(), row.value3() > 1)));
        return found;
    }

    @SuppressWarnings("unchecked") // the values are of the key field's type
    private static <T> Condition in(Field<T> key, Set<Object> values) {
        T[] array = (T[]) values.toArray((Object[]) Array.newInstance(key.getType(), 0));
        return key.eq(any(array));
    }

    private static Issue problem(Lookup lookup, @Nullable Object value, @Nullable Found match) {
        String path = lookup.reference().name();
        return match == null
                ? Issue.of(
                        path,
                        RecordError.UNKNOWN_REFERENCE,
                        lookup.reference().target(),
                        lookup.keyField(),
                        keyValue(value))
                : Issue.of(path, RecordError.AMBIGUOUS_KEY, lookup.keyField());
    }
}
