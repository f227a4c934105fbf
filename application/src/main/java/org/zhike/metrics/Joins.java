package org.zhike.metrics;

import java.util.HashSet;
import java.util.Set;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import org.zhike.expressions.Columns;
import org.zhike.expressions.Path;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.RecordTable;
import org.zhike.objects.ReferenceJoins;

/** An object's table in the projection and those its references lead to, as the columns that expressions read. */
final class Joins implements Columns {

    private final FieldPaths paths;
    private final ObjectDefinition root;
    private final ReferenceJoins joins;
    private final Set<Path> read = new HashSet<>();

    Joins(FieldPaths paths, ObjectDefinition root) {
        this(paths, root, "r");
    }

    /** @param alias what its table is called, so that it meets no other */
    Joins(FieldPaths paths, ObjectDefinition root, String alias) {
        this.paths = paths;
        this.root = root;
        this.joins = new ReferenceJoins(paths.objects(), root, alias, ReferenceJoins.Keeps.LIVE_ROWS);
    }

    @Override
    public Field<?> column(Path path) {
        Path region = paths.regionOf(root, path).orElse(null);
        if (region != null) {
            return Dialect.province(column(region, String.class));
        }
        read.add(path);
        Field<?> column = joins.column(path.names());
        // The projection keeps moments as UTC without a zone.
        return column.getDataType().isTimestamp() ? column.coerce(SQLDataType.LOCALDATETIME) : column;
    }

    /** The paths whose columns have been asked for. */
    Set<Path> read() {
        return read;
    }

    FieldPaths paths() {
        return paths;
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

    @SuppressWarnings("unchecked")
    static Field<Object> same(Field<?> field) {
        return (Field<Object>) field;
    }
}
