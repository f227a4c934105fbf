package org.zhike.records;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.zhike.identity.Actor;
import org.zhike.identity.IdentityError;
import org.zhike.identity.RowScopes;
import org.zhike.kernel.Issues;
import org.zhike.kernel.ProductException;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.RecordTable;
import org.zhike.objects.ReferenceJoins;

/**
 * The door of the record model: reads and changes single records and lists of any object. What an actor does not see
 * ({@link RowScopes}) is not there for them. For many at once see {@link BulkRecords}.
 */
@Service
public final class Records {

    private static final int SEARCH_HITS = 8;
    private static final int MOST_HISTORY = 200;

    private final ObjectCatalogue objects;
    private final RecordReader reader;
    private final RecordWriter writer;
    private final History history;
    private final Timeline timeline;
    private final Filters filters;
    private final RowScopes scopes;
    private final DSLContext sql;

    Records(
            ObjectCatalogue objects,
            RecordReader reader,
            RecordWriter writer,
            History history,
            Timeline timeline,
            Filters filters,
            RowScopes scopes,
            DSLContext sql) {
        this.objects = objects;
        this.reader = reader;
        this.writer = writer;
        this.history = history;
        this.timeline = timeline;
        this.filters = filters;
        this.scopes = scopes;
        this.sql = sql;
    }

    /** Returns a page of live records; every role reads. */
    public RecordPage list(Actor actor, ListQuery query) {
        return reader.list(actor, query);
    }

    public StoredRecord get(Actor actor, String object, long id) {
        return reader.get(actor, objects.get(object), id, false);
    }

    /** Returns those of the records that are live, in the order of the ids. */
    public List<StoredRecord> get(Actor actor, String object, List<Long> ids) {
        return reader.get(actor, objects.get(object), ids);
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
        return seenAfter(actor, definition, () -> writer.create(actor, definition, values));
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
        return seenAfter(actor, definition, () -> {
            reader.get(actor, definition, id, false);
            writer.update(actor, definition, id, version, values);
            return id;
        });
    }

    /** Writes a record; when the actor would not see it afterwards, nothing is written. */
    private StoredRecord seenAfter(Actor actor, ObjectDefinition object, Supplier<Long> write) {
        if (scopes.on(actor, object).isEmpty()) {
            return reader.get(actor, object, write.get(), false);
        }
        return sql.transactionResult(_ -> {
            long id = write.get();
            return reader.get(actor, object, List.of(id)).stream()
                    .findFirst()
                    .orElseThrow(() -> new ProductException(IdentityError.OUT_OF_SCOPE, actor.name()));
        });
    }

    /** Puts a record into the recycle bin; {@link #restore} brings it back. */
    public void delete(Actor actor, String object, long id, int version) {
        actor.mustBeAbleToWrite();
        ObjectDefinition definition = objects.get(object);
        reader.get(actor, definition, id, false);
        writer.delete(actor, definition, id, version);
    }

    public StoredRecord restore(Actor actor, String object, long id) {
        actor.mustBeAbleToWrite();
        ObjectDefinition definition = objects.get(object);
        reader.get(actor, definition, id, true);
        writer.restore(actor, definition, id);
        return reader.get(actor, definition, id, false);
    }

    /** Returns a page of a record's changes (of a deleted one too), newest first. */
    public HistoryPage history(Actor actor, String object, long id, @Nullable String cursor, int limit) {
        ObjectDefinition definition = objects.get(object);
        reader.get(actor, definition, id, true);
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
        reader.get(actor, definition, id, true);
        only.forEach(objects::get);
        Timeline.Page page =
                timeline.read(actor, definition, id, only, cursor, checkedLimit(limit, ListQuery.MOST_ROWS));
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
                hits.addAll(search(actor, object, key));
            }
        }
        return hits;
    }

    private List<Hit> search(Actor actor, ObjectDefinition object, String key) {
        ReferenceJoins joins = new ReferenceJoins(objects, object, "t", ReferenceJoins.Keeps.DELETED_ROWS);
        Condition found = RecordTable.qualified(joins.root(), RecordTable.SEARCH)
                .contains(key)
                .and(RecordTable.qualified(joins.root(), RecordTable.DELETED_AT).isNull())
                .and(filters.seen(actor, object, joins));
        List<FieldDefinition> shown =
                object.fields().stream().filter(FieldDefinition::searchable).toList();
        List<Field<?>> columns = new ArrayList<>(List.of(RecordTable.qualified(joins.root(), RecordTable.ID)));
        object.allFields().stream()
                .filter(field -> shown.contains(field) || object.displayFields().contains(field.name()))
                .forEach(field -> columns.add(joins.column(List.of(field.name()))));
        return sql.select(columns)
                .from(joins.table())
                .where(found)
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
