package org.zhike.statistics.forecast.holiday;

import org.zhike.statistics.Require;

/**
 * How long a holiday acts: on days before it (people buy ahead), during it (offices rest), and after it (business returns).
 *
 * @param before days before the holiday's date; 0 for no such effect
 * @param during days from the date on, at least 1
 * @param after days after these; 0 for no such effect
 */
public record HolidayWindow(MovingHoliday holiday, int before, int during, int after) {

    public HolidayWindow {
        Require.atLeast(0, before, "before");
        Require.atLeast(1, during, "during");
        Require.atLeast(0, after, "after");
    }

    /** The usual window: three weeks before and two after the week of the Spring Festival, a week before the other feasts. */
    public static HolidayWindow standard(MovingHoliday holiday) {
        return switch (holiday) {
            case SPRING_FESTIVAL -> new HolidayWindow(holiday, 20, 7, 14);
            case DRAGON_BOAT, MID_AUTUMN -> new HolidayWindow(holiday, 7, 3, 0);
        };
    }
}
