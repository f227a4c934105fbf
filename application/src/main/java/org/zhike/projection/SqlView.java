package org.zhike.projection;

import java.util.List;
import org.zhike.kernel.Labels;

/**
 * A view that people may read by SQL: one for each object.
 *
 * @param name the object's name; with an s where SQL reserves it, as in {@code orders}
 */
public record SqlView(String name, String object, Labels labels, List<SqlColumn> columns) {

    public SqlView {
        columns = List.copyOf(columns);
    }

    /** @param type in words of SQL; times are those of the company's zone */
    public record SqlColumn(String name, String type, Labels labels) {}
}
