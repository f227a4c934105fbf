package org.zhike.metrics;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lag;
import static org.jooq.impl.DSL.lead;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.when;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.ResultQuery;
import org.jooq.Row3;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.zhike.expressions.Path;
import org.zhike.metrics.FlowAnswer.Balance;
import org.zhike.metrics.FlowAnswer.Column;
import org.zhike.metrics.FlowAnswer.Link;
import org.zhike.metrics.FlowAnswer.Node;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;
import org.zhike.objects.Option;
import org.zhike.projection.AnalyticsEngine;

/**
 * States at moments. Each record holds from its day until the next of the same owner, so it meets the few moments between: one row
 * for each owner and moment, with the last record before.
 */
final class Flow {

    /** Not there yet. */
    static final String NONE = "none";

    static final String NEW = "new";
    static final String ACTIVE = "active";
    static final String SLEEPING = "sleeping";
    static final String RETURNED = "returned";
    static final String LOST = "lost";

    private static final List<String> ACTIVITY = List.of(NEW, ACTIVE, RETURNED, SLEEPING, LOST);
    private static final String EMPTY = "empty_";

    private static final Field<Long> PER = field(name("per_"), Long.class);
    private static final Field<LocalDate> DAY = field(name("day_"), LocalDate.class);
    private static final Field<LocalDate> NEXT = field(name("next_"), LocalDate.class);
    private static final Field<LocalDate> FIRST = field(name("first_"), LocalDate.class);
    private static final Field<Integer> MOMENT = field(name("moments_", "j_"), Integer.class);
    private static final Field<LocalDate> UNTIL = field(name("moments_", "t_"), LocalDate.class);
    private static final Field<LocalDate> BEFORE = field(name("moments_", "before_"), LocalDate.class);
    private static final Field<Integer> INDEX = field(name("j_"), Integer.class);
    private static final Field<String> STATE = field(name("state_"), String.class);
    private static final Field<String> FROM = field(name("from_"), String.class);

    private final FlowQuery query;
    private final Source source;
    private final @Nullable Path state;
    private final @Nullable FieldDefinition stateField;
    private final FieldPaths paths;
    private final ExploreSetting setting;

    Flow(
            FlowQuery query,
            Source source,
            @Nullable Path state,
            @Nullable FieldDefinition stateField,
            FieldPaths paths,
            ExploreSetting setting) {
        this.query = query;
        this.source = source;
        this.state = state;
        this.stateField = stateField;
        this.paths = paths;
        this.setting = setting;
    }

    FlowAnswer answer(AnalyticsEngine.Session session) {
        List<Column> columns = columns(session);
        if (columns.size() < 2) {
            return new FlowAnswer(
                    session.asOf(), source.owner().name(), List.of(), List.of(), List.of(), List.of(), false, "");
        }
        ResultQuery<?> counts = DSL.select(INDEX, FROM, STATE, count().as("n_"))
                .from(moves(session, columns))
                .groupBy(INDEX, FROM, STATE);
        var numbers = new Numbers();
        session.forEach(
                counts, row -> numbers.add(row.get(INDEX), row.get(FROM), row.get(STATE), row.get("n_", Long.class)));
        return new FlowAnswer(
                session.asOf(),
                source.owner().name(),
                columns,
                numbers.nodes(this),
                numbers.links(),
                state == null ? balances(columns, numbers) : List.of(),
                false,
                DSL.using(SQLDialect.DUCKDB).renderInlined(counts));
    }

    ExploreRows rows(AnalyticsEngine.Session session, FlowQuery.Link link, ExplorePage page) {
        List<Column> columns = columns(session);
        Condition which = INDEX.eq(inline(link.column())).and(STATE.eq(DSL.val(link.to())));
        if (link.from() != null) {
            which = which.and(link.from().equals(NONE) ? FROM.isNull() : FROM.eq(DSL.val(link.from())));
        }
        Table<?> units = DSL.select(PER.as(Units.UNIT))
                .from(moves(session, columns.size() < 2 ? columns(session, 1) : columns))
                .where(which)
                .asTable(CellQuery.TABLE);
        return page.read(session, units, source.owner());
    }

    private List<Column> columns(AnalyticsEngine.Session session) {
        return columns(session, 0);
    }

    /** The start, then the end of each period that has begun; of the running one what has passed. */
    private List<Column> columns(AnalyticsEngine.Session session, int atLeast) {
        LocalDate today = setting.today(session);
        List<Column> columns = new ArrayList<>();
        LocalDate start = query.grain().startOf(query.period().from());
        columns.add(new Column(start.toString(), start, start, true));
        LocalDate from = start;
        while (from.isBefore(query.period().to()) && (!from.isAfter(today) || columns.size() <= atLeast)) {
            LocalDate to = query.grain().plus(from, 1);
            columns.add(new Column(from.toString(), from, to, !to.isAfter(today)));
            from = to;
        }
        return columns;
    }

    /** One row for each owner and moment: the state then and the one before, null for who was not there yet. */
    private Table<?> moves(AnalyticsEngine.Session session, List<Column> columns) {
        var reading = source.read(paths, setting, "r");
        Field<Long> per = reading.per();
        List<Field<?>> fields = new ArrayList<>(List.of(
                per.as(PER),
                reading.day().as(DAY),
                min(reading.day()).over().partitionBy(per).as(FIRST),
                lead(reading.day())
                        .over()
                        .partitionBy(per)
                        .orderBy(reading.moment(false), reading.id())
                        .as(NEXT)));
        if (state != null) {
            fields.add(coalesce(reading.joins().column(state).cast(String.class), inline(EMPTY))
                    .as("value_"));
        }
        Condition counted = reading.counted(setting.today(session));
        Table<?> records =
                DSL.select(fields).from(reading.from()).where(counted).asTable("records_");
        Condition holds = DAY.lt(UNTIL).and(NEXT.isNull().or(NEXT.ge(UNTIL)));
        Table<?> states = DSL.select(PER, MOMENT, UNTIL, BEFORE, FIRST, state().as("raw_"))
                .from(records.join(moments(columns)).on(holds))
                .asTable("states_");
        if (state != null) {
            Field<String> raw = field(name("raw_"), String.class);
            return DSL.select(
                            PER,
                            INDEX,
                            raw.as(STATE),
                            lag(raw).over().partitionBy(PER).orderBy(INDEX).as(FROM))
                    .from(states)
                    .asTable("moves_");
        }
        return activity(states);
    }

    /** Active, sleeping or lost by the last record alone; who came or came back is told by the moment before. */
    private Field<String> state() {
        if (state != null) {
            return field(name("value_"), String.class);
        }
        int window = setting.churnWindowDays();
        return when(DAY.lt(Dialect.plusDays(UNTIL, -window)), inline(LOST))
                .when(DAY.lt(Dialect.plusDays(UNTIL, -(window / 2))), inline(SLEEPING))
                .otherwise(inline(ACTIVE));
    }

    private Table<?> activity(Table<?> states) {
        Field<String> raw = field(name("raw_"), String.class);
        Field<LocalDate> before = field(name("before_"), LocalDate.class);
        Field<String> previous = lag(raw).over().partitionBy(PER).orderBy(INDEX);
        Field<String> told = when(raw.eq(inline(LOST)), inline(LOST))
                .when(before.isNotNull().and(FIRST.ge(before)), inline(NEW))
                .when(previous.eq(inline(LOST)), inline(RETURNED))
                .otherwise(raw);
        Table<?> named = DSL.select(PER, INDEX, told.as(STATE)).from(states).asTable("named_");
        return DSL.select(
                        PER,
                        INDEX,
                        STATE,
                        lag(STATE).over().partitionBy(PER).orderBy(INDEX).as(FROM))
                .from(named)
                .asTable("moves_");
    }

    /** The moments as a table: number, first day after, and the moment before. */
    private static Table<?> moments(List<Column> columns) {
        List<Row3<Integer, LocalDate, LocalDate>> rows = new ArrayList<>();
        for (int j = 0; j < columns.size(); j++) {
            LocalDate before = j == 0 ? null : columns.get(j - 1).to();
            rows.add(row(inline(j), inline(columns.get(j).to()), DSL.inline(before, LocalDate.class)));
        }
        @SuppressWarnings({"unchecked", "rawtypes"})
        Row3<Integer, LocalDate, LocalDate>[] array = rows.toArray(new Row3[0]);
        return DSL.values(array).as("moments_", "j_", "t_", "before_");
    }

    private @Nullable String label(String value) {
        if (stateField == null || stateField.type() != FieldType.SELECT) {
            return value.equals(EMPTY)
                    ? (setting.chinese() ? "(无)" : "(none)")
                    : state == null || value.equals(NONE) ? null : value;
        }
        for (Option option : stateField.options()) {
            if (option.value().equals(value)) {
                return setting.chinese()
                        ? option.labels().zh()
                        : option.labels().en();
            }
        }
        if (value.equals(NONE)) {
            return null;
        }
        return value.equals(EMPTY) ? (setting.chinese() ? "(无)" : "(none)") : value;
    }

    private static List<Balance> balances(List<Column> columns, Numbers numbers) {
        List<Balance> balances = new ArrayList<>();
        for (int j = 1; j < columns.size(); j++) {
            Column column = columns.get(j);
            long lost = numbers.links.entrySet().stream()
                    .filter(entry -> entry.getKey().isFrom(column, columns))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            balances.add(new Balance(
                    column.from(),
                    column.complete(),
                    numbers.active(j - 1),
                    numbers.n(j, NEW),
                    numbers.n(j, RETURNED),
                    lost,
                    numbers.active(j)));
        }
        return balances;
    }

    /** A move into a column. */
    private record Move(int column, String from, String to) {

        /** Whether somebody active before is lost in the column. */
        boolean isFrom(Column target, List<Column> columns) {
            return columns.get(column).equals(target) && to.equals(LOST) && !from.equals(LOST) && !from.equals(NONE);
        }
    }

    /** The counts, gathered. */
    private static final class Numbers {

        private final Map<Integer, Map<String, Long>> states = new HashMap<>();
        private final Map<Move, Long> links = new LinkedHashMap<>();

        void add(int column, @Nullable String from, String to, long n) {
            Map<String, Long> here = states.computeIfAbsent(column, ignored -> new LinkedHashMap<>());
            here.merge(to, n, Long::sum);
            if (column > 0) {
                String origin = from == null ? NONE : from;
                links.merge(new Move(column, origin, to), n, Long::sum);
                if (from == null) {
                    states.computeIfAbsent(column - 1, ignored -> new LinkedHashMap<>())
                            .merge(NONE, n, Long::sum);
                }
            }
        }

        long n(int column, String state) {
            return states.getOrDefault(column, Map.of()).getOrDefault(state, 0L);
        }

        long active(int column) {
            return n(column, NEW) + n(column, ACTIVE) + n(column, RETURNED) + n(column, SLEEPING);
        }

        List<Node> nodes(Flow flow) {
            List<Node> nodes = new ArrayList<>();
            states.keySet().stream().sorted().forEach(column -> {
                Map<String, Long> here = states.getOrDefault(column, Map.of());
                here.keySet().stream()
                        .sorted(java.util.Comparator.comparingInt(flow::rank))
                        .forEach(state -> nodes.add(new Node(
                                id(column, state), column, state, flow.label(state), here.getOrDefault(state, 0L))));
            });
            return nodes;
        }

        List<Link> links() {
            return links.entrySet().stream()
                    .map(entry -> new Link(
                            id(entry.getKey().column() - 1, entry.getKey().from()),
                            id(entry.getKey().column(), entry.getKey().to()),
                            entry.getValue()))
                    .toList();
        }

        private static String id(int column, String state) {
            return column + ":" + state;
        }
    }

    /** The order of states on the screen. */
    private int rank(String value) {
        if (value.equals(NONE)) {
            return -1;
        }
        if (stateField == null) {
            return ACTIVITY.indexOf(value);
        }
        for (int i = 0; i < stateField.options().size(); i++) {
            if (stateField.options().get(i).value().equals(value)) {
                return i;
            }
        }
        return Integer.MAX_VALUE;
    }
}
