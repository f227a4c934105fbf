package org.zhike.metrics;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Period;
import org.zhike.metrics.Frame.Dimension;
import org.zhike.metrics.FunnelQuery.Mark;
import org.zhike.metrics.FunnelQuery.Order;
import org.zhike.objects.ObjectDefinition;
import org.zhike.projection.AnalyticsEngine;
import org.zhike.statistics.interval.Interval;
import org.zhike.statistics.interval.Proportion;

/**
 * A funnel as joins, one for each step: of everybody who has come so far the earliest record that may follow. The earliest is
 * enough: whatever can follow a later one can follow it too.
 */
final class Funnel {

    private static final Field<Long> PER = field(name("per_"), Long.class);
    private static final String ENTRIES = "entries_";

    private final FunnelQuery query;
    private final List<Source> sources;
    private final @Nullable Dimension by;
    private final FieldPaths paths;
    private final ExploreSetting setting;
    private final Parts parts;

    /** Whether some step has only a date: then all are placed by day. */
    private final boolean byDay;

    Funnel(FunnelQuery query, List<Source> sources, @Nullable Dimension by, FieldPaths paths, ExploreSetting setting) {
        this.query = query;
        this.sources = List.copyOf(sources);
        this.by = by;
        this.paths = paths;
        this.setting = setting;
        this.parts = new Parts(by, paths, setting.chinese());
        this.byDay = sources.stream().anyMatch(source -> !source.hasClock());
    }

    private ObjectDefinition owner() {
        return sources.getFirst().owner();
    }

    FunnelAnswer answer(AnalyticsEngine.Session session) {
        Table<?> entries = entries(session);
        List<@Nullable Object> all = parts.largest(session, entries);
        boolean truncated = all.size() > Parts.MOST;
        List<@Nullable Object> shown = truncated ? all.subList(0, Parts.MOST) : all;
        ResultQuery<?> counts = counts(session, entries, shown);
        Map<@Nullable Object, long[]> numbers = new HashMap<>();
        session.forEach(counts, row -> {
            long[] found = new long[sources.size() + 1];
            for (int i = 0; i <= sources.size(); i++) {
                found[i] = row.get(i + 1, Long.class);
            }
            numbers.put(row.get(0), found);
        });
        List<OrderStatistics> hours = hours(session, entries, numbers);
        List<FunnelAnswer.PartOfAll> answered = new ArrayList<>();
        parts.labelled(session, shown)
                .forEach((value, part) -> answered.add(
                        part(part, value, numbers.getOrDefault(value, new long[sources.size() + 1]), hours)));
        return new FunnelAnswer(
                session.asOf(),
                owner().name(),
                answered,
                truncated,
                DSL.using(SQLDialect.DUCKDB).renderInlined(counts));
    }

    ExploreRows rows(AnalyticsEngine.Session session, Mark mark, ExplorePage page) {
        Condition which = switch (mark.side()) {
            case REACHED -> isOld(session).and(reached(mark.step()));
            case DROPPED ->
                isOld(session)
                        .and(reached(mark.step() - 1))
                        .and(reached(mark.step()).not());
            case TOO_YOUNG -> isOld(session).not();
        };
        if (by != null) {
            which = which.and(Parts.is(mark.part()));
        }
        Table<?> units = DSL.select(PER.as(Units.UNIT))
                .from(entries(session))
                .where(which)
                .asTable(CellQuery.TABLE);
        return page.read(session, units, owner());
    }

    /** The columns {@code t0_}, {@code t1_} …: when each step was taken, null for one that was not. */
    private static Field<LocalDateTime> time(int step) {
        return field(name("t" + step + "_"), LocalDateTime.class);
    }

    /** One row for each who entered. */
    private Table<?> entries(AnalyticsEngine.Session session) {
        var first = sources.getFirst().read(paths, setting, "r");
        Period period = query.period();
        Condition entered = first.counted(setting.today(session))
                .and(first.day().ge(inline(period.from())))
                .and(first.day().lt(inline(period.to())));
        Field<LocalDateTime> moment = first.moment(byDay);
        Field<Long> per = first.per();
        Table<?> taken = DSL.select(per.as(PER), min(moment).as(time(0)))
                .from(first.from())
                .where(entered)
                .groupBy(per)
                .asTable("step0_");
        for (int i = 1; i < sources.size(); i++) {
            taken = followed(session, taken, i);
        }
        Joins joins = new Joins(paths, owner(), "o");
        Field<?> part = parts.of(joins);
        String last = "step" + (sources.size() - 1) + "_";
        Table<? extends Record> from = by == null
                ? taken
                : taken.leftJoin(joins.from()).on(joins.id().eq(field(name(last, "per_"), Long.class)));
        List<SelectField<?>> fields = new ArrayList<>(List.of(field(name(last, "per_"), Long.class), part));
        for (int i = 0; i < sources.size(); i++) {
            fields.add(time(i));
        }
        return DSL.select(fields).from(from).asTable(ENTRIES);
    }

    /** Those who have come so far, with the earliest record of the next step; each step in its own left join. */
    private Table<?> followed(AnalyticsEngine.Session session, Table<?> taken, int step) {
        Source source = sources.get(step);
        var reading = source.read(paths, setting, "f" + step);
        Field<Long> theirs = reading.per();
        Field<LocalDateTime> moment = reading.moment(byDay);
        Condition counted = reading.counted(setting.today(session));
        Table<?> records = DSL.select(theirs.as("whose_"), moment.as("at_"))
                .from(reading.from())
                .where(counted)
                .asTable("next_");
        Field<LocalDateTime> at = field(name("next_", "at_"), LocalDateTime.class);
        Condition follows = field(name("next_", "whose_"), Long.class)
                .eq(PER)
                .and(at.le(Dialect.plusTime(time(0), query.windowDays())));
        int before = query.order() == Order.STRICT ? step - 1 : 0;
        follows = follows.and(at.ge(time(before)));
        int same = lastOfSameObject(step);
        if (same >= 0) {
            // One record is not two steps: of the same object only a later one follows.
            follows = follows.and(at.gt(time(same)));
        }
        List<Field<?>> known = new ArrayList<>(List.of(PER));
        for (int i = 0; i < step; i++) {
            known.add(time(i));
        }
        List<SelectField<?>> fields = new ArrayList<>(known);
        fields.add(min(at).as(time(step)));
        return DSL.select(fields)
                .from(taken.leftJoin(records).on(follows))
                .groupBy(known)
                .asTable("step" + step + "_");
    }

    /** The step before whose record must be an earlier one; -1 when there is none. */
    private int lastOfSameObject(int step) {
        String object = sources.get(step).object().name();
        int from = query.order() == Order.STRICT ? step - 1 : 0;
        for (int i = from; i >= 0; i--) {
            if (sources.get(i).object().name().equals(object)) {
                return i;
            }
        }
        return -1;
    }

    private Condition isOld(AnalyticsEngine.Session session) {
        LocalDateTime now = LocalDateTime.ofInstant(session.asOf(), ZoneOffset.UTC);
        return byDay
                ? Dialect.plusTime(time(0), query.windowDays())
                        .lt(inline(setting.today(session).atStartOfDay()))
                : Dialect.plusTime(time(0), query.windowDays()).le(inline(now));
    }

    /** Whether somebody took a step and, in whatever order, all before it. */
    private static Condition reached(int step) {
        Condition all = DSL.noCondition();
        for (int i = 0; i <= step; i++) {
            all = all.and(time(i).isNotNull());
        }
        return all;
    }

    private ResultQuery<?> counts(AnalyticsEngine.Session session, Table<?> entries, List<@Nullable Object> shown) {
        List<SelectField<?>> fields = new ArrayList<>(List.of(Parts.column()));
        for (int i = 0; i < sources.size(); i++) {
            fields.add(count().filterWhere(isOld(session).and(reached(i))).as("n" + i + "_"));
        }
        fields.add(count().filterWhere(isOld(session).not()).as("young_"));
        return DSL.select(fields).from(entries).where(parts.shown(shown)).groupBy(Parts.column());
    }

    private List<OrderStatistics> hours(
            AnalyticsEngine.Session session, Table<?> entries, Map<@Nullable Object, long[]> numbers) {
        List<OrderStatistics> hours = new ArrayList<>();
        for (int i = 1; i < sources.size(); i++) {
            Map<@Nullable Object, Long> sizes = new HashMap<>();
            for (Map.Entry<@Nullable Object, long[]> entry : numbers.entrySet()) {
                sizes.put(entry.getKey(), entry.getValue()[i]);
            }
            int before = query.order() == Order.STRICT ? i - 1 : 0;
            Table<?> sample = DSL.select(
                            Parts.column(), Dialect.hours(time(before), time(i)).as("hours_"))
                    .from(entries)
                    .where(isOld(session).and(reached(i)))
                    .asTable("sample_");
            hours.add(OrderStatistics.read(
                    session, sample, field(name("hours_"), Double.class), sizes, List.of(0.5), setting.level()));
        }
        return hours;
    }

    private FunnelAnswer.PartOfAll part(
            @Nullable Part part, @Nullable Object value, long[] numbers, List<OrderStatistics> hours) {
        List<FunnelAnswer.Step> steps = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            long n = numbers[i];
            Share first = Share.of(n, numbers[0], setting.level());
            Share previous = i == 0 ? Share.NONE : Share.of(n, numbers[i - 1], setting.level());
            OrderStatistics.Quantile median = i == 0 ? null : hours.get(i - 1).quantile(value, n, 0.5);
            steps.add(new FunnelAnswer.Step(
                    query.steps().get(i).label(),
                    n,
                    first.value(),
                    first.low(),
                    first.high(),
                    previous.value(),
                    previous.low(),
                    previous.high(),
                    median == null ? null : median.value(),
                    median == null ? null : median.low(),
                    median == null ? null : median.high(),
                    i == 0 ? 0 : numbers[i - 1] - n));
        }
        return new FunnelAnswer.PartOfAll(part, steps, numbers[sources.size()]);
    }

    private record Share(
            @Nullable Double value,
            @Nullable Double low,
            @Nullable Double high) {

        static final Share NONE = new Share(null, null, null);

        static Share of(long n, long all, double level) {
            if (all == 0) {
                return NONE;
            }
            Proportion share = new Proportion(n, all);
            Interval interval = share.wilson(level);
            return new Share(share.share(), interval.low(), interval.high());
        }
    }
}
