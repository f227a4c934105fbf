package org.zhike.metrics;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Issues;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.RecordTable;
import org.zhike.projection.AnalyticsEngine;

/**
 * A page of the rows behind a mark.
 *
 * @param cursor the id after which it starts
 * @param limit 1 to {@value RowsQuery#MOST}
 */
record ExplorePage(long cursor, int limit) {

    private static final String LABEL = "label_";
    private static final String TARGET = "t_";

    static ExplorePage of(@Nullable String cursor, int limit, Issues issues) {
        int clamped = Math.clamp(limit, 1, RowsQuery.MOST);
        if (cursor == null) {
            return new ExplorePage(Long.MIN_VALUE, clamped);
        }
        try {
            return new ExplorePage(Long.parseLong(cursor), clamped);
        } catch (NumberFormatException e) {
            issues.add("cursor", MetricError.BAD_CURSOR, cursor);
            return new ExplorePage(0, clamped);
        }
    }

    /** @param units a table with one row for each record, its id in {@link Units#UNIT} */
    ExploreRows read(AnalyticsEngine.Session session, Table<?> units, ObjectDefinition object) {
        long counted = session.fetch(DSL.select(count()).from(units)).getFirst().get(0, Long.class);
        List<SelectField<?>> fields = new ArrayList<>();
        fields.add(Units.unit());
        fields.add(RecordLabel.of(object, TARGET).as(LABEL));
        CellRows.columnsOf(object)
                .forEach(path -> fields.add(field(name(TARGET, path.name())).as(path.name())));
        List<ExploreRows.Item> items = session.fetch(DSL.select(fields)
                        .from(units.join(RecordTable.of(object.name()).as(TARGET))
                                .on(field(name(TARGET, "id"), Long.class).eq(Units.unit())))
                        .where(Units.unit().gt(cursor))
                        .orderBy(Units.unit())
                        .limit(limit + 1))
                .map(row -> new ExploreRows.Item(
                        row.get(Units.UNIT, Long.class), row.get(LABEL, String.class), values(row, object)));
        boolean more = items.size() > limit;
        List<ExploreRows.Item> page = more ? items.subList(0, limit) : items;
        return new ExploreRows(
                session.asOf(),
                object.name(),
                page,
                more ? Long.toString(page.getLast().id()) : null,
                counted);
    }

    private static Map<String, @Nullable Object> values(Record row, ObjectDefinition object) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String name : object.listFields()) {
            object.field(name).ifPresent(field -> values.put(name, CellRows.value(row, field)));
        }
        return Collections.unmodifiableMap(values);
    }
}
