package org.zhike.metrics;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.zhike.expressions.Columns;
import org.zhike.expressions.Path;
import org.zhike.objects.ObjectDefinition;

/** An object's table in the projection and those its references lead to, each joined when first asked for. */
final class Joins implements Columns {

    private static final String SCHEMA = "records";
    private static final String ROOT = "r_";

    private final FieldPaths paths;
    private final ObjectDefinition root;
    private final Map<Path, ObjectDefinition> joined = new LinkedHashMap<>();

    Joins(FieldPaths paths, ObjectDefinition root) {
        this.paths = paths;
        this.root = root;
    }

    @Override
    public Field<?> column(Path path) {
        return field(name(path.parent().map(this::join).orElse(ROOT), path.name()));
    }

    <T> Field<T> column(Path path, Class<T> type) {
        return field(name(path.parent().map(this::join).orElse(ROOT), path.name()), type);
    }

    private String join(Path reference) {
        if (!joined.containsKey(reference)) {
            reference.parent().ifPresent(this::join);
            String target = paths.field(root, reference)
                    .orElseThrow(() -> new IllegalStateException("no reference " + reference))
                    .target();
            if (target == null) {
                throw new IllegalStateException("leads nowhere: " + reference);
            }
            joined.put(reference, paths.objects().get(target));
        }
        return reference.toString();
    }

    /** The tables, left joined along the references: no record is lost or doubled. */
    Table<Record> from() {
        Table<Record> tables = table(name(SCHEMA, root.name())).as(ROOT);
        for (Map.Entry<Path, ObjectDefinition> join : joined.entrySet()) {
            String alias = join.getKey().toString();
            tables = tables.leftJoin(table(name(SCHEMA, join.getValue().name())).as(alias))
                    .on(field(name(alias, "id")).eq(same(column(join.getKey()))));
        }
        return tables;
    }

    @SuppressWarnings("unchecked")
    static Field<Object> same(Field<?> field) {
        return (Field<Object>) field;
    }
}
