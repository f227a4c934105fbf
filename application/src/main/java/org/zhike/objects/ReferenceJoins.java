package org.zhike.objects;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/**
 * A table with those it refers to, joined as their columns are asked for: {@code customer.region} of an order joins the
 * customer once, however often it is read. Every join is many-to-one, so it never multiplies rows. Not safe for several threads.
 */
public final class ReferenceJoins {

    /** Whether the tables still hold deleted records, which a reference must then not reach. */
    public enum Keeps {
        /** The tables of PostgreSQL. */
        DELETED_ROWS,
        /** The tables of the projection. */
        LIVE_ROWS
    }

    private record Join(ObjectDefinition target, Table<Record> table, Condition on) {}

    private final ObjectCatalogue objects;
    private final ObjectDefinition root;
    private final Table<Record> rootTable;
    private final Keeps keeps;
    private final Map<String, Join> joins = new LinkedHashMap<>();

    public ReferenceJoins(ObjectCatalogue objects, ObjectDefinition root, String alias, Keeps keeps) {
        this.objects = objects;
        this.root = root;
        this.rootTable = RecordTable.of(root.name()).as(alias);
        this.keeps = keeps;
    }

    /**
     * Returns the column at the end of a path of reference fields; a path of one is a column of the table itself. The last name
     * is a field, or a column beside one: {@code amount_currency}, {@code ordered_at__day}.
     */
    public Field<?> column(List<String> path) {
        String column = path.getLast();
        if (path.size() == 1) {
            return qualified(rootTable, column, root);
        }
        Join join = join(path.subList(0, path.size() - 1));
        return qualified(join.table(), column, join.target());
    }

    /** The table with all joins asked for so far: call it last. */
    public Table<? extends Record> table() {
        Table<? extends Record> joined = rootTable;
        for (Join join : joins.values()) {
            joined = joined.leftJoin(join.table()).on(join.on());
        }
        return joined;
    }

    /** The table itself, to qualify columns that are not fields. */
    public Table<Record> root() {
        return rootTable;
    }

    private Join join(List<String> references) {
        String key = String.join(".", references);
        Join known = joins.get(key);
        if (known != null) {
            return known;
        }
        ObjectDefinition holder = root;
        Table<Record> holderTable = rootTable;
        if (references.size() > 1) {
            Join before = join(references.subList(0, references.size() - 1));
            holder = before.target();
            holderTable = before.table();
        }
        FieldDefinition reference = definition(holder, references.getLast());
        String target = reference.target();
        if (target == null) {
            throw new IllegalArgumentException(holder.name() + "." + reference.name() + " is no reference");
        }
        // The alias is the path, so that the SQL can be read.
        Table<Record> table = RecordTable.of(target).as(rootTable.getName() + "." + key);
        Condition on = RecordTable.qualified(table, RecordTable.ID)
                .eq(field(name(holderTable.getName(), reference.name()), Long.class));
        if (keeps == Keeps.DELETED_ROWS) {
            on = on.and(RecordTable.qualified(table, RecordTable.DELETED_AT).isNull());
        }
        Join join = new Join(objects.get(target), table, on);
        joins.put(key, join);
        return join;
    }

    private static FieldDefinition definition(ObjectDefinition object, String fieldName) {
        return object.field(fieldName)
                .orElseThrow(() -> new IllegalArgumentException(object.name() + " has no field " + fieldName));
    }

    private static Field<?> qualified(Table<?> table, String column, ObjectDefinition object) {
        DataType<?> type = object.field(column)
                .<DataType<?>>map(RecordTable::type)
                .or(() -> besideOf(object, column))
                .orElseThrow(() -> new IllegalArgumentException(object.name() + " has no field " + column));
        return field(name(table.getName(), column), type);
    }

    /** The type of a column that stands beside that of its field. */
    private static Optional<DataType<?>> besideOf(ObjectDefinition object, String column) {
        return object.allFields().stream()
                .<DataType<?>>mapMulti((field, types) -> {
                    if (field.type() == FieldType.MONEY
                            && field.currencyColumn().equals(column)) {
                        types.accept(SQLDataType.CLOB);
                    } else if (field.type() == FieldType.DATETIME
                            && column.equals(field.name() + RecordTable.DAY_SUFFIX)) {
                        types.accept(SQLDataType.LOCALDATE);
                    }
                })
                .findFirst();
    }
}
