package org.zhike.metrics;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.zhike.expressions.Path;
import org.zhike.kernel.Period;
import org.zhike.metrics.CohortSteps.Sums;
import org.zhike.metrics.CohortsAnswer.PartOfAll;
import org.zhike.metrics.CohortsQuery.Cell;
import org.zhike.metrics.CohortsQuery.Measure;
import org.zhike.metrics.Frame.Dimension;
import org.zhike.objects.FieldDefinition;
import org.zhike.projection.AnalyticsEngine;

/** Cohorts as one statement for their sizes, one for their cells and one for how long members last; all sums, no members. */
final class Cohorts {

    private static final Field<Long> PER = field(name("per_"), Long.class);
    private static final Field<LocalDate> DAY = field(name("day_"), LocalDate.class);
    private static final Field<LocalDate> FIRST = field(name("first_"), LocalDate.class);
    private static final Field<LocalDate> LAST = field(name("last_"), LocalDate.class);
    private static final Field<LocalDate> COHORT = field(name("cohort_"), LocalDate.class);
    private static final Field<Long> STEP = field(name("k_"), Long.class);
    private static final Field<Double> AMOUNT = field(name("amount_"), Double.class);

    private final CohortsQuery query;
    private final Source source;
    private final @Nullable Dimension by;
    private final @Nullable Path amount;
    private final FieldPaths paths;
    private final ExploreSetting setting;
    private final Parts parts;

    Cohorts(
            CohortsQuery query,
            Source source,
            @Nullable Dimension by,
            @Nullable Path amount,
            FieldPaths paths,
            ExploreSetting setting) {
        this.query = query;
        this.source = source;
        this.by = by;
        this.amount = amount;
        this.paths = paths;
        this.setting = setting;
        this.parts = new Parts(by, paths, setting.chinese());
    }

    CohortsAnswer answer(AnalyticsEngine.Session session) {
        LocalDate today = setting.today(session);
        List<@Nullable Object> all = parts.largest(session, members(today));
        boolean truncated = all.size() > Parts.MOST;
        List<@Nullable Object> shown = truncated ? all.subList(0, Parts.MOST) : all;
        ResultQuery<?> cells = cells(today, shown);
        Map<@Nullable Object, Map<LocalDate, Long>> sizes = sizes(session, today, shown);
        Map<@Nullable Object, Map<LocalDate, Map<Integer, Sums>>> sums = new HashMap<>();
        session.forEach(
                cells,
                row -> sums.computeIfAbsent(row.get(0), ignored -> new HashMap<>())
                        .computeIfAbsent(row.get(COHORT), ignored -> new HashMap<>())
                        .put(
                                Math.toIntExact(row.get(STEP)),
                                new Sums(
                                        row.get("n_", Long.class),
                                        row.get("x_", Double.class),
                                        row.get("xx_", Double.class))));
        Map<@Nullable Object, SortedMap<Long, long[]>> lives = lives(session, today, shown);
        List<PartOfAll> answered = new ArrayList<>();
        parts.labelled(session, shown).forEach((value, part) -> {
            var steps = new CohortSteps(query, today, setting.level());
            answered.add(steps.part(
                    part,
                    new TreeMap<>(sizes.getOrDefault(value, Map.of())),
                    sums.getOrDefault(value, Map.of()),
                    lives.getOrDefault(value, new TreeMap<>())));
        });
        return new CohortsAnswer(
                session.asOf(),
                query.grain().name().toLowerCase(Locale.ROOT),
                query.measure().name().toLowerCase(Locale.ROOT),
                query.measure() == Measure.REVENUE ? setting.currency() : null,
                setting.churnWindowDays(),
                answered,
                truncated,
                DSL.using(SQLDialect.DUCKDB).renderInlined(cells));
    }

    ExploreRows rows(AnalyticsEngine.Session session, Cell cell, ExplorePage page) {
        LocalDate today = setting.today(session);
        Table<?> members = members(today);
        Condition inCell = COHORT.eq(inline(cell.start()));
        if (by != null) {
            inCell = inCell.and(Parts.is(cell.part()));
        }
        if (cell.step() != null) {
            Table<?> acts = acts(today).asTable("acts_");
            Condition inStep = query.measure() == Measure.REPEAT
                    ? field(name("acts_", "k_"), Long.class).le(inline((long) cell.step()))
                    : field(name("acts_", "k_"), Long.class).eq(inline((long) cell.step()));
            Condition there = field(name("members_", "per_"), Long.class)
                    .in(DSL.select(field(name("acts_", "per_"), Long.class))
                            .from(acts)
                            .where(inStep));
            inCell = inCell.and(cell.retained() ? there : there.not());
        }
        Table<?> units = DSL.select(field(name("members_", "per_"), Long.class).as(Units.UNIT))
                .from(members)
                .where(inCell)
                .asTable(CellQuery.TABLE);
        return page.read(session, units, source.owner());
    }

    /** The records, with what the measure reads. */
    private Table<?> records(LocalDate today) {
        var reading = source.read(paths, setting, "r");
        Field<Double> value = inline(0.0);
        if (amount != null) {
            Field<String> currency = reading.joins()
                    .column(amount.withName(amount.name() + FieldDefinition.CURRENCY_SUFFIX), String.class);
            value = when(
                            currency.eq(val(setting.currency())),
                            reading.joins().column(amount).cast(Double.class))
                    .otherwise(0.0);
        }
        Field<Integer> rank =
                rowNumber().over().partitionBy(reading.per()).orderBy(reading.moment(false), reading.id());
        Condition counted = reading.counted(today);
        List<Field<?>> fields = new ArrayList<>(List.of(
                reading.per().as(PER),
                reading.day().as(DAY),
                coalesce(value, inline(0.0)).as(AMOUNT)));
        if (query.measure() == Measure.REPEAT) {
            fields.add(rank.as("rank_"));
        }
        return DSL.select(fields).from(reading.from()).where(counted).asTable("records_");
    }

    /** One row for each member of the cohorts asked for. */
    private Table<?> members(LocalDate today) {
        Table<?> lives = DSL.select(PER, min(DAY).as(FIRST), max(DAY).as(LAST))
                .from(records(today))
                .groupBy(PER)
                .asTable("lives_");
        Period period = query.period();
        Condition inPeriod = FIRST.ge(inline(period.from())).and(FIRST.lt(inline(period.to())));
        Joins owner = new Joins(paths, source.owner(), "o");
        Field<?> part = parts.of(owner);
        Field<LocalDate> cohort = Dialect.startOf(query.grain(), FIRST).as(COHORT);
        Table<? extends Record> from = by == null
                ? lives
                : lives.leftJoin(owner.from()).on(owner.id().eq(field(name("lives_", "per_"), Long.class)));
        return DSL.select(PER, FIRST, LAST, cohort, part)
                .from(from)
                .where(inPeriod)
                .asTable("members_");
    }

    /** One row for each member and step in which there is something of the member. */
    private org.jooq.Select<?> acts(LocalDate today) {
        Table<?> members = members(today);
        Table<?> records = records(today);
        Field<Long> per = field(name("members_", "per_"), Long.class);
        Field<LocalDate> cohort = field(name("members_", "cohort_"), LocalDate.class);
        Field<Object> part = field(name("members_", Parts.COLUMN));
        Field<Long> step = Dialect.steps(query.grain(), cohort, Dialect.startOf(query.grain(), DAY));
        Condition counted = query.measure() == Measure.REPEAT
                ? field(name("rank_"), Integer.class).eq(inline(2))
                : step.le(inline((long) query.steps()));
        return DSL.select(
                        per.as(PER),
                        cohort.as(COHORT),
                        part.as(Parts.COLUMN),
                        step.as(STEP),
                        sum(AMOUNT).cast(Double.class).as(AMOUNT))
                .from(members.join(records).on(per.eq(field(name("records_", "per_"), Long.class))))
                .where(counted)
                .groupBy(per, cohort, part, step);
    }

    private ResultQuery<?> cells(LocalDate today, List<@Nullable Object> shown) {
        return DSL.select(
                        Parts.column(),
                        COHORT,
                        STEP,
                        count().as("n_"),
                        sum(AMOUNT).as("x_"),
                        sum(AMOUNT.times(AMOUNT)).as("xx_"))
                .from(acts(today).asTable("acts_"))
                .where(parts.shown(shown))
                .groupBy(Parts.column(), COHORT, STEP);
    }

    private Map<@Nullable Object, Map<LocalDate, Long>> sizes(
            AnalyticsEngine.Session session, LocalDate today, List<@Nullable Object> shown) {
        Map<@Nullable Object, Map<LocalDate, Long>> sizes = new HashMap<>();
        session.fetch(DSL.select(Parts.column(), COHORT, count().as("n_"))
                        .from(members(today))
                        .where(parts.shown(shown))
                        .groupBy(Parts.column(), COHORT))
                .forEach(row -> sizes.computeIfAbsent(row.get(0), ignored -> new HashMap<>())
                        .put(row.get(COHORT), row.get("n_", Long.class)));
        return sizes;
    }

    /** How many were last seen after so many days, those who have ended first and those who have not second. */
    private Map<@Nullable Object, SortedMap<Long, long[]>> lives(
            AnalyticsEngine.Session session, LocalDate today, List<@Nullable Object> shown) {
        Field<Long> days = Dialect.days(FIRST, LAST);
        Condition ended = LAST.lt(inline(today.minusDays(setting.churnWindowDays())));
        Field<Integer> state = when(ended, inline(0)).otherwise(inline(1));
        Map<@Nullable Object, SortedMap<Long, long[]>> lives = new HashMap<>();
        session.fetch(DSL.select(Parts.column(), days.as("days_"), state.as("state_"), count().as("n_"))
                        .from(members(today))
                        .where(parts.shown(shown))
                        .groupBy(Parts.column(), days, state))
                .forEach(row -> lives.computeIfAbsent(row.get(0), ignored -> new TreeMap<>())
                                .computeIfAbsent(row.get("days_", Long.class), ignored -> new long[2])[
                                row.get("state_", Integer.class)] =
                        row.get("n_", Long.class));
        return lives;
    }
}
