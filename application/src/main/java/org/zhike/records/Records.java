package org.zhike.records;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.zhike.identity.Actor;
import org.zhike.kernel.Issues;
import org.zhike.kernel.ProductException;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.RecordTable;

/** The door of the record model: reads and changes single records and lists of any object. For many at once see {@link BulkRecords}. */
@Service
public final class Records {

    private static final int SEARCH_HITS = 8;
    private static final int MOST_HISTORY = 200;

    private final ObjectCatalogue objects;
    private final RecordReader reader;
    private final RecordWriter writer;
    private final History history;
    private final Timeline timeline;
    private final DSLContext sql;

    Records(
            ObjectCatalogue objects,
            RecordReader reader,
            RecordWriter writer,
            History history,
            Timeline timeline,
            DSLContext sql) {
        this.objects = objects;
        this.reader = reader;
        this.writer = writer;
        this.history = history;
        this.timeline = timeline;
        this.sql = sql;
    }

    /** Returns a page of live records; every role reads. */
    public RecordPage list(Actor actor, ListQuery query) {
        return reader.list(query);
    }

    public StoredRecord get(Actor actor, String object, long id) {
        return reader.get(objects.get(object), id, false);
    }

    /** Returns those of the records that are live, in the order of the ids. */
    public List<StoredRecord> get(Actor actor, String object, List<Long> ids) {
        return reader.get(objects.get(object), ids);
    }

    /**
     * Creates a record.
     *
     * @param values field → value in the field's Java type; what is missing gets its default or stays empty
     * @throws ProductException with every problem of every field, path {@code values.<field>}
     */
    public StoredRecord create(Actor actor, String object, Map<String, @Nullable Object> values) {
        actor.mustBeAbleToWrite();
        ObjectDefinition definition = objects.get(object);
        return reader.get(definition, writer.create(actor, definition, values), false);
    }

    /**
     * Changes the fields named and no others.
     *
     * @param version the version the caller saw
     * @throws ProductException {@link RecordError#CHANGED_MEANWHILE} when it is no longer the newest
     */
    public StoredRecord update(Actor actor, String object, long id, int version, Map<String, @Nullable Object> values) {
        actor.mustBeAbleToWrite();
        ObjectDefinition definition = objects.get(object);
        writer.update(actor, definition, id, version, values);
        return reader.get(definition, id, false);
    }

    /** Puts a record into the recycle bin; {@link #restore} brings it back. */
    public void delete(Actor actor, String object, long id, int version) {
        actor.mustBeAbleToWrite();
        writer.delete(actor, objects.get(object), id, version);
    }

    public StoredRecord restore(Actor actor, String object, long id) {
        actor.mustBeAbleToWrite();
        ObjectDefinition definition = objects.get(object);
        writer.restore(actor, definition, id);
        return reader.get(definition, id, false);
    }

    /** Returns a page of a record's changes (of a deleted one too), newest first. */
    public HistoryPage history(Actor actor, String object, long id, @Nullable String cursor, int limit) {
        ObjectDefinition definition = objects.get(object);
        reader.get(definition, id, true);
        History.Page page = history.read(definition, id, before(cursor), checkedLimit(limit, MOST_HISTORY));
        return new HistoryPage(
                page.items(), page.next() == null ? null : page.next().toString());
    }

    private static @Nullable Long before(@Nullable String cursor) {
        try {
            return cursor == null ? null : Long.valueOf(cursor);
        } catch (NumberFormatException notOurs) {
            throw new ProductException(RecordError.BAD_CURSOR);
        }
    }

    /** Returns a page of what refers to a record, by time, newest first. */
    public TimelinePage timeline(
            Actor actor, String object, long id, List<String> only, @Nullable String cursor, int limit) {
        ObjectDefinition definition = objects.get(object);
        reader.get(definition, id, true);
        only.forEach(objects::get);
        Timeline.Page page = timeline.read(definition, id, only, cursor, checkedLimit(limit, ListQuery.MOST_ROWS));
        return new TimelinePage(
                page.items().stream()
                        .map(entry -> new TimelinePage.Entry(entry.at().toInstant(), entry.record()))
                        .toList(),
                page.next());
    }

    private static int checkedLimit(int limit, int most) {
        if (limit < 1 || limit > most) {
            Issues issues = new Issues();
            issues.add("limit", RecordError.BAD_LIMIT, most, limit);
            issues.throwIfAny();
        }
        return limit;
    }

    /** Finds records of all objects by a part of their searchable fields, at most {@value #SEARCH_HITS} of each. */
    public List<Hit> search(Actor actor, String text) {
        List<Hit> hits = new ArrayList<>();
        String key = RecordReader.searchKey(text);
        if (key.isEmpty()) {
            return hits;
        }
        for (ObjectDefinition object : objects.all()) {
            if (RecordReader.isSearchable(object)) {
                hits.addAll(search(object, key));
            }
        }
        return hits;
    }

    private List<Hit> search(ObjectDefinition object, String key) {
        List<FieldDefinition> shown =
                object.fields().stream().filter(FieldDefinition::searchable).toList();
        List<Field<?>> columns = new ArrayList<>(List.of(RecordTable.ID));
        object.allFields().stream()
                .filter(field -> shown.contains(field) || object.displayFields().contains(field.name()))
                .forEach(field -> columns.add(field(name(field.name()))));
        return sql.select(columns)
                .from(RecordTable.of(object.name()))
                .where(RecordTable.SEARCH.contains(key).and(RecordTable.DELETED_AT.isNull()))
                .limit(SEARCH_HITS)
                .fetch(row -> {
                    String label = Rows.label(object, row);
                    String detail = shown.stream()
                            .map(field -> row.get(field.name(), String.class))
                            .filter(value -> value != null && !value.isEmpty() && !value.equals(label))
                            .reduce((left, right) -> left + " · " + right)
                            .orElse("");
                    return new Hit(object.name(), row.get(RecordTable.ID), label, FieldRules.shortened(detail));
                });
    }

    /** A record that search found, with what tells it from others of the same name. */
    public record Hit(String object, long id, String label, String detail) {}

    /** @param next the marker of the page after; null when this is the last */
    public record HistoryPage(List<Change> items, @Nullable String next) {}

    /** @param next the marker of the page after; null when this is the last */
    public record TimelinePage(List<Entry> items, @Nullable String next) {

        public record Entry(Instant at, StoredRecord record) {}
    }
}
