package org.zhike.identity;

import java.util.ArrayList;
import java.util.List;
import org.zhike.expressions.Columns;
import org.zhike.expressions.Expression;
import org.zhike.expressions.Path;

/**
 * A condition that the records of an object must meet to be seen.
 *
 * @param along the references that lead from the object to the one the condition speaks of; empty for the object itself
 */
public record RowScope(List<String> along, Expression condition) {

    public RowScope {
        along = List.copyOf(along);
    }

    /** Returns the columns as the condition sees them, given those of the object. */
    public Columns from(Columns columns) {
        return path -> {
            List<String> names = new ArrayList<>(along);
            names.addAll(path.names());
            return columns.column(new Path(names));
        };
    }
}
