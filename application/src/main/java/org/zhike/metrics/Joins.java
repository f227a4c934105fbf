package org.zhike.metrics;

import java.util.List;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import org.zhike.expressions.Columns;
import org.zhike.expressions.Path;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.RecordTable;
import org.zhike.objects.ReferenceJoins;

/** An object's table in the projection and those its references lead to, as the columns that expressions read. */
final class Joins implements Columns {

    private static final List<String> SUFFIXES = List.of(RecordTable.DAY_SUFFIX, FieldDefinition.CURRENCY_SUFFIX);

    private final FieldPaths paths;
    private final ObjectDefinition root;
    private final ReferenceJoins joins;

    Joins(FieldPaths paths, ObjectDefinition root) {
        this.paths = paths;
        this.root = root;
        this.joins = new ReferenceJoins(paths.objects(), root, "r", ReferenceJoins.Keeps.LIVE_ROWS);
    }

    @Override
    public Field<?> column(Path path) {
        Path field = paths.field(root, path).isPresent() ? path : path.withName(fieldOf(path.name()));
        Field<?> column = joins.column(field.names(), path.name());
        // The projection keeps moments as UTC without a zone.
        return column.getDataType().isTimestamp() ? column.coerce(SQLDataType.LOCALDATETIME) : column;
    }

    <T> Field<T> column(Path path, Class<T> type) {
        return column(path).coerce(type);
    }

    Field<Long> id() {
        return RecordTable.qualified(joins.root(), RecordTable.ID);
    }

    /** The tables, left joined along the references: no record is lost or doubled. Call it last. */
    Table<? extends Record> from() {
        return joins.table();
    }

    /** The field that a column such as {@code amount_currency} or {@code ordered_at__day} belongs to. */
    private static String fieldOf(String column) {
        for (String suffix : SUFFIXES) {
            if (column.endsWith(suffix)) {
                return column.substring(0, column.length() - suffix.length());
            }
        }
        return column;
    }

    @SuppressWarnings("unchecked")
    static Field<Object> same(Field<?> field) {
        return (Field<Object>) field;
    }
}
