package org.zhike.expressions;

import org.jooq.Field;

/** Where the columns of a query stand: its tables, joins and aliases. */
@FunctionalInterface
public interface Columns {

    /**
     * Returns the column {@code path.name()} of the table that {@code path.parent()} leads to. The name is that of a field,
     * of a money field's currency ({@code amount_currency}), or in DuckDB of a time's day ({@code ordered_at__day}).
     */
    Field<?> column(Path path);
}
