package org.zhike.metrics;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.zhike.kernel.Period;

/**
 * Lengths in years: whole years by the calendar, so that a year is 1 whether it has 365 days or 366, and the days beyond them by
 * 365.25.
 */
final class Years {

    /** A length is kept in one whole number: years times this plus days. More than the days that can be left over. */
    static final int DAYS_OF_KEY = 366;

    private static final double DAYS_OF_YEAR = 365.25;

    private Years() {}

    static double of(Period period) {
        long years = ChronoUnit.YEARS.between(period.from(), period.to());
        LocalDate anniversary = period.from().plusYears(years);
        return years + ChronoUnit.DAYS.between(anniversary, period.to()) / DAYS_OF_YEAR;
    }

    /** The length in years of a key as the engine computes it. */
    static double ofKey(long key) {
        return Math.floorDiv(key, (long) DAYS_OF_KEY) + Math.floorMod(key, DAYS_OF_KEY) / DAYS_OF_YEAR;
    }
}
