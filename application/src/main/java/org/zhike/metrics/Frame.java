package org.zhike.metrics;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zhike.expressions.Columns;
import org.zhike.expressions.Expression;
import org.zhike.expressions.Path;
import org.zhike.expressions.SqlRenderer;
import org.zhike.identity.RowScope;
import org.zhike.objects.FieldDefinition;

/**
 * A question, as it is for one metric.
 *
 * @param filter on the records counted; null = all
 * @param only the values that dimensions must have; a null value means none
 * @param scopes what the records must meet to be seen by the reader
 * @param currency the only one of the money fields read
 */
record Frame(
        Spine spine,
        List<Dimension> dimensions,
        @Nullable Expression filter,
        Map<Path, @Nullable Object> only,
        List<RowScope> scopes,
        String currency,
        int churnWindowDays,
        ZoneId zone,
        Clock clock) {

    /** A path by which results are broken down, and the field at its end. */
    record Dimension(Path path, FieldDefinition field) {

        String name() {
            return path.toString();
        }

        boolean isReference() {
            return field.target() != null;
        }
    }

    Frame on(Spine other) {
        return new Frame(other, dimensions, filter, only, scopes, currency, churnWindowDays, zone, clock);
    }

    Frame at(Clock other) {
        return new Frame(spine, dimensions, filter, only, scopes, currency, churnWindowDays, zone, other);
    }

    SqlRenderer renderer(Columns columns) {
        return new SqlRenderer(SqlRenderer.Engine.DUCKDB, zone, clock, columns);
    }
}
