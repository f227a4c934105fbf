package org.zhike.statistics.forecast.holiday;

import java.time.LocalDate;
import java.util.Locale;

/** A feast of the Chinese calendar, which moves in the Gregorian one. */
public enum MovingHoliday {
    /** 春节, the first day of month 1: between 21 January and 20 February. */
    SPRING_FESTIVAL(1, 1),
    /** 端午节, day 5 of month 5: in late May or June. */
    DRAGON_BOAT(5, 5),
    /** 中秋节, day 15 of month 8: in September or early October. */
    MID_AUTUMN(8, 15);

    private final int month;
    private final int day;

    MovingHoliday(int month, int day) {
        this.month = month;
        this.day = day;
    }

    /** Returns the date in a Gregorian year from 1990 to 2060. */
    public LocalDate in(int year) {
        return LunarCalendar.date(year, month, day);
    }

    /** A short name for columns, such as {@code spring_festival}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
