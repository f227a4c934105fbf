package org.zhike.records;

import static org.jooq.impl.DSL.one;
import static org.jooq.impl.DSL.select;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.zhike.identity.Actor;
import org.zhike.kernel.Issues;
import org.zhike.kernel.ProductException;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.RecordTable;
import org.zhike.objects.ReferenceJoins;

/** Reads records: one, a page, with the labels of those they point to. Never a query per row. */
@Component
final class RecordReader {

    private static final Pattern CHINESE = Pattern.compile("([㐀-鿿豈-﫿])");

    private final DSLContext sql;
    private final ObjectCatalogue objects;
    private final Filters filters;

    RecordReader(DSLContext sql, ObjectCatalogue objects, Filters filters) {
        this.sql = sql;
        this.objects = objects;
        this.filters = filters;
    }

    /** Returns the live record, or the deleted one when {@code deletedToo}; one the actor does not see is not there. */
    StoredRecord get(Actor actor, ObjectDefinition object, long id, boolean deletedToo) {
        return find(actor, object, List.of(id), deletedToo).stream()
                .findFirst()
                .orElseThrow(() -> new ProductException(
                        RecordError.NO_SUCH_RECORD, object.labels().en(), id));
    }

    /** Returns those of the records that are live and seen, in the order of the ids. */
    List<StoredRecord> get(Actor actor, ObjectDefinition object, List<Long> ids) {
        return find(actor, object, ids, false);
    }

    private List<StoredRecord> find(Actor actor, ObjectDefinition object, List<Long> ids, boolean deletedToo) {
        ReferenceJoins joins = new ReferenceJoins(objects, object, "t", ReferenceJoins.Keeps.DELETED_ROWS);
        Field<Long> id = RecordTable.qualified(joins.root(), RecordTable.ID);
        Condition alive = deletedToo
                ? DSL.noCondition()
                : RecordTable.qualified(joins.root(), RecordTable.DELETED_AT).isNull();
        Condition wanted = id.in(ids).and(alive).and(filters.seen(actor, object, joins));
        Map<Long, Record> rows = sql.select(columns(object, joins))
                .from(joins.table())
                .where(wanted)
                .fetchMap(RecordTable.ID);
        return withLinks(
                actor,
                object,
                ids.stream().map(rows::get).filter(Objects::nonNull).toList());
    }

    RecordPage list(Actor actor, ListQuery query) {
        ObjectDefinition object = objects.get(query.object());
        ReferenceJoins joins = new ReferenceJoins(objects, object, "t", ReferenceJoins.Keeps.DELETED_ROWS);
        Issues issues = new Issues();
        if (query.limit() < 1 || query.limit() > ListQuery.MOST_ROWS) {
            issues.add("limit", RecordError.BAD_LIMIT, ListQuery.MOST_ROWS, query.limit());
        }
        SortOrder order = SortOrder.read(object, joins.root(), query.sort(), issues);
        Condition condition = condition(object, query, joins, issues).and(filters.seen(actor, object, joins));
        issues.throwIfAny();
        Cursor cursor = order.decode(query.cursor());

        List<Record> rows = new ArrayList<>();
        for (SortOrder.Part part : order.parts(cursor)) {
            int wanted = query.limit() + 1 - rows.size();
            if (wanted > 0) {
                rows.addAll(sql.select(columns(object, joins))
                        .from(joins.table())
                        .where(condition)
                        .and(DSL.and(order.conditions(part, cursor)))
                        .orderBy(order.orderBy())
                        .limit(wanted)
                        .fetch());
            }
        }
        String next = null;
        if (rows.size() > query.limit()) {
            rows.removeLast();
            next = order.after(rows.getLast()).encode();
        }
        return new RecordPage(withLinks(actor, object, rows), next, count(query.counting(), joins, condition));
    }

    private Condition condition(ObjectDefinition object, ListQuery query, ReferenceJoins joins, Issues issues) {
        Condition condition =
                RecordTable.qualified(joins.root(), RecordTable.DELETED_AT).isNull();
        if (query.filter() != null && !query.filter().isBlank()) {
            condition = condition.and(filters.read(object, query.filter(), joins, issues));
        }
        if (query.search() != null && !query.search().isBlank()) {
            condition = condition.and(contains(object, joins, query.search()));
        }
        return condition;
    }

    private static Condition contains(ObjectDefinition object, ReferenceJoins joins, String text) {
        return isSearchable(object)
                ? RecordTable.qualified(joins.root(), RecordTable.SEARCH).contains(searchKey(text))
                : DSL.falseCondition();
    }

    static boolean isSearchable(ObjectDefinition object) {
        return object.fields().stream().anyMatch(FieldDefinition::searchable);
    }

    /** The text as the search column holds it; the same as the database's {@code zhike.search_key}. */
    static String searchKey(String text) {
        return CHINESE.matcher(text.strip().toLowerCase(Locale.ROOT)).replaceAll("$1$1");
    }

    private RecordPage.@Nullable Count count(ListQuery.Counting counting, ReferenceJoins joins, Condition condition) {
        return switch (counting) {
            case NONE -> null;
            case CAPPED -> {
                int found = sql.fetchCount(
                        select(one()).from(joins.table()).where(condition).limit(ListQuery.CAP + 1));
                yield new RecordPage.Count(Math.min(found, ListQuery.CAP), found > ListQuery.CAP);
            }
            case EXACT -> {
                Long found = sql.select(DSL.count().cast(Long.class))
                        .from(joins.table())
                        .where(condition)
                        .fetchSingle()
                        .value1();
                yield new RecordPage.Count(found, false);
            }
        };
    }

    private static List<SelectFieldOrAsterisk> columns(ObjectDefinition object, ReferenceJoins joins) {
        List<SelectFieldOrAsterisk> columns = new ArrayList<>();
        systemColumns().forEach(column -> columns.add(RecordTable.qualified(joins.root(), column)));
        RecordTable.columns(object).forEach(column -> columns.add(RecordTable.qualified(joins.root(), column)));
        return columns;
    }

    private static List<Field<?>> systemColumns() {
        return List.of(
                RecordTable.ID,
                RecordTable.VERSION,
                RecordTable.CREATED_AT,
                RecordTable.CREATED_BY,
                RecordTable.UPDATED_AT,
                RecordTable.UPDATED_BY,
                RecordTable.IMPORT_ID);
    }

    private List<StoredRecord> withLinks(Actor actor, ObjectDefinition object, List<Record> rows) {
        List<FieldDefinition> references = object.fields().stream()
                .filter(field -> field.type() == FieldType.REFERENCE)
                .toList();
        Map<String, Set<Long>> wanted = new HashMap<>();
        for (Record row : rows) {
            for (FieldDefinition reference : references) {
                Long id = row.get(reference.name(), Long.class);
                if (id != null) {
                    wanted.computeIfAbsent(target(reference), any -> new LinkedHashSet<>())
                            .add(id);
                }
            }
        }
        Map<String, Map<Long, String>> labels = new HashMap<>();
        wanted.forEach((target, ids) -> labels.put(target, labels(actor, objects.get(target), ids)));
        return rows.stream()
                .map(row -> toRecord(object, references, row, labels))
                .toList();
    }

    /** Returns what people call each of the records that are seen, deleted ones too. */
    private Map<Long, String> labels(Actor actor, ObjectDefinition object, Collection<Long> ids) {
        ReferenceJoins joins = new ReferenceJoins(objects, object, "t", ReferenceJoins.Keeps.DELETED_ROWS);
        Field<Long> id = RecordTable.qualified(joins.root(), RecordTable.ID);
        Condition seen = id.eq(DSL.any(ids.toArray(Long[]::new))).and(filters.seen(actor, object, joins));
        List<SelectFieldOrAsterisk> columns = new ArrayList<>(List.of(id));
        object.displayFields().forEach(field -> columns.add(joins.column(List.of(field))));
        return sql.select(columns)
                .from(joins.table())
                .where(seen)
                .fetchMap(row -> row.get(RecordTable.ID), row -> Rows.label(object, row));
    }

    private static StoredRecord toRecord(
            ObjectDefinition object,
            List<FieldDefinition> references,
            Record row,
            Map<String, Map<Long, String>> labels) {
        Map<String, StoredRecord.Link> links = new LinkedHashMap<>();
        for (FieldDefinition reference : references) {
            Long id = row.get(reference.name(), Long.class);
            if (id != null) {
                String target = target(reference);
                String label = labels.getOrDefault(target, Map.of()).getOrDefault(id, "#" + id);
                links.put(reference.name(), new StoredRecord.Link(target, id, label));
            }
        }
        return new StoredRecord(
                object.name(),
                row.get(RecordTable.ID),
                row.get(RecordTable.VERSION),
                Rows.label(object, row),
                row.get(RecordTable.CREATED_AT).toInstant(),
                row.get(RecordTable.CREATED_BY),
                row.get(RecordTable.UPDATED_AT).toInstant(),
                row.get(RecordTable.UPDATED_BY),
                row.get(RecordTable.IMPORT_ID),
                Rows.values(object, row),
                links);
    }

    private static String target(FieldDefinition reference) {
        return Objects.requireNonNull(reference.target());
    }
}
