package org.zhike.metrics;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lag;
import static org.jooq.impl.DSL.lead;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.or;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.CaseConditionStep;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Row5;
import org.jooq.Select;
import org.jooq.SelectConditionStep;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.zhike.expressions.Expression.Variable;
import org.zhike.expressions.Path;
import org.zhike.expressions.SqlRenderer;
import org.zhike.identity.RowScope;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Period;
import org.zhike.metrics.Form.Followed;
import org.zhike.metrics.Form.Gaps;
import org.zhike.metrics.Form.Groups;
import org.zhike.metrics.Form.Lifetimes;
import org.zhike.metrics.Form.Rows;
import org.zhike.metrics.Form.States;
import org.zhike.metrics.Frame.Dimension;
import org.zhike.metrics.ReadyMetric.Counted;
import org.zhike.metrics.ReadyMetric.Follower;
import org.zhike.metrics.ReadyMetric.Rule;
import org.zhike.metrics.Spine.Step;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;

/**
 * The units a metric counts, one row each, for one question: the step of time, the dimensions, the unit's id and the columns
 * that the formula reads. Numbers and the rows behind them both come from here. Names that end in an underscore cannot be those of
 * fields.
 */
final class Units {

    static final String STEP = "step_";
    static final String UNIT = "unit_";

    /** The days between a record and the one before. */
    static final String DAYS = "days";

    /** Whether a record was followed in time. */
    static final String FOLLOWED = "followed";

    static final String AT_START = "at_start";
    static final String AT_END = "at_end";

    static final String FIRST = "first";
    static final String LAST = "last";
    static final String DURATION = "duration";

    static final String ENDED = "ended";
    static final String REASON = "reason_";

    private static final String KEPT = "kept_";
    private static final String DAY = "day_";
    private static final String RANK = "rank_";
    private static final String PER = "per_";
    private static final String NEXT = "next_";

    private final Counted metric;
    private final Frame frame;
    private final Joins joins;
    private final SqlRenderer renderer;
    private final Set<Path> readOfFollower = new HashSet<>();

    Units(Counted metric, Frame frame, FieldPaths paths) {
        this.metric = metric;
        this.frame = frame;
        this.joins = new Joins(paths, metric.object());
        this.renderer = frame.renderer(joins);
    }

    static Field<LocalDate> step() {
        return field(name(STEP), LocalDate.class);
    }

    static Field<Long> unit() {
        return field(name(UNIT), Long.class);
    }

    static Field<Object> dimension(int index) {
        return field(name("d" + index + "_"));
    }

    /** The paths of the records that a select reads, known when it is made. */
    Set<Path> read() {
        return joins.read();
    }

    /** The paths of the records that follow. */
    Set<Path> readOfFollower() {
        return readOfFollower;
    }

    /** Returns the units; {@code columns} are the paths of the record to be there under their own names, in the form of rows. */
    Select<?> select(Collection<Path> columns) {
        return switch (metric.form()) {
            case Rows _ when metric.keepsLatestOnly() -> latest(columns);
            case Rows rows -> rows(columns, rows.untilEnd());
            case Groups groups -> groups(groups.untilEnd());
            case Gaps _ -> gaps(columns);
            case Followed _ -> followed(columns);
            case States _ -> states();
            case Lifetimes _ -> lifetimes();
        };
    }

    private Select<?> rows(Collection<Path> columns, boolean untilEnd) {
        List<SelectField<?>> fields = head(untilEnd ? stockStep(day()) : stepOf(day()));
        fields.add(id().as(UNIT));
        addColumns(fields, columns);
        return records(fields, placed().and(isCounted()).and(kept()));
    }

    /** Of each reference in each step the latest record; which it is does not depend on the filter. */
    private Select<?> latest(Collection<Path> columns) {
        List<SelectField<?>> fields = head(stepOf(day()));
        fields.add(id().as(UNIT));
        addColumns(fields, columns);
        fields.add(rank().as(RANK));
        fields.add(asField(kept()).as(KEPT));
        Table<?> ranked = records(fields, placed().and(isCounted())).asTable("ranked");
        return DSL.select(ranked.fields())
                .from(ranked)
                .where(field(name(RANK)).eq(inline(1)).and(isTrue(KEPT)));
    }

    private Field<Integer> rank(Field<?>... among) {
        List<Field<?>> by = new ArrayList<>(List.of(among));
        by.add(stepOf(day()));
        // Records without the reference stand for themselves: their ids, turned negative, meet no other.
        by.add(coalesce(per(), id().neg()));
        return rowNumber()
                .over()
                .partitionBy(by)
                .orderBy(joins.column(metric.time()).desc(), id().desc());
    }

    private Select<?> groups(boolean untilEnd) {
        boolean joinsSteps = untilEnd && !hasOneStep();
        Field<LocalDate> step = joinsSteps ? stepDay(STEP) : stepOf(day());
        List<SelectField<?>> fields = head(step);
        List<Field<?>> by = key(step);
        fields.add(per().as(UNIT));
        by.add(per());
        metric.rollUp()
                .forEach((rolled, formula) -> fields.add(renderer.field(formula).as(rolled)));
        Condition counted = placed().and(isCounted()).and(kept());
        if (!joinsSteps) {
            return records(fields, counted).groupBy(by);
        }
        // A record counts in every step that ends after it.
        return DSL.select(fields)
                .from(joins.from().join(steps()).on(day().lt(stepDay("to_"))))
                .where(counted)
                .groupBy(by);
    }

    private Select<?> gaps(Collection<Path> columns) {
        List<SelectField<?>> fields = head(stepOf(day()));
        fields.add(id().as(UNIT));
        fields.add(day().as(DAY));
        addColumns(
                fields,
                columns.stream().filter(path -> !path.equals(Path.of(DAYS))).toList());
        Field<LocalDate> before = lag(day()).over().partitionBy(per()).orderBy(day(), id());
        fields.add(Dialect.days(before, day()).as(DAYS));
        fields.add(asField(kept()).as(KEPT));
        Table<?> all = records(fields, placed().and(isCounted())).asTable("gaps");
        return DSL.select(all.fields())
                .from(all)
                .where(inPeriod(field(name(DAY), LocalDate.class))
                        .and(field(name(DAYS)).isNotNull())
                        .and(isTrue(KEPT)));
    }

    private Select<?> followed(Collection<Path> columns) {
        List<SelectField<?>> fields = head(stepOf(day()));
        fields.add(id().as(UNIT));
        addColumns(
                fields,
                columns.stream().filter(path -> !path.equals(Path.of(FOLLOWED))).toList());
        fields.add(field(isFollowed(metric.following())).as(FOLLOWED));
        return records(fields, placed().and(isCounted()).and(kept()));
    }

    /** Later by the clock where both have one, and at most so many days later by the calendar. */
    private Condition isFollowed(Follower follower) {
        Joins theirs = new Joins(joins.paths(), follower.object(), "f");
        SqlRenderer reader = frame.renderer(theirs);
        Condition condition = follower.where() == null ? noCondition() : reader.condition(follower.where());
        for (Map.Entry<Path, Path> same : follower.same().entrySet()) {
            condition = condition.and(
                    Joins.same(theirs.column(same.getKey())).eq(Joins.same(joins.column(same.getValue()))));
        }
        if (follower.object().equals(metric.object())) {
            condition = condition.and(theirs.id().ne(id()));
        }
        Field<LocalDate> theirDay = day(theirs, follower.time(), follower.timeField());
        boolean haveClocks = metric.timeField().type() == FieldType.DATETIME
                && follower.timeField().type() == FieldType.DATETIME;
        Condition isLater = haveClocks
                ? Joins.same(theirs.column(follower.time())).ge(Joins.same(joins.column(metric.time())))
                : theirDay.ge(day());
        Condition inTime = theirDay.le(Dialect.plusDays(day(), follower.withinDays()));
        // Said of all steps at once, so that only the followers of their days are read.
        Condition nearTheSteps = theirDay.ge(inline(frame.spine().from()))
                .and(theirDay.lt(inline(frame.spine().to().plusDays(follower.withinDays()))));
        Condition all = condition.and(isLater).and(inTime).and(nearTheSteps);
        readOfFollower.addAll(theirs.read());
        return DSL.exists(DSL.selectOne().from(theirs.from()).where(all));
    }

    /** Whether time enough has passed for a record to be followed. */
    private Condition isOldEnough(Follower follower) {
        return day().lt(inline(
                LocalDate.ofInstant(frame.clock().instant(), frame.zone()).minusDays(follower.withinDays())));
    }

    /**
     * A group is active at a moment when it has a record on one of the window's days before. Each record meets the few steps
     * whose start or end it can reach.
     */
    private Select<?> states() {
        if (hasOneStep()) {
            return statesOfOneStep();
        }
        return lastBeforeStartTellsAll() ? statesOfThoseAtStart() : statesOfAll();
    }

    /** Where there is one step, records need neither meet steps nor be ordered by day. */
    private boolean hasOneStep() {
        return frame.spine().steps().size() == 1;
    }

    private Select<?> statesOfOneStep() {
        Step step = frame.spine().steps().getFirst();
        int window = frame.churnWindowDays();
        Condition atStart = day().ge(step.from().minusDays(window)).and(day().lt(step.from()));
        Condition atEnd = day().ge(step.to().minusDays(window)).and(day().lt(step.to()));
        List<SelectField<?>> fields = head(inline(step.label()));
        List<Field<?>> by = key(null);
        fields.add(per().as(UNIT));
        by.add(per());
        fields.add(Dialect.any(atStart).as(AT_START));
        fields.add(Dialect.any(atEnd).as(AT_END));
        return among(records(fields, placed().and(isCounted()).and(kept())).groupBy(by));
    }

    private Select<?> among(Select<?> grouped) {
        Table<?> states = grouped.asTable("states");
        Condition among = metric.among() == null
                ? noCondition()
                : frame.renderer(path -> field(name(path.name()))).condition(metric.among());
        return DSL.select(states.fields()).from(states).where(among);
    }

    /** A step no longer than the window: a record inside it is also within the window before its end. */
    private boolean lastBeforeStartTellsAll() {
        return metric.among() instanceof Variable variable
                && variable.path().equals(Path.of(AT_START))
                && frame.spine().steps().stream()
                        .allMatch(step ->
                                !step.from().plusDays(frame.churnWindowDays()).isBefore(step.to()));
    }

    /** Those active at the start alone, each found once, by its last record before: half the work of looking at all. */
    private Select<?> statesOfThoseAtStart() {
        Field<LocalDate> day = field(name(DAY), LocalDate.class);
        Field<LocalDate> next = field(name(NEXT), LocalDate.class);
        List<SelectField<?>> fields = head(null);
        List<Field<?>> group = key(null);
        group.add(per());
        fields.add(per().as(PER));
        fields.add(day().as(DAY));
        fields.add(lead(day()).over().partitionBy(group).orderBy(day()).as(NEXT));
        Table<?> days = records(fields, placed().and(isCounted()).and(kept())).asTable("days");

        List<SelectField<?>> outer = outerHead();
        outer.add(field(name(PER)).as(UNIT));
        outer.add(inline(true).as(AT_START));
        outer.add(field(day.ge(stepDay("end_from"))
                        .or(coalesce(field(next.lt(stepDay("to_"))), inline(false))
                                .isTrue()))
                .as(AT_END));
        Condition lastBeforeStart = day.ge(stepDay("start_from"))
                .and(day.lt(stepDay("from_")))
                .and(next.isNull().or(next.ge(stepDay("from_"))));
        return DSL.select(outer).from(days.join(steps()).on(lastBeforeStart));
    }

    private Select<?> statesOfAll() {
        Field<LocalDate> day = day();
        Condition atStart = day.ge(stepDay("start_from")).and(day.lt(stepDay("from_")));
        Condition atEnd = day.ge(stepDay("end_from")).and(day.lt(stepDay("to_")));
        Field<LocalDate> step = stepDay(STEP);
        List<SelectField<?>> fields = head(step);
        List<Field<?>> by = key(step);
        fields.add(per().as(UNIT));
        by.add(per());
        fields.add(Dialect.any(atStart).as(AT_START));
        fields.add(Dialect.any(atEnd).as(AT_END));
        Condition reached = day.ge(stepDay("start_from")).and(day.lt(stepDay("to_")));
        Condition counted = placed().and(isCounted()).and(kept());
        return among(DSL.select(fields)
                .from(joins.from().join(steps()).on(reached))
                .where(counted)
                .groupBy(by));
    }

    /** For each step a group's first record and its last before the step's end: the one after which none comes before it. */
    private Select<?> lifetimes() {
        if (hasOneStep()) {
            return lifetimesToOneEnd();
        }
        Table<?> steps = steps();
        Field<LocalDate> day = field(name(DAY), LocalDate.class);
        Field<LocalDate> first = field(name(FIRST), LocalDate.class);
        Field<LocalDate> next = field(name(NEXT), LocalDate.class);

        List<SelectField<?>> fields = head(null);
        List<Field<?>> group = key(null);
        group.add(per());
        fields.add(per().as(PER));
        fields.add(day().as(DAY));
        fields.add(min(day()).over().partitionBy(group).as(FIRST));
        fields.add(lead(day()).over().partitionBy(group).orderBy(day()).as(NEXT));
        Table<?> days = records(fields, placed().and(isCounted()).and(kept())).asTable("days");

        List<SelectField<?>> outer = outerHead();
        outer.add(field(name(PER)).as(UNIT));
        outer.add(first);
        outer.add(day.as(LAST));
        outer.add(field(day.lt(stepDay("end_from"))).as(ENDED));
        outer.add(Dialect.years(first, day).as(DURATION));
        Condition lastBeforeEnd = day.lt(stepDay("to_")).and(next.isNull().or(next.ge(stepDay("to_"))));
        return DSL.select(outer).from(days.join(steps).on(lastBeforeEnd));
    }

    private Select<?> lifetimesToOneEnd() {
        Step step = frame.spine().steps().getFirst();
        List<SelectField<?>> fields = head(inline(step.label()));
        List<Field<?>> by = key(null);
        by.add(per());
        fields.add(per().as(UNIT));
        fields.add(min(day()).as(FIRST));
        fields.add(max(day()).as(LAST));
        fields.add(field(max(day()).lt(step.to().minusDays(frame.churnWindowDays())))
                .as(ENDED));
        fields.add(Dialect.years(min(day()), max(day())).as(DURATION));
        return records(fields, placed().and(isCounted()).and(kept())).groupBy(by);
    }

    /** The steps as a table: label, first day, day after the last, and where the churn windows before both begin. */
    private Table<?> steps() {
        int window = frame.churnWindowDays();
        List<Row5<LocalDate, LocalDate, LocalDate, LocalDate, LocalDate>> rows = new ArrayList<>();
        for (Step step : frame.spine().steps()) {
            rows.add(row(
                    inline(step.label()),
                    inline(step.from()),
                    inline(step.to()),
                    inline(step.from().minusDays(window)),
                    inline(step.to().minusDays(window))));
        }
        @SuppressWarnings({"unchecked", "rawtypes"})
        Row5<LocalDate, LocalDate, LocalDate, LocalDate, LocalDate>[] array = rows.toArray(new Row5[0]);
        return DSL.values(array).as("steps", STEP, "from_", "to_", "start_from", "end_from");
    }

    private static Field<LocalDate> stepDay(String column) {
        return field(name("steps", column), LocalDate.class);
    }

    /** The records that the metric speaks of but leaves out, with the reason of each in {@link #REASON}. */
    Select<?> leftOut(Collection<Path> columns) {
        List<SelectField<?>> fields = new ArrayList<>();
        fields.add(id().as(UNIT));
        addColumns(fields, columns);
        fields.add(reason().as(REASON));
        fields.add(asField(kept()).as(KEPT));
        Table<?> all = records(fields, placed().and(where())).asTable("records");
        return DSL.select(all.fields())
                .from(all)
                .where(field(name(REASON)).isNotNull().and(isTrue(KEPT)));
    }

    /** The tables come last: fields and conditions say which must be joined. */
    private SelectConditionStep<Record> records(List<SelectField<?>> fields, Condition condition) {
        return DSL.select(fields).from(joins.from()).where(condition);
    }

    /** Where a record must lie to bear on the period. */
    private Condition placed() {
        Condition beforeEnd = day().lt(frame.spine().to());
        return switch (metric.form()) {
            case Rows rows when rows.untilEnd() -> beforeEnd.or(day().isNull());
            case Groups groups when groups.untilEnd() -> beforeEnd;
            case Rows _, Groups _, Followed _ -> inPeriod(day());
            case Gaps _, Lifetimes _ -> beforeEnd;
            case States _ -> beforeEnd.and(day().ge(frame.spine().from().minusDays(frame.churnWindowDays())));
        };
    }

    private Field<String> reason() {
        CaseConditionStep<String> choice = null;
        for (Rule rule : metric.leaveOut()) {
            choice = add(choice, renderer.condition(rule.when()), rule.reason());
        }
        for (Path money : metric.money()) {
            choice = add(choice, currency(money).isNull(), ReadyMetric.NO_AMOUNT);
            choice = add(choice, currency(money).ne(val(frame.currency())), ReadyMetric.OTHER_CURRENCY);
        }
        if (metric.follower() != null) {
            choice = add(choice, isOldEnough(metric.follower()).not(), ReadyMetric.TOO_YOUNG);
        }
        if (metric.keepsLatestOnly()) {
            // Ranked among those that count, as in the numbers.
            Field<Integer> rank = rank(asField(isCounted()));
            choice = add(choice, rank.gt(inline(1)), ReadyMetric.SUPERSEDED);
        }
        return choice == null ? inline((String) null, SQLDataType.VARCHAR) : choice;
    }

    private static CaseConditionStep<String> add(
            @Nullable CaseConditionStep<String> choice, Condition when, String reason) {
        return choice == null ? when(when, inline(reason)) : choice.when(when, inline(reason));
    }

    private Condition isCounted() {
        Condition counted = where();
        for (Rule rule : metric.leaveOut()) {
            counted = counted.and(doesNotHold(rule));
        }
        for (Path money : metric.money()) {
            counted = counted.and(currency(money).eq(val(frame.currency())));
        }
        if (metric.follower() != null) {
            counted = counted.and(isOldEnough(metric.follower()));
        }
        return counted;
    }

    private Field<String> currency(Path money) {
        return joins.column(money.withName(money.name() + FieldDefinition.CURRENCY_SUFFIX), String.class);
    }

    private Condition where() {
        return metric.where() == null ? noCondition() : renderer.condition(metric.where());
    }

    /** What the question asks for: its filter, the values its dimensions must have, and what its reader sees. */
    private Condition kept() {
        Condition kept = frame.filter() == null ? noCondition() : renderer.condition(frame.filter());
        for (Map.Entry<Path, @Nullable Object> only : frame.only().entrySet()) {
            Field<Object> column = Joins.same(joins.column(only.getKey()));
            kept = kept.and(only.getValue() == null ? column.isNull() : column.eq(val(only.getValue())));
        }
        for (RowScope scope : frame.scopes()) {
            kept = kept.and(frame.renderer(scope.from(joins)).condition(scope.condition()));
        }
        return kept;
    }

    /** Where a reason cannot be told because a value is missing, the record counts. */
    private Condition doesNotHold(Rule rule) {
        return rule.isAlwaysKnown()
                ? renderer.condition(rule.opposite())
                : DSL.condition("({0}) is not true", renderer.condition(rule.when()));
    }

    private static Field<Boolean> asField(Condition condition) {
        return condition.equals(noCondition()) ? inline(true) : field(condition);
    }

    private static Condition isTrue(String column) {
        return DSL.condition(field(name(column), Boolean.class));
    }

    /** The step, if given, then the dimensions. */
    private List<SelectField<?>> head(@Nullable Field<LocalDate> step) {
        List<SelectField<?>> fields = new ArrayList<>();
        if (step != null) {
            fields.add(step.as(STEP));
        }
        for (int i = 0; i < frame.dimensions().size(); i++) {
            Dimension dimension = frame.dimensions().get(i);
            fields.add(joins.column(dimension.path()).as(dimension(i)));
        }
        return fields;
    }

    private List<Field<?>> key(@Nullable Field<LocalDate> step) {
        List<Field<?>> fields = new ArrayList<>();
        if (step != null) {
            fields.add(step);
        }
        frame.dimensions().forEach(dimension -> fields.add(joins.column(dimension.path())));
        return fields;
    }

    private List<SelectField<?>> outerHead() {
        return new ArrayList<>(outerKey());
    }

    private List<Field<?>> outerKey() {
        List<Field<?>> fields = new ArrayList<>();
        fields.add(field(name("steps", STEP), LocalDate.class));
        for (int i = 0; i < frame.dimensions().size(); i++) {
            fields.add(dimension(i));
        }
        return fields;
    }

    private void addColumns(List<SelectField<?>> fields, Collection<Path> columns) {
        columns.forEach(path -> fields.add(joins.column(path).as(path.toString())));
    }

    private Field<Long> id() {
        return joins.id();
    }

    private Field<Long> per() {
        return joins.column(metric.perPath(), Long.class);
    }

    /** The day in the company's zone on which a record lies. */
    private Field<LocalDate> day() {
        return day(joins, metric.time(), metric.timeField());
    }

    private static Field<LocalDate> day(Joins joins, Path time, FieldDefinition timeField) {
        boolean isDate = timeField.type() == FieldType.DATE;
        return joins.column(isDate ? time : time.withName(time.name() + SqlRenderer.DAY_SUFFIX), LocalDate.class);
    }

    private Condition inPeriod(Field<LocalDate> day) {
        List<Condition> stretches = new ArrayList<>();
        for (Period stretch : frame.spine().stretches()) {
            stretches.add(day.ge(stretch.from()).and(day.lt(stretch.to())));
        }
        return or(stretches);
    }

    private Field<LocalDate> stepOf(Field<LocalDate> day) {
        List<Step> steps = frame.spine().steps();
        Grain grain = frame.spine().grain();
        if (steps.size() == 1) {
            return inline(steps.getFirst().label());
        }
        if (grain != null) {
            return Dialect.startOf(grain, day);
        }
        return when(
                        day.ge(inline(steps.getLast().from())),
                        inline(steps.getLast().label()))
                .otherwise(inline(steps.getFirst().label()));
    }

    /** The first step by whose end a record counts; those without a time count from the first on. */
    private Field<LocalDate> stockStep(Field<LocalDate> day) {
        List<Step> steps = frame.spine().steps();
        Step first = steps.getFirst();
        Field<LocalDate> later =
                frame.spine().grain() == null ? inline(steps.getLast().label()) : stepOf(day);
        return when(day.ge(inline(first.to())), later).otherwise(inline(first.label()));
    }
}
