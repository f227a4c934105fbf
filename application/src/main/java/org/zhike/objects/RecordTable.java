package org.zhike.objects;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** The table and columns that keep an object's records; the same names in PostgreSQL and in the projection. */
public final class RecordTable {

    /** The schema of all record tables. */
    public static final String SCHEMA = "records";

    /** The suffix of the projection's column with the day of a datetime in the company's zone. */
    public static final String DAY_SUFFIX = "__day";

    public static final Field<Long> ID = field(name("id"), SQLDataType.BIGINT);
    public static final Field<Integer> VERSION = field(name("version"), SQLDataType.INTEGER);
    public static final Field<OffsetDateTime> CREATED_AT =
            field(name("created_at"), SQLDataType.TIMESTAMPWITHTIMEZONE(6));
    public static final Field<String> CREATED_BY = field(name("created_by"), SQLDataType.CLOB);
    public static final Field<OffsetDateTime> UPDATED_AT =
            field(name("updated_at"), SQLDataType.TIMESTAMPWITHTIMEZONE(6));
    public static final Field<String> UPDATED_BY = field(name("updated_by"), SQLDataType.CLOB);
    public static final Field<OffsetDateTime> DELETED_AT =
            field(name("deleted_at"), SQLDataType.TIMESTAMPWITHTIMEZONE(6));
    public static final Field<Long> IMPORT_ID = field(name("import_id"), SQLDataType.BIGINT);
    public static final Field<String> SEARCH = field(name("search"), SQLDataType.CLOB);

    private RecordTable() {}

    public static Table<Record> of(String object) {
        return table(name(SCHEMA, object));
    }

    /** The column under the table's name or alias. */
    public static <T> Field<T> qualified(Table<?> table, Field<T> column) {
        return field(name(table.getName(), column.getName()), column.getDataType());
    }

    /** The columns of a field without qualifier: one, or two for MONEY (amount, then currency). */
    public static List<Field<?>> columns(FieldDefinition definition) {
        Field<?> first = field(name(definition.name()), type(definition));
        if (definition.type() == FieldType.MONEY) {
            return List.of(first, field(name(definition.currencyColumn()), SQLDataType.CLOB));
        }
        return List.of(first);
    }

    /** The columns of all of an object's own fields. */
    public static List<Field<?>> columns(ObjectDefinition object) {
        return object.fields().stream()
                .<Field<?>>flatMap(definition -> columns(definition).stream())
                .toList();
    }

    /** The SQL type of a field's (first) column. */
    public static DataType<?> type(FieldDefinition definition) {
        if (definition.system() && definition.type() == FieldType.NUMBER) {
            return SQLDataType.BIGINT;
        }
        return switch (definition.type()) {
            case TEXT, LONG_TEXT, SELECT, EMAIL, PHONE, URL, REGION -> SQLDataType.CLOB;
            case NUMBER -> decimal(18, definition.decimals());
            case MONEY -> decimal(18, 4);
            case PERCENT -> decimal(9, 6);
            case BOOLEAN -> SQLDataType.BOOLEAN;
            case DATE -> SQLDataType.LOCALDATE;
            case DATETIME -> SQLDataType.TIMESTAMPWITHTIMEZONE(6);
            case MULTI_SELECT -> SQLDataType.CLOB.array();
            case REFERENCE -> SQLDataType.BIGINT;
        };
    }

    private static DataType<BigDecimal> decimal(int digits, int decimals) {
        return SQLDataType.NUMERIC(digits, decimals);
    }
}
