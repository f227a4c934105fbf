package org.zhike.metrics;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.zhike.expressions.Path;
import org.zhike.expressions.SqlRenderer;
import org.zhike.kernel.Issues;
import org.zhike.kernel.Money;
import org.zhike.kernel.Names;
import org.zhike.metrics.Form.Followed;
import org.zhike.metrics.Form.Gaps;
import org.zhike.metrics.Form.Groups;
import org.zhike.metrics.Form.Lifetimes;
import org.zhike.metrics.Form.Rows;
import org.zhike.metrics.Form.States;
import org.zhike.metrics.ReadyMetric.Counted;
import org.zhike.metrics.RowsAnswer.Item;
import org.zhike.metrics.RowsAnswer.LeftOut;
import org.zhike.metrics.RowsQuery.Side;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.RecordTable;
import org.zhike.projection.AnalyticsEngine;

/** The rows behind one cell of one metric. */
final class CellRows {

    private static final String LABEL = "label_";
    private static final String NUMERATOR = "numerator_";
    private static final String TARGET = "t_";

    private final Counted metric;
    private final RowsQuery query;
    private final FieldPaths paths;
    private final long after;

    CellRows(Counted metric, RowsQuery query, FieldPaths paths, Issues issues) {
        this.metric = metric;
        this.query = query;
        this.paths = paths;
        this.after = cursor(query.cursor(), issues);
        Set<String> reasons = metric.reasons().keySet();
        if (query.reason() != null && !reasons.contains(query.reason())) {
            String hint = Names.nearest(query.reason(), reasons)
                    .map(nearest -> "Did you mean \"" + nearest + "\"?")
                    .orElse("There are: " + String.join(", ", reasons) + ".");
            issues.add("reason", MetricError.UNKNOWN_REASON, metric.metric().id(), query.reason(), hint);
        }
    }

    private static long cursor(@Nullable String cursor, Issues issues) {
        if (cursor == null) {
            return Long.MIN_VALUE;
        }
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            issues.add("cursor", MetricError.BAD_CURSOR, cursor);
            return 0;
        }
    }

    RowsAnswer read(AnalyticsEngine.Session session, Frame frame) {
        boolean wantsCounted = query.side() == Side.COUNTED;
        ObjectDefinition object = wantsCounted ? units() : metric.object();
        if (frame.spine().isEmpty()) {
            return new RowsAnswer(session.asOf(), object.name(), List.of(), null, 0, leftOut(Map.of()));
        }
        long counted = session.fetch(DSL.select(count())
                        .from(new Units(metric, frame, paths).select(Set.of()).asTable(CellQuery.TABLE)))
                .getFirst()
                .get(0, Long.class);
        List<Item> items = wantsCounted ? counted(session, frame) : leftOutItems(session, frame);
        boolean more = items.size() > query.limit();
        List<Item> page = more ? items.subList(0, query.limit()) : items;
        return new RowsAnswer(
                session.asOf(),
                object.name(),
                page,
                more ? Long.toString(page.getLast().id()) : null,
                counted,
                leftOut(leftOutCounts(session, frame)));
    }

    private ObjectDefinition units() {
        return unitsOf(metric, paths);
    }

    /** What the units of a metric are. */
    static ObjectDefinition unitsOf(Counted metric, FieldPaths paths) {
        return switch (metric.form()) {
            case Rows _, Gaps _, Followed _ -> metric.object();
            case Groups _, States _, Lifetimes _ ->
                paths.field(metric.object(), metric.perPath())
                        .map(FieldDefinition::target)
                        .map(paths.objects()::get)
                        .orElseThrow(() -> new IllegalStateException("leads nowhere: " + metric.perPath()));
        };
    }

    /** How many units two metrics of the same units both count, and each alone: one statement. */
    static MetricComparison.Overlap overlap(
            AnalyticsEngine.Session session,
            Counted left,
            Frame leftFrame,
            Counted right,
            Frame rightFrame,
            FieldPaths paths) {
        Table<?> before = new Units(left, leftFrame, paths).select(Set.of()).asTable("before");
        Table<?> after = new Units(right, rightFrame, paths).select(Set.of()).asTable("after");
        Field<Long> ofBefore = field(name("before", Units.UNIT), Long.class);
        Field<Long> ofAfter = field(name("after", Units.UNIT), Long.class);
        Record counts = session.fetch(DSL.select(
                                count().filterWhere(ofBefore.isNotNull().and(ofAfter.isNotNull())),
                                count().filterWhere(ofAfter.isNull()),
                                count().filterWhere(ofBefore.isNull()))
                        .from(before.fullOuterJoin(after).on(ofBefore.eq(ofAfter))))
                .getFirst();
        return new MetricComparison.Overlap(
                unitsOf(left, paths).name(),
                counts.get(0, Long.class),
                counts.get(1, Long.class),
                counts.get(2, Long.class));
    }

    private List<Item> counted(AnalyticsEngine.Session session, Frame frame) {
        Set<Path> columns = new LinkedHashSet<>();
        SqlRenderer renderer = frame.renderer(CellQuery.recording(columns));
        Field<?> numerator = metric.shareOf().<Field<?>>map(renderer::field).orElse(inline((Boolean) null));
        boolean areRecords = units().equals(metric.object()) && !(metric.form() instanceof Groups);
        columns.addAll(columnsOf(metric.object()));
        Table<?> units = new Units(metric, frame, paths)
                .select(areRecords ? columns : Set.of())
                .asTable(CellQuery.TABLE);
        ObjectDefinition object = units();
        List<SelectField<?>> fields = new ArrayList<>(Arrays.asList(units.fields()));
        fields.add(numerator.as(NUMERATOR));
        fields.add(RecordLabel.of(object, TARGET).as(LABEL));
        return session.fetch(DSL.select(fields)
                        .from(units.leftJoin(RecordTable.of(object.name()).as(TARGET))
                                .on(field(name(TARGET, "id"), Long.class).eq(Units.unit())))
                        .where(Units.unit().gt(after))
                        .orderBy(Units.unit())
                        .limit(query.limit() + 1))
                .map(row -> new Item(
                        row.get(Units.UNIT, Long.class),
                        row.get(LABEL, String.class),
                        areRecords ? recordValues(row) : unitValues(row),
                        true,
                        row.get(NUMERATOR, Boolean.class),
                        null));
    }

    private List<Item> leftOutItems(AnalyticsEngine.Session session, Frame frame) {
        Table<?> records = new Units(metric, frame, paths)
                .leftOut(columnsOf(metric.object()))
                .asTable("left_out");
        Field<String> reason = field(name(Units.REASON), String.class);
        List<SelectField<?>> fields = new ArrayList<>(Arrays.asList(records.fields()));
        fields.add(RecordLabel.of(metric.object(), TARGET).as(LABEL));
        return session.fetch(DSL.select(fields)
                        .from(records.leftJoin(
                                        RecordTable.of(metric.object().name()).as(TARGET))
                                .on(field(name(TARGET, "id"), Long.class).eq(Units.unit())))
                        .where(Units.unit().gt(after))
                        .and(query.reason() == null ? DSL.noCondition() : reason.eq(query.reason()))
                        .orderBy(Units.unit())
                        .limit(query.limit() + 1))
                .map(row -> new Item(
                        row.get(Units.UNIT, Long.class),
                        row.get(LABEL, String.class),
                        recordValues(row),
                        false,
                        null,
                        row.get(reason)));
    }

    private Map<String, Long> leftOutCounts(AnalyticsEngine.Session session, Frame frame) {
        Table<?> records = new Units(metric, frame, paths).leftOut(Set.of()).asTable("left_out");
        Field<String> reason = field(name(Units.REASON), String.class);
        Map<String, Long> counts = new HashMap<>();
        session.fetch(DSL.select(reason, count()).from(records).groupBy(reason))
                .forEach(row -> counts.put(row.value1(), row.value2().longValue()));
        return counts;
    }

    private List<LeftOut> leftOut(Map<String, Long> counts) {
        List<LeftOut> leftOut = new ArrayList<>();
        metric.reasons()
                .forEach((reason, text) -> leftOut.add(new LeftOut(reason, text, counts.getOrDefault(reason, 0L))));
        return leftOut;
    }

    static Set<Path> columnsOf(ObjectDefinition object) {
        Set<Path> columns = new LinkedHashSet<>();
        for (String field : object.listFields()) {
            columns.add(Path.of(field));
            object.field(field)
                    .filter(definition -> definition.type() == FieldType.MONEY)
                    .ifPresent(definition -> columns.add(Path.of(definition.currencyColumn())));
        }
        return columns;
    }

    private Map<String, @Nullable Object> recordValues(Record row) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String name : metric.object().listFields()) {
            metric.object().field(name).ifPresent(field -> values.put(name, value(row, field)));
        }
        if (metric.form() instanceof Gaps && row.field(Units.DAYS) != null) {
            values.put(Units.DAYS, row.get(Units.DAYS));
        }
        return Collections.unmodifiableMap(values);
    }

    static @Nullable Object value(Record row, FieldDefinition field) {
        Object value = row.get(field.name());
        if (value == null) {
            return null;
        }
        return switch (field.type()) {
            case MONEY ->
                new Money(
                        row.get(field.name(), java.math.BigDecimal.class),
                        Currency.getInstance(row.get(field.currencyColumn(), String.class)));
            case DATETIME -> row.get(field.name(), LocalDateTime.class).toInstant(ZoneOffset.UTC);
            case DATE -> row.get(field.name(), LocalDate.class);
            case MULTI_SELECT -> list(value);
            default -> value;
        };
    }

    private static Object list(Object value) {
        try {
            return value instanceof java.sql.Array array ? Arrays.asList((Object[]) array.getArray()) : value;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was rolled up, or the states. */
    private static Map<String, @Nullable Object> unitValues(Record row) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Field<?> field : row.fields()) {
            if (!field.getName().endsWith("_")) {
                values.put(field.getName(), row.get(field));
            }
        }
        return Collections.unmodifiableMap(values);
    }
}
