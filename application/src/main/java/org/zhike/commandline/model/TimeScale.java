package org.zhike.commandline.model;

import java.time.LocalDate;
import java.util.Arrays;

/**
 * The even steps in which the times of one series follow each other: days, weeks, months, quarters, years or whole numbers.
 * The step is the largest that leads to every time; days of the same number in their months, or all the last, are months.
 */
final class TimeScale {

    private final TimeText kind;
    private final boolean monthly;

    /** The day of the month of monthly days; 31 for the last. */
    private final int day;

    private final long origin;
    private final long step;

    private TimeScale(TimeText kind, boolean monthly, int day, long origin, long step) {
        this.kind = kind;
        this.monthly = monthly;
        this.day = day;
        this.origin = origin;
        this.step = step;
    }

    /** The scale of at least one time. */
    static TimeScale of(TimeText kind, long[] times) {
        boolean sameDay = kind == TimeText.DAY && times.length > 1;
        boolean lastDay = sameDay;
        for (long time : times) {
            sameDay = sameDay && dayOfMonth(time) == dayOfMonth(times[0]);
            lastDay = lastDay && dayOfMonth(time + 1) == 1;
        }
        boolean monthly = sameDay || lastDay;
        long[] numbers =
                Arrays.stream(times).map(time -> monthly ? month(time) : time).toArray();
        long step = 0;
        for (long number : numbers) {
            step = gcd(step, Math.abs(number - numbers[0]));
        }
        return new TimeScale(kind, monthly, lastDay ? 31 : dayOfMonth(times[0]), numbers[0], step == 0 ? 1 : step);
    }

    /** The number of a time's period; consecutive periods have consecutive numbers. */
    long period(long time) {
        return Math.floorDiv((monthly ? month(time) : time) - origin, step);
    }

    /** The text of a period. */
    String text(long period) {
        long number = origin + period * step;
        if (!monthly) {
            return kind.text(number);
        }
        LocalDate first =
                LocalDate.of(Math.toIntExact(Math.floorDiv(number, 12)), (int) Math.floorMod(number, 12L) + 1, 1);
        return first.withDayOfMonth(Math.min(day, first.lengthOfMonth())).toString();
    }

    private static int dayOfMonth(long epochDay) {
        return LocalDate.ofEpochDay(Math.clamp(epochDay, -365_000_000L, 365_000_000L))
                .getDayOfMonth();
    }

    private static long month(long epochDay) {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        return date.getYear() * 12L + date.getMonthValue() - 1;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
