package org.zhike.metrics;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.concat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.SQLDataType.VARCHAR;

import java.util.ArrayList;
import java.util.List;
import org.jooq.Field;
import org.zhike.objects.ObjectDefinition;

/** What a record is called in SQL: the first of its display fields that has a value, else its number. */
final class RecordLabel {

    private RecordLabel() {}

    static Field<String> of(ObjectDefinition object, String alias) {
        List<Field<String>> names = new ArrayList<>();
        object.displayFields()
                .forEach(display -> names.add(field(name(alias, display)).cast(VARCHAR)));
        names.add(concat(inline("#"), field(name(alias, "id")).cast(VARCHAR)));
        return coalesce(names.getFirst(), names.subList(1, names.size()).toArray(Field[]::new));
    }
}
