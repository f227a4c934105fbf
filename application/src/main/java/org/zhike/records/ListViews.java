package org.zhike.records;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import org.springframework.stereotype.Service;
import org.zhike.identity.Actor;
import org.zhike.kernel.Issues;
import org.zhike.kernel.ProductException;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.ObjectError;
import org.zhike.objects.ReferenceJoins;

/** The saved list views of each person; everybody sees and changes only their own. */
@Service
public final class ListViews {

    private static final int NAME_LENGTH = 100;
    private static final Table<Record> TABLE = table(name("zhike", "list_view"));
    private static final Field<Long> ID = field(name("id"), Long.class);
    private static final Field<Long> USER = field(name("user_id"), Long.class);
    private static final Field<String> OBJECT = field(name("object"), String.class);
    private static final Field<String> NAME = field(name("name"), String.class);
    private static final Field<String[]> COLUMNS = field(name("columns"), SQLDataType.CLOB.array());
    private static final Field<String> FILTER = field(name("filter"), String.class);
    private static final Field<String> SORT = field(name("sort"), String.class);

    private final DSLContext sql;
    private final ObjectCatalogue objects;
    private final Filters filters;

    ListViews(DSLContext sql, ObjectCatalogue objects, Filters filters) {
        this.sql = sql;
        this.objects = objects;
        this.filters = filters;
    }

    public List<ListView> all(Actor actor, String object) {
        return sql.select(ID, NAME, COLUMNS, FILTER, SORT)
                .from(TABLE)
                .where(own(actor, objects.get(object)))
                .orderBy(NAME)
                .fetch(row -> new ListView(
                        row.get(ID), row.get(NAME), Arrays.asList(row.get(COLUMNS)), row.get(FILTER), row.get(SORT)));
    }

    /** Saves the view, in the place of the person's other view of the same name if there is one. */
    public ListView save(Actor actor, String objectName, ListView view) {
        ObjectDefinition object = objects.get(objectName);
        check(object, view);
        String[] columns = view.columns().toArray(String[]::new);
        Long id = sql.insertInto(TABLE, USER, OBJECT, NAME, COLUMNS, FILTER, SORT)
                .values(actor.userId(), object.name(), view.name().strip(), columns, view.filter(), view.sort())
                .onConflict(USER, OBJECT, NAME)
                .doUpdate()
                .set(COLUMNS, columns)
                .set(FILTER, view.filter())
                .set(SORT, view.sort())
                .returningResult(ID)
                .fetchSingle(ID);
        return new ListView(Objects.requireNonNull(id), view.name(), view.columns(), view.filter(), view.sort());
    }

    public ListView change(Actor actor, String objectName, ListView view) {
        ObjectDefinition object = objects.get(objectName);
        check(object, view);
        int changed = sql.update(TABLE)
                .set(NAME, view.name().strip())
                .set(COLUMNS, view.columns().toArray(String[]::new))
                .set(FILTER, view.filter())
                .set(SORT, view.sort())
                .where(own(actor, object).and(ID.eq(view.id())))
                .execute();
        mustBeOne(changed, view.id());
        return view;
    }

    public void delete(Actor actor, String object, long id) {
        int deleted = sql.deleteFrom(TABLE)
                .where(own(actor, objects.get(object)).and(ID.eq(id)))
                .execute();
        mustBeOne(deleted, id);
    }

    private static void mustBeOne(int rows, long id) {
        if (rows == 0) {
            throw new ProductException(RecordError.UNKNOWN_VIEW, id);
        }
    }

    private static Condition own(Actor actor, ObjectDefinition object) {
        return USER.eq(actor.userId()).and(OBJECT.eq(object.name()));
    }

    private void check(ObjectDefinition object, ListView view) {
        Issues issues = new Issues();
        if (view.name().isBlank()) {
            issues.add("name", RecordError.REQUIRED, "Name");
        } else if (view.name().strip().length() > NAME_LENGTH) {
            issues.add("name", RecordError.TOO_LONG, view.name().strip().length(), NAME_LENGTH);
        }
        List<String> named = new ArrayList<>(view.columns());
        if (view.sort() != null) {
            for (String key : view.sort().split(",", -1)) {
                named.add(key.startsWith("-") ? key.substring(1) : key);
            }
        }
        for (String fieldName : named) {
            if (object.field(fieldName).isEmpty()) {
                issues.add(
                        "columns",
                        ObjectError.UNKNOWN_FIELD,
                        object.name(),
                        fieldName,
                        RecordWriter.hint(object, fieldName));
            }
        }
        if (view.filter() != null) {
            var joins = new ReferenceJoins(objects, object, "t", ReferenceJoins.Keeps.DELETED_ROWS);
            filters.read(object, view.filter(), joins, issues);
        }
        issues.throwIfAny();
    }
}
