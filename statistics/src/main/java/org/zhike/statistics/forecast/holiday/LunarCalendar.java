package org.zhike.statistics.forecast.holiday;

import static java.lang.Math.floor;

import java.time.LocalDate;
import org.zhike.statistics.Require;

/**
 * The Chinese calendar, computed from the moon and the sun by its rules (GB/T 33661-2017): a month begins on the day of a new
 * moon, Beijing time; the winter solstice lies in month 11; between two such months with 12 others, the first without a
 * principal term is a leap month. Checked for {@value #FIRST_YEAR} to {@value #LAST_YEAR}, when no new moon that matters to
 * months 1, 5 and 8 is so near to midnight that the computation could err by a day.
 */
public final class LunarCalendar {

    /** The first year that dates are given for. */
    public static final int FIRST_YEAR = 1990;

    /** The last year that dates are given for. */
    public static final int LAST_YEAR = 2060;

    private static final LocalDate EPOCH = LocalDate.of(2000, 1, 1);

    /** Beijing's clock less universal time, in days. */
    private static final double BEIJING = 8 / 24.0;

    /** Terrestrial less universal time, in days: 57 s in 1990, 69 s now, perhaps 90 s in 2060. */
    private static final double CLOCK = 70 / 86_400.0;

    private static final double SOLSTICE = 270;
    private static final int DEGREES_A_TERM = 30;

    private LunarCalendar() {}

    /**
     * Returns the date of a day of a month, of the year that begins with the spring of a Gregorian year; leap months have no
     * dates here, no feast falls into them.
     *
     * @param year the Gregorian year in which month 1 begins
     * @param month 1 to 10
     * @param day 1 to 30; 30 may be the first of the next month
     */
    public static LocalDate date(int year, int month, int day) {
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw new IllegalArgumentException(
                    "the calendar covers " + FIRST_YEAR + " to " + LAST_YEAR + ", not " + year);
        }
        Require.atLeast(1, month, "month");
        Require.atLeast(1, day, "day");
        if (month > 10 || day > 30) {
            throw new IllegalArgumentException("there is no month " + month + " day " + day + " here");
        }
        int first = monthOfSolstice(year - 1);
        boolean hasLeap = monthOfSolstice(year) - first == 13;
        // Month 11 is number 0 from here, month 1 number 2.
        int wanted = month + 1;
        int number = 0;
        int k = first;
        while (number < wanted) {
            k++;
            if (hasLeap && isWithoutTerm(k)) {
                hasLeap = false;
            } else {
                number++;
            }
        }
        return EPOCH.plusDays(newMoonDay(k) + day - 1);
    }

    /** The new moon, by its number, that begins the month with the winter solstice of a year. */
    private static int monthOfSolstice(int year) {
        long solstice = dayOf(Astronomy.timeOfSun(SOLSTICE + 360.0 * (year - 1999)));
        int k = (int) floor((solstice - 5) / Astronomy.MONTH) + 1;
        while (newMoonDay(k) > solstice) {
            k--;
        }
        return k;
    }

    /** Whether the sun enters no sign between the day of this new moon and the day before the next. */
    private static boolean isWithoutTerm(int k) {
        long from = newMoonDay(k);
        long to = newMoonDay(k + 1);
        double before = Astronomy.sunLongitude(from - 1.5);
        double next = Math.ceil(before / DEGREES_A_TERM) * DEGREES_A_TERM;
        long day = dayOf(Astronomy.timeOfSun(next));
        while (day < from) {
            next += DEGREES_A_TERM;
            day = dayOf(Astronomy.timeOfSun(next));
        }
        return day >= to;
    }

    private static long newMoonDay(int k) {
        return dayOf(Astronomy.newMoon(k));
    }

    /** The day in Beijing, counted from 1 January 2000; times count from noon of that day. */
    private static long dayOf(double time) {
        return (long) floor(time + 0.5 - CLOCK + BEIJING);
    }
}
