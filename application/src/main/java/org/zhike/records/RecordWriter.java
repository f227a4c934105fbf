package org.zhike.records;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhike.identity.Actor;
import org.zhike.kernel.Issues;
import org.zhike.kernel.Names;
import org.zhike.kernel.ProductException;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.ObjectError;
import org.zhike.objects.RecordTable;

/** Changes single records: one transaction each, the record and its history together. */
@Component
final class RecordWriter {

    private final DSLContext sql;
    private final TransactionTemplate transaction;
    private final History history;
    private final Clock clock;

    RecordWriter(DSLContext sql, TransactionTemplate transaction, History history, Clock clock) {
        this.sql = sql;
        this.transaction = transaction;
        this.history = history;
        this.clock = clock;
    }

    /** Returns the new record's id. */
    long create(Actor actor, ObjectDefinition object, Map<String, @Nullable Object> given) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (FieldDefinition definition : object.fields()) {
            if (definition.defaultValue() != null) {
                values.put(definition.name(), definition.defaultValue());
            }
        }
        values.putAll(given);
        Map<FieldDefinition, @Nullable Object> checked = check(object, values, true);
        Map<Field<?>, @Nullable Object> columns = columns(checked);
        OffsetDateTime now = now();
        columns.put(RecordTable.CREATED_AT, now);
        columns.put(RecordTable.CREATED_BY, actor.name());
        columns.put(RecordTable.UPDATED_AT, now);
        columns.put(RecordTable.UPDATED_BY, actor.name());
        return inTransaction(object, checked, () -> {
            Long id = sql.insertInto(RecordTable.of(object.name()))
                    .set(columns)
                    .returningResult(RecordTable.ID)
                    .fetchSingle(RecordTable.ID);
            return Objects.requireNonNull(id);
        });
    }

    /** Changes the fields named; the same values again change nothing, not even the version. */
    void update(Actor actor, ObjectDefinition object, long id, int version, Map<String, @Nullable Object> given) {
        Map<FieldDefinition, @Nullable Object> checked = check(object, given, false);
        inTransaction(object, checked, () -> {
            Record before = lock(object, id, version, RecordTable.DELETED_AT.isNull());
            Map<String, List<@Nullable Object>> changes = new LinkedHashMap<>();
            Map<FieldDefinition, @Nullable Object> changed = new LinkedHashMap<>();
            checked.forEach((definition, value) -> {
                Object was = Rows.value(definition, before);
                if (!Objects.equals(was, value)) {
                    changed.put(definition, value);
                    changes.put(definition.name(), Arrays.asList(JsonValues.write(was), JsonValues.write(value)));
                }
            });
            if (!changed.isEmpty()) {
                write(actor, object, id, version, "updated", columns(changed), changes);
            }
            return id;
        });
    }

    void delete(Actor actor, ObjectDefinition object, long id, int version) {
        transaction.executeWithoutResult(status -> {
            lock(object, id, version, RecordTable.DELETED_AT.isNull());
            Map<Field<?>, @Nullable Object> columns = new LinkedHashMap<>();
            columns.put(RecordTable.DELETED_AT, now());
            write(actor, object, id, version, "deleted", columns, Map.of());
        });
    }

    /** Brings a deleted record back; refused when another has taken its unique value meanwhile. */
    void restore(Actor actor, ObjectDefinition object, long id) {
        inTransaction(object, Map.of(), () -> {
            Record row = sql.selectFrom(RecordTable.of(object.name()))
                    .where(RecordTable.ID.eq(id))
                    .forUpdate()
                    .fetchOne();
            if (row == null) {
                throw new ProductException(
                        RecordError.NO_SUCH_RECORD, object.labels().en(), id);
            }
            if (row.get(RecordTable.DELETED_AT) == null) {
                throw new ProductException(
                        RecordError.NOT_DELETED, object.labels().en(), id);
            }
            Map<Field<?>, @Nullable Object> columns = new LinkedHashMap<>();
            columns.put(RecordTable.DELETED_AT, null);
            write(actor, object, id, row.get(RecordTable.VERSION), "restored", columns, Map.of());
            return id;
        });
    }

    private void write(
            Actor actor,
            ObjectDefinition object,
            long id,
            int version,
            String kind,
            Map<Field<?>, @Nullable Object> columns,
            Map<String, List<@Nullable Object>> changes) {
        OffsetDateTime now = now();
        columns.put(RecordTable.VERSION, version + 1);
        columns.put(RecordTable.UPDATED_AT, now);
        columns.put(RecordTable.UPDATED_BY, actor.name());
        sql.update(RecordTable.of(object.name()))
                .set(columns)
                .where(RecordTable.ID.eq(id))
                .execute();
        history.write(object, id, version + 1, kind, now.toInstant(), actor, changes);
    }

    private Record lock(ObjectDefinition object, long id, int version, Condition alive) {
        Record row = sql.selectFrom(RecordTable.of(object.name()))
                .where(RecordTable.ID.eq(id).and(alive))
                .forUpdate()
                .fetchOne();
        if (row == null) {
            throw new ProductException(
                    RecordError.NO_SUCH_RECORD, object.labels().en(), id);
        }
        int newest = row.get(RecordTable.VERSION);
        if (newest != version) {
            throw new ProductException(
                    RecordError.CHANGED_MEANWHILE,
                    object.labels().en(),
                    id,
                    newest,
                    row.get(RecordTable.UPDATED_BY),
                    version);
        }
        return row;
    }

    private static Map<FieldDefinition, @Nullable Object> check(
            ObjectDefinition object, Map<String, @Nullable Object> values, boolean whole) {
        Issues issues = new Issues();
        Map<FieldDefinition, @Nullable Object> checked = new LinkedHashMap<>();
        values.forEach((fieldName, value) -> {
            String path = "values." + fieldName;
            FieldDefinition definition = object.field(fieldName).orElse(null);
            if (definition == null) {
                issues.add(path, ObjectError.UNKNOWN_FIELD, object.name(), fieldName, hint(object, fieldName));
            } else if (definition.system()) {
                issues.add(
                        path, RecordError.READ_ONLY_FIELD, definition.labels().en());
            } else if (value == null) {
                checked.put(definition, null);
            } else {
                checked.put(definition, FieldRules.keep(definition, value, path, issues));
            }
        });
        for (FieldDefinition definition : object.fields()) {
            boolean named = values.containsKey(definition.name());
            if (definition.required() && (whole || named) && values.get(definition.name()) == null) {
                issues.add(
                        "values." + definition.name(),
                        RecordError.REQUIRED,
                        definition.labels().en());
            }
        }
        issues.throwIfAny();
        return checked;
    }

    static String hint(ObjectDefinition object, String fieldName) {
        List<String> names =
                object.allFields().stream().map(FieldDefinition::name).toList();
        return Names.nearest(fieldName, names)
                .map(nearest -> "Did you mean \"" + nearest + "\"?")
                .orElse("It has: " + String.join(", ", names) + ".");
    }

    private static Map<Field<?>, @Nullable Object> columns(Map<FieldDefinition, @Nullable Object> values) {
        Map<Field<?>, @Nullable Object> columns = new LinkedHashMap<>();
        values.forEach((definition, value) -> columns.putAll(Rows.columns(definition, value)));
        return columns;
    }

    private OffsetDateTime now() {
        return Instant.now(clock).truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private interface Work {
        long run();
    }

    /** Runs the work and tells a broken promise of the table (unique, reference) in the product's words. */
    private long inTransaction(ObjectDefinition object, Map<FieldDefinition, @Nullable Object> values, Work work) {
        try {
            Long id = transaction.execute(status -> work.run());
            return Objects.requireNonNull(id);
        } catch (DataIntegrityViolationException | IntegrityConstraintViolationException broken) {
            throw Constraints.explain(object, values, broken);
        }
    }
}
