package org.zhike.records;

import static java.util.stream.Collectors.joining;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhike.identity.Actor;
import org.zhike.identity.RowScopes;
import org.zhike.kernel.Issue;
import org.zhike.kernel.Issues;
import org.zhike.kernel.ProductException;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.ObjectError;
import org.zhike.objects.RecordTable;

/**
 * Writes many records at once, set-based: the one way in for imports, the bulk API and generated data. Everything of one
 * call happens in one transaction (the caller's, when there is one), with history for what changed.
 */
@Service
public final class BulkRecords {

    /** The most rows one call of {@link #write} takes. */
    public static final int MOST_ITEMS = 50_000;

    private final DSLContext sql;
    private final TransactionTemplate transaction;
    private final ObjectCatalogue objects;
    private final RowScopes scopes;

    BulkRecords(DSLContext sql, TransactionTemplate transaction, ObjectCatalogue objects, RowScopes scopes) {
        this.sql = sql;
        this.transaction = transaction;
        this.objects = objects;
        this.scopes = scopes;
    }

    /** Brings the source's rows into the object's table; see {@link MergeRequest}. */
    public BulkOutcome merge(Actor actor, MergeRequest request) {
        actor.mustBeAbleToWrite();
        scopes.mustSeeEverything(actor, "write many records at once");
        ObjectDefinition object = objects.get(request.object());
        checkKey(object, request.mode(), request.key());
        BulkOutcome outcome = transaction.execute(status -> new Merge(sql, object, request, actor).run());
        return Objects.requireNonNull(outcome);
    }

    /**
     * Writes the items.
     *
     * @param items field → value in the field's Java type, or a {@link KeyReference} for a reference; a field that is
     *     not named keeps its value (or gets its default), one that is null is cleared. Refusals count items from 0
     */
    public BulkOutcome write(
            Actor actor,
            String objectName,
            MergeMode mode,
            List<String> key,
            List<Map<String, @Nullable Object>> items) {
        actor.mustBeAbleToWrite();
        scopes.mustSeeEverything(actor, "write many records at once");
        if (items.size() > MOST_ITEMS) {
            throw new ProductException(RecordError.TOO_MANY_ITEMS, MOST_ITEMS, items.size());
        }
        ObjectDefinition object = objects.get(objectName);
        checkKey(object, mode, key);
        BulkOutcome outcome = transaction.execute(status -> {
            List<BulkOutcome.Refusal> refused = new ArrayList<>();
            Map<Set<String>, Map<Integer, Map<String, @Nullable Object>>> byShape = new LinkedHashMap<>();
            Map<Integer, Map<String, @Nullable Object>> known =
                    new KeyReferences(sql, objects).resolve(object, items, refused);
            for (Map.Entry<Integer, Map<String, @Nullable Object>> item : known.entrySet()) {
                Map<String, @Nullable Object> checked = check(object, item.getValue(), item.getKey(), refused);
                if (checked != null) {
                    byShape.computeIfAbsent(new LinkedHashSet<>(checked.keySet()), any -> new LinkedHashMap<>())
                            .put(item.getKey(), checked);
                }
            }
            BulkOutcome sum = new BulkOutcome(0, 0, 0, refused);
            for (var shape : byShape.entrySet()) {
                sum = sum.plus(writeShape(actor, object, mode, key, shape.getKey(), shape.getValue()));
            }
            return sum;
        });
        return Objects.requireNonNull(outcome);
    }

    private BulkOutcome writeShape(
            Actor actor,
            ObjectDefinition object,
            MergeMode mode,
            List<String> key,
            Set<String> fields,
            Map<Integer, Map<String, @Nullable Object>> items) {
        if (!fields.containsAll(key)) {
            return withoutKey(actor, object, mode, key, fields, items);
        }
        List<FieldDefinition> definitions = object.fields().stream()
                .filter(definition -> fields.contains(definition.name()))
                .toList();
        List<Field<?>> columns = definitions.stream()
                .<Field<?>>flatMap(definition -> RecordTable.columns(definition).stream())
                .toList();
        stage(object, columns, definitions, items);
        List<Field<?>> selected = new ArrayList<>(columns);
        selected.add(Merge.ROW_NO);
        return merge(
                actor,
                new MergeRequest(
                        object.name(), select(selected).from(table(name("bulk_rows"))), key, mode, false, null));
    }

    /** A new record needs no key; any other write cannot tell which record is meant. */
    private BulkOutcome withoutKey(
            Actor actor,
            ObjectDefinition object,
            MergeMode mode,
            List<String> key,
            Set<String> fields,
            Map<Integer, Map<String, @Nullable Object>> items) {
        if (mode == MergeMode.CREATE) {
            return writeShape(actor, object, mode, List.of(), fields, items);
        }
        Issue issue = Issue.of(String.join(" + ", key), RecordError.MISSING_KEY, String.join(" + ", key));
        return new BulkOutcome(
                0,
                0,
                0,
                items.keySet().stream()
                        .map(item -> new BulkOutcome.Refusal(item, issue))
                        .toList());
    }

    private void stage(
            ObjectDefinition object,
            List<Field<?>> columns,
            List<FieldDefinition> definitions,
            Map<Integer, Map<String, @Nullable Object>> items) {
        List<String> names = Stream.concat(Stream.of("row_no"), columns.stream().map(Field::getName))
                .toList();
        sql.connection(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("drop table if exists pg_temp.bulk_rows");
                statement.execute("create temp table bulk_rows on commit drop as select 0::bigint as row_no"
                        + columns.stream()
                                .map(column -> ", \"" + column.getName() + '"')
                                .collect(joining())
                        + " from \"" + RecordTable.SCHEMA + "\".\"" + object.name() + "\" limit 0");
            }
            try (CopyWriter copy = CopyWriter.into(connection, "bulk_rows", names)) {
                @Nullable Object[] row = new @Nullable Object[names.size()];
                for (var item : items.entrySet()) {
                    int at = 0;
                    row[at++] = item.getKey();
                    for (FieldDefinition definition : definitions) {
                        Object value = item.getValue().get(definition.name());
                        for (Object part : Rows.columns(definition, value).values()) {
                            row[at++] = part;
                        }
                    }
                    copy.write(row);
                }
                copy.finish();
            }
        });
    }

    private static @Nullable Map<String, @Nullable Object> check(
            ObjectDefinition object, Map<String, @Nullable Object> item, int index, List<BulkOutcome.Refusal> refused) {
        Issues issues = new Issues();
        Map<String, @Nullable Object> checked = new LinkedHashMap<>();
        item.forEach((fieldName, value) -> {
            FieldDefinition definition = object.field(fieldName).orElse(null);
            if (definition == null) {
                issues.add(
                        fieldName,
                        ObjectError.UNKNOWN_FIELD,
                        object.name(),
                        fieldName,
                        RecordWriter.hint(object, fieldName));
            } else if (definition.system()) {
                issues.add(fieldName, RecordError.READ_ONLY_FIELD, fieldName);
            } else {
                checked.put(fieldName, value == null ? null : FieldRules.keep(definition, value, fieldName, issues));
            }
        });
        for (Issue issue : issues.all()) {
            refused.add(new BulkOutcome.Refusal(index, issue));
        }
        return issues.isEmpty() ? checked : null;
    }

    private static void checkKey(ObjectDefinition object, MergeMode mode, List<String> key) {
        if (key.isEmpty() && mode == MergeMode.CREATE) {
            return;
        }
        boolean single = key.size() == 1
                && object.field(key.getFirst())
                        .filter(field -> field.unique() || field.match())
                        .isPresent();
        if (!single && !object.keys().contains(key)) {
            String keys = Stream.concat(
                            object.fields().stream()
                                    .filter(field -> field.unique() || field.match())
                                    .map(FieldDefinition::name),
                            object.keys().stream().map(fields -> String.join(" + ", fields)))
                    .collect(joining(", "));
            throw new ProductException(
                    RecordError.NOT_A_MATCH_KEY, object.labels().en(), String.join(" + ", key), keys);
        }
    }
}
