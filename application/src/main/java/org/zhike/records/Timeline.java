package org.zhike.records;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record3;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.zhike.identity.Actor;
import org.zhike.kernel.ProductException;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.RecordTable;
import org.zhike.platform.CompanySettings;

/** Everything that happened with a record: those that refer to it, by their time, newest first. */
@Component
final class Timeline {

    private static final Field<String> OBJECT = field(name("object"), String.class);
    private static final Field<OffsetDateTime> AT = field(name("at"), SQLDataType.TIMESTAMPWITHTIMEZONE(6));

    private final DSLContext sql;
    private final ObjectCatalogue objects;
    private final RecordReader reader;
    private final CompanySettings company;

    Timeline(DSLContext sql, ObjectCatalogue objects, RecordReader reader, CompanySettings company) {
        this.sql = sql;
        this.objects = objects;
        this.reader = reader;
        this.company = company;
    }

    /** @param next where the page after starts; null when this is the last */
    record Page(List<Entry> items, @Nullable String next) {}

    record Entry(OffsetDateTime at, StoredRecord record) {}

    /** @param only the objects to show; empty for all */
    Page read(Actor actor, ObjectDefinition object, long id, List<String> only, @Nullable String cursor, int limit) {
        Cursor from = cursor == null ? null : Cursor.decode(cursor, "timeline", 2);
        Select<Record3<String, OffsetDateTime, Long>> all = null;
        for (ObjectDefinition other : objects.all()) {
            if (only.isEmpty() || only.contains(other.name())) {
                for (FieldDefinition reference : references(other, object)) {
                    var part = part(other, reference, id, from, limit + 1);
                    all = all == null ? part : all.unionAll(part);
                }
            }
        }
        if (all == null) {
            return new Page(List.of(), null);
        }
        List<Record3<String, OffsetDateTime, Long>> found = new ArrayList<>(sql.selectFrom(all.asTable("t"))
                .orderBy(AT.desc(), OBJECT.desc(), RecordTable.ID.desc())
                .limit(limit + 1)
                .fetch(r -> r.into(OBJECT, AT, RecordTable.ID)));
        String next = null;
        if (found.size() > limit) {
            found.removeLast();
            var last = found.getLast();
            next = new Cursor("timeline", List.of(last.value2().toString(), last.value1()), last.value3()).encode();
        }
        return new Page(withRecords(actor, found), next);
    }

    private static List<FieldDefinition> references(ObjectDefinition from, ObjectDefinition to) {
        return from.fields().stream()
                .filter(reference -> to.name().equals(reference.target()) && from.timeField() != null)
                .toList();
    }

    private Select<Record3<String, OffsetDateTime, Long>> part(
            ObjectDefinition other, FieldDefinition reference, long id, @Nullable Cursor from, int limit) {
        Field<OffsetDateTime> at = time(other);
        Field<String> object = inline(other.name());
        Condition condition = field(name(reference.name()), Long.class).eq(id).and(RecordTable.DELETED_AT.isNull());
        if (from != null) {
            OffsetDateTime before = parsed(String.valueOf(from.values().getFirst()));
            condition = condition.and(row(at, object, RecordTable.ID)
                    .lt(row(val(before), val(from.values().getLast()), val(from.id()))));
        }
        // Parentheses by the derived table: each part has an order and a limit of its own.
        return select(OBJECT, AT, RecordTable.ID)
                .from(select(object.as(OBJECT), at.as(AT), RecordTable.ID)
                        .from(RecordTable.of(other.name()))
                        .where(condition)
                        .orderBy(at.desc(), RecordTable.ID.desc())
                        .limit(limit)
                        .asTable(other.name() + "_" + reference.name()));
    }

    private static OffsetDateTime parsed(String time) {
        try {
            return OffsetDateTime.parse(time);
        } catch (java.time.DateTimeException notOne) {
            throw new ProductException(RecordError.BAD_CURSOR);
        }
    }

    /** The record's own time; a day is its start in the company's zone; a record without one shows when it was made. */
    private Field<OffsetDateTime> time(ObjectDefinition object) {
        FieldDefinition definition =
                object.field(String.valueOf(object.timeField())).orElseThrow();
        Field<OffsetDateTime> own = definition.type() == FieldType.DATE
                ? DSL.field(
                        "({0}::timestamp at time zone {1})",
                        OffsetDateTime.class,
                        field(name(definition.name())),
                        val(company.zone().getId()))
                : field(name(definition.name()), SQLDataType.TIMESTAMPWITHTIMEZONE(6));
        return coalesce(own, RecordTable.CREATED_AT);
    }

    private List<Entry> withRecords(Actor actor, List<Record3<String, OffsetDateTime, Long>> found) {
        Map<String, List<Long>> ids = new LinkedHashMap<>();
        found.forEach(entry ->
                ids.computeIfAbsent(entry.value1(), any -> new ArrayList<>()).add(entry.value3()));
        Map<String, Map<Long, StoredRecord>> records = new LinkedHashMap<>();
        ids.forEach((object, wanted) -> {
            Map<Long, StoredRecord> byId = new LinkedHashMap<>();
            reader.get(actor, objects.get(object), wanted).forEach(record -> byId.put(record.id(), record));
            records.put(object, byId);
        });
        List<Entry> entries = new ArrayList<>();
        for (var entry : found) {
            StoredRecord record = records.getOrDefault(entry.value1(), Map.of()).get(entry.value3());
            if (record != null) {
                entries.add(new Entry(entry.value2(), record));
            }
        }
        return entries;
    }
}
