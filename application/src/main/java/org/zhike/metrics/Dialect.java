package org.zhike.metrics;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.when;
import static org.jooq.impl.SQLDataType.BIGINT;
import static org.jooq.impl.SQLDataType.BOOLEAN;
import static org.jooq.impl.SQLDataType.DOUBLE;
import static org.jooq.impl.SQLDataType.LOCALDATE;
import static org.jooq.impl.SQLDataType.LOCALDATETIME;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.zhike.kernel.Grain;

/** What DuckDB writes in its own way; another engine has another of these. */
final class Dialect {

    /** {@code CN-} and the two digits of a province. */
    private static final int PROVINCE_PREFIX = 5;

    private Dialect() {}

    /** The first day of the step that holds the day. */
    static Field<LocalDate> startOf(Grain grain, Field<LocalDate> day) {
        return field("date_trunc({0}, {1})", LOCALDATE, inline(grain.name().toLowerCase(Locale.ROOT)), day)
                .cast(LOCALDATE);
    }

    static Field<LocalDate> plusDays(Field<LocalDate> day, int days) {
        return field("({0} + {1})", LOCALDATE, day, inline(days));
    }

    static Field<Long> days(Field<LocalDate> from, Field<LocalDate> to) {
        return field("date_diff('day', {0}, {1})", BIGINT, from, to);
    }

    /** The length in years, as the whole number that {@link Years#ofKey} reads. */
    static Field<Long> years(Field<LocalDate> from, Field<LocalDate> to) {
        Field<Long> years = field("date_sub('year', {0}, {1})", BIGINT, from, to);
        Field<LocalDate> anniversary = field("cast({0} + to_years(cast({1} as int)) as date)", LOCALDATE, from, years);
        return years.times(inline(Years.DAYS_OF_KEY)).plus(days(anniversary, to));
    }

    static Field<Boolean> any(Condition condition) {
        return field("coalesce(bool_or({0}), false)", BOOLEAN, condition);
    }

    /** How many steps lie between two first days of steps. */
    static Field<Long> steps(Grain grain, Field<LocalDate> from, Field<LocalDate> to) {
        return field("date_diff({0}, {1}, {2})", BIGINT, inline(grain.name().toLowerCase(Locale.ROOT)), from, to);
    }

    static Field<LocalDateTime> startOfDay(Field<LocalDate> day) {
        return day.cast(LOCALDATETIME);
    }

    /** A moment so many times 24 hours on. */
    static Field<LocalDateTime> plusTime(Field<LocalDateTime> moment, int days) {
        return field("({0} + to_days({1}))", LOCALDATETIME, moment, inline(days));
    }

    static Field<Double> hours(Field<LocalDateTime> from, Field<LocalDateTime> to) {
        return field("(date_diff('second', {0}, {1}) / cast(3600 as double))", DOUBLE, from, to);
    }

    /** The sample skewness, adjusted for its bias; not a number where all values are the same. */
    static Field<Double> skewness(Field<Double> value) {
        return field("(case when count({0}) > 2 and stddev_pop({0}) > 0 then skewness({0}) end)", DOUBLE, value);
    }

    /** The code of the province that holds a place of China; of any other place its own. */
    static Field<String> province(Field<String> region) {
        // Written out, not bound: what is grouped by must be the same text as what is selected.
        Field<String> start = DSL.substring(region, inline(1), inline(PROVINCE_PREFIX));
        return when(region.like(inline("CN-%")), start.concat(inline("0000"))).otherwise(region);
    }
}
