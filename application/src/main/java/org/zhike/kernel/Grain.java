package org.zhike.kernel;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/** A step of calendar time by which results are grouped. */
public enum Grain {
    DAY,
    /** Weeks start on Monday (ISO 8601). */
    WEEK,
    MONTH,
    QUARTER,
    YEAR;

    /** Returns the first day of the step that holds the date. */
    public LocalDate startOf(LocalDate date) {
        return switch (this) {
            case DAY -> date;
            case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> date.withDayOfMonth(1);
            case QUARTER ->
                date.withMonth((date.getMonthValue() - 1) / 3 * 3 + 1).withDayOfMonth(1);
            case YEAR -> date.withDayOfYear(1);
        };
    }

    /** Returns the date moved by so many steps; negative moves back. */
    public LocalDate plus(LocalDate date, long steps) {
        return switch (this) {
            case DAY -> date.plusDays(steps);
            case WEEK -> date.plusWeeks(steps);
            case MONTH -> date.plusMonths(steps);
            case QUARTER -> date.plusMonths(3 * steps);
            case YEAR -> date.plusYears(steps);
        };
    }
}
