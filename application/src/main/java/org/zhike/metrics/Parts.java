package org.zhike.metrics;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.SQLDataType.VARCHAR;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.zhike.metrics.Frame.Dimension;
import org.zhike.objects.FieldType;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.Option;
import org.zhike.objects.RecordTable;
import org.zhike.projection.AnalyticsEngine;

/** How an analysis is broken down: not at all, or by the values of one dimension, of which those with the most are shown. */
final class Parts {

    static final String COLUMN = "d0_";

    /** A dimension with a million values is answered by its largest. */
    static final int MOST = 12;

    private final @Nullable Dimension by;
    private final FieldPaths paths;
    private final boolean chinese;

    Parts(@Nullable Dimension by, FieldPaths paths, boolean chinese) {
        this.by = by;
        this.paths = paths;
        this.chinese = chinese;
    }

    boolean isOne() {
        return by == null;
    }

    /** The value of a record's part. */
    Field<?> of(Joins joins) {
        return (by == null ? inline((String) null, VARCHAR) : joins.column(by.path())).as(COLUMN);
    }

    static Field<Object> column() {
        return field(name(COLUMN));
    }

    static Condition is(@Nullable Object value) {
        return value == null ? column().isNull() : column().eq(DSL.val(value));
    }

    /** The values shown, the largest first, of units that have them in {@link #COLUMN}; one more than shown tells there are more. */
    List<@Nullable Object> largest(AnalyticsEngine.Session session, Table<?> units) {
        List<@Nullable Object> values = new ArrayList<>();
        if (by == null) {
            values.add(null);
            return values;
        }
        session.fetch(DSL.select(column(), DSL.count().as("n_"))
                        .from(units)
                        .groupBy(column())
                        .orderBy(field(name("n_")).desc(), column().asc())
                        .limit(MOST + 1))
                .forEach(row -> values.add(row.get(0)));
        return values;
    }

    /** The units of the parts shown. */
    Condition shown(List<@Nullable Object> values) {
        if (by == null) {
            return DSL.noCondition();
        }
        Condition any = DSL.falseCondition();
        for (Object value : values) {
            any = any.or(is(value));
        }
        return any;
    }

    /** What the parts are called; null for the whole. */
    Map<@Nullable Object, @Nullable Part> labelled(AnalyticsEngine.Session session, List<@Nullable Object> values) {
        Map<@Nullable Object, @Nullable Part> parts = new LinkedHashMap<>();
        if (by == null) {
            parts.put(null, null);
            return parts;
        }
        Map<Object, String> labels = labels(session, by, values);
        for (Object value : values) {
            String text = value == null ? (chinese ? "(无)" : "(none)") : labels.getOrDefault(value, value.toString());
            parts.put(
                    value,
                    new Part(
                            value instanceof Number || value instanceof Boolean || value == null
                                    ? value
                                    : value.toString(),
                            text));
        }
        return parts;
    }

    private Map<Object, String> labels(
            AnalyticsEngine.Session session, Dimension dimension, List<@Nullable Object> values) {
        Map<Object, String> labels = new HashMap<>();
        if (dimension.field().type() == FieldType.SELECT) {
            for (Option option : dimension.field().options()) {
                labels.put(
                        option.value(),
                        chinese ? option.labels().zh() : option.labels().en());
            }
        }
        String target = dimension.field().target();
        if (target != null) {
            ObjectDefinition object = paths.objects().get(target);
            List<Object> ids = new ArrayList<>();
            for (Object value : values) {
                if (value != null) {
                    ids.add(value);
                }
            }
            session.fetch(DSL.select(field(name("id"), Long.class), RecordLabel.of(object, "r_"))
                            .from(RecordTable.of(object.name()).as("r_"))
                            .where(field(name("id")).in(ids)))
                    .forEach(row -> labels.put(row.value1(), row.value2()));
        }
        return labels;
    }
}
