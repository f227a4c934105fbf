package org.zhike.records;

import static org.jooq.impl.DSL.val;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SortField;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Issues;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.ObjectError;
import org.zhike.objects.RecordTable;

/**
 * The order of a list and where in it a page starts. Rows without a value come last in both directions; the id breaks
 * ties. Rows with and without a value of the first key are read one after the other, so that the index on (key, id)
 * serves both directions.
 */
final class SortOrder {

    private static final int MOST_KEYS = 3;

    /** The part of the rows a query reads. */
    enum Part {
        WITH_VALUE,
        WITHOUT_VALUE
    }

    private record Key(FieldDefinition definition, Field<Object> column, boolean descending) {}

    private final String text;
    private final List<Key> keys;
    private final Field<Long> id;
    private final boolean idDescending;

    private SortOrder(String text, List<Key> keys, Field<Long> id) {
        this.text = text;
        this.keys = keys;
        this.id = id;
        this.idDescending = keys.isEmpty() || keys.getFirst().descending();
    }

    /** Reads field names with {@code -} for descending; problems go to {@code issues}. */
    static SortOrder read(ObjectDefinition object, Table<?> table, List<String> sort, Issues issues) {
        List<Key> keys = new ArrayList<>();
        for (String word : sort) {
            boolean descending = word.startsWith("-");
            String fieldName = descending ? word.substring(1) : word;
            FieldDefinition definition = object.field(fieldName).orElse(null);
            if (definition == null) {
                issues.add(
                        "sort",
                        ObjectError.UNKNOWN_FIELD,
                        object.name(),
                        fieldName,
                        RecordWriter.hint(object, fieldName));
            } else if (!isSortable(definition.type()) || keys.size() == MOST_KEYS) {
                issues.add("sort", RecordError.NOT_SORTABLE, fieldName);
            } else {
                keys.add(new Key(definition, column(table, definition), descending));
            }
        }
        return new SortOrder(
                object.name() + ":" + String.join(",", sort), keys, RecordTable.qualified(table, RecordTable.ID));
    }

    private static boolean isSortable(FieldType type) {
        return switch (type) {
            case TEXT, NUMBER, MONEY, PERCENT, BOOLEAN, DATE, DATETIME, SELECT, EMAIL, PHONE, URL, REGION -> true;
            case LONG_TEXT, MULTI_SELECT, REFERENCE -> false;
        };
    }

    @SuppressWarnings("unchecked") // a column is compared only with values of its own type
    private static Field<Object> column(Table<?> table, FieldDefinition definition) {
        return (Field<Object>)
                RecordTable.qualified(table, RecordTable.columns(definition).getFirst());
    }

    /** The parts of the rows from the cursor on, in the order in which they are read. */
    List<Part> parts(@Nullable Cursor cursor) {
        if (keys.isEmpty() || keys.getFirst().definition().required()) {
            return List.of(Part.WITH_VALUE);
        }
        return cursor != null && cursor.values().getFirst() == null
                ? List.of(Part.WITHOUT_VALUE)
                : List.of(Part.WITH_VALUE, Part.WITHOUT_VALUE);
    }

    /** Which rows belong to the part and come after the cursor. */
    List<Condition> conditions(Part part, @Nullable Cursor cursor) {
        List<Condition> conditions = new ArrayList<>();
        if (keys.isEmpty()) {
            if (cursor != null) {
                conditions.add(afterId(cursor));
            }
            return conditions;
        }
        Key first = keys.getFirst();
        if (part == Part.WITHOUT_VALUE) {
            conditions.add(first.column().isNull());
            if (cursor != null && cursor.values().getFirst() == null) {
                conditions.add(after(1, cursor));
            }
            return conditions;
        }
        if (!first.definition().required()) {
            conditions.add(first.column().isNotNull());
        }
        String value = cursor == null ? null : cursor.values().getFirst();
        if (cursor != null && value != null) {
            Field<Object> bound = bound(first, value);
            // Says the same as the next condition, in a form that bounds the index scan.
            conditions.add(
                    first.descending()
                            ? first.column().le(bound)
                            : first.column().ge(bound));
            conditions.add(beyond(first, bound).or(first.column().eq(bound).and(after(1, cursor))));
        }
        return conditions;
    }

    private Condition after(int position, Cursor cursor) {
        if (position == keys.size()) {
            return afterId(cursor);
        }
        Key key = keys.get(position);
        String value = cursor.values().get(position);
        if (value == null) {
            return key.column().isNull().and(after(position + 1, cursor));
        }
        Field<Object> bound = bound(key, value);
        Condition beyond = beyond(key, bound).or(key.column().isNull());
        return beyond.or(key.column().eq(bound).and(after(position + 1, cursor)));
    }

    private Condition afterId(Cursor cursor) {
        return idDescending ? id.lt(cursor.id()) : id.gt(cursor.id());
    }

    private static Condition beyond(Key key, Field<Object> bound) {
        return key.descending() ? key.column().lt(bound) : key.column().gt(bound);
    }

    private static Field<Object> bound(Key key, String value) {
        return val(value).cast(key.column().getDataType());
    }

    List<SortField<?>> orderBy() {
        List<SortField<?>> order = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Key key = keys.get(i);
            SortField<?> field =
                    key.descending() ? key.column().desc() : key.column().asc();
            // The first key's part has either only values or none: without "nulls last" the index fits.
            order.add(i == 0 ? field : field.nullsLast());
        }
        order.add(idDescending ? id.desc() : id.asc());
        return order;
    }

    Cursor after(Record row) {
        List<@Nullable String> values = new ArrayList<>();
        for (Key key : keys) {
            Object value = row.get(key.definition().name());
            values.add(
                    value == null
                            ? null
                            : value instanceof BigDecimal number ? number.toPlainString() : value.toString());
        }
        return new Cursor(text, values, row.get(RecordTable.ID));
    }

    @Nullable Cursor decode(@Nullable String cursor) {
        return cursor == null || cursor.isEmpty() ? null : Cursor.decode(cursor, text, keys.size());
    }
}
