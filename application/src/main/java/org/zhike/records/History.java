package org.zhike.records;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.zhike.identity.Actor;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.RecordTable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who changed which field of a record from what to what, and when. */
@Component
final class History {

    static final Table<Record> TABLE = table(name("zhike", "record_change"));
    static final Field<Long> ID = field(name("id"), Long.class);
    static final Field<String> OBJECT = field(name("object"), String.class);
    static final Field<Long> RECORD_ID = field(name("record_id"), Long.class);
    static final Field<Integer> VERSION = field(name("version"), Integer.class);
    static final Field<String> KIND = field(name("kind"), String.class);
    static final Field<OffsetDateTime> CHANGED_AT = field(name("changed_at"), OffsetDateTime.class);
    static final Field<String> CHANGED_BY = field(name("changed_by"), String.class);
    static final Field<Long> IMPORT_ID = field(name("import_id"), Long.class);
    static final Field<JSONB> CHANGES = field(name("changes"), JSONB.class);

    private final DSLContext sql;
    private final JsonMapper json;

    History(DSLContext sql, JsonMapper json) {
        this.sql = sql;
        this.json = json;
    }

    /** @param changes field → from, to; JSON values as the API writes them */
    void write(
            ObjectDefinition object,
            long recordId,
            int version,
            String kind,
            Instant at,
            Actor actor,
            Map<String, List<@Nullable Object>> changes) {
        sql.insertInto(TABLE, OBJECT, RECORD_ID, VERSION, KIND, CHANGED_AT, CHANGED_BY, CHANGES)
                .values(
                        object.name(),
                        recordId,
                        version,
                        kind,
                        at.atOffset(ZoneOffset.UTC),
                        actor.name(),
                        JSONB.valueOf(json.writeValueAsString(changes)))
                .execute();
    }

    /** Returns a page of a record's changes, newest first; the last one of all is its creation. */
    Page read(ObjectDefinition object, long recordId, @Nullable Long before, int limit) {
        Condition condition = OBJECT.eq(object.name()).and(RECORD_ID.eq(recordId));
        List<Change> changes = new ArrayList<>(sql.select(ID, CHANGED_AT, CHANGED_BY, KIND, IMPORT_ID, CHANGES)
                .from(TABLE)
                .where(before == null ? condition : condition.and(ID.lt(before)))
                .orderBy(ID.desc())
                .limit(limit + 1)
                .fetch(this::toChange));
        if (changes.size() > limit) {
            changes.removeLast();
            return new Page(changes, changes.getLast().id());
        }
        sql.select(RecordTable.CREATED_AT, RecordTable.CREATED_BY, RecordTable.IMPORT_ID)
                .from(RecordTable.of(object.name()))
                .where(RecordTable.ID.eq(recordId))
                .fetch(row -> new Change(
                        0,
                        row.get(RecordTable.CREATED_AT).toInstant(),
                        row.get(RecordTable.CREATED_BY),
                        "created",
                        row.get(RecordTable.IMPORT_ID),
                        List.of()))
                .forEach(changes::add);
        return new Page(changes, null);
    }

    private Change toChange(Record row) {
        List<Change.FieldChange> fields = new ArrayList<>();
        JsonNode changes = json.readTree(row.get(CHANGES).data());
        Map<String, JsonNode> byField = new TreeMap<>();
        changes.forEachEntry(byField::put);
        byField.forEach((field, values) -> fields.add(new Change.FieldChange(field, values.get(0), values.get(1))));
        return new Change(
                row.get(ID),
                row.get(CHANGED_AT).toInstant(),
                row.get(CHANGED_BY),
                row.get(KIND),
                row.get(IMPORT_ID),
                fields);
    }

    /** @param next where the page after starts; null when this is the last */
    record Page(List<Change> items, @Nullable Long next) {}
}
