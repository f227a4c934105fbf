package org.zhike.packs;

import com.ibm.icu.util.ChineseCalendar;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The two years of the demo company day by day: how much is bought, what is promoted, when many customers join. Days are
 * counted from 0; times are seconds since 1970. Immutable.
 */
final class DemoCalendar {

    /** China has one zone without summer time. */
    static final ZoneOffset ZONE = ZoneOffset.ofHours(8);

    static final int DAY = 86_400;

    /** The six weeks in which the warehouse of the incident's region delivers late begin so long before the end. */
    private static final int INCIDENT_DAYS_BEFORE_END = 290;

    private static final int INCIDENT_DAYS = 42;

    private static final double[] ONLINE_HOURS = {
        2, 1, .6, .4, .3, .4, 1, 2, 3.5, 5, 6, 5.5, 5.5, 5, 5, 5, 5, 4.8, 5, 6.5, 8.5, 9, 7.5, 4.5
    };
    private static final double[] SHOP_HOURS = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 6, 6, 6, 7, 8, 8, 8, 9, 10, 9, 6, 0, 0
    };
    private static final double[] OFFICE_HOURS = {
        0, 0, 0, 0, 0, 0, 0, 0, 1, 8, 10, 8, 3, 6, 9, 9, 8, 5, 2, 1, 0, 0, 0, 0
    };

    private final LocalDate from;
    private final int days;
    private final double[] sales;
    private final double[] salesBefore;
    private final double[] joinedBefore;
    private final int[] daysToFestival;

    DemoCalendar(LocalDate until) {
        from = until.minusYears(2);
        days = (int) (until.toEpochDay() - from.toEpochDay());
        daysToFestival = new int[days];
        sales = new double[days];
        double[] joining = new double[days];
        Map<Integer, LocalDate> festivals = new HashMap<>();
        for (int day = 0; day < days; day++) {
            // The festival falls between 21 January and 20 February, and its season begins in December.
            LocalDate festival =
                    festivals.computeIfAbsent(date(day).plusDays(30).getYear(), DemoCalendar::springFestival);
            daysToFestival[day] = (int) (festival.toEpochDay() - date(day).toEpochDay());
            sales[day] = salesOn(from.plusDays(day), daysToFestival[day]);
            // Those who bought before there was a membership join in its first weeks; later the company grows.
            double growth = 0.75 + 0.5 * day / days;
            joining[day] = growth * StrictMath.sqrt(sales[day]) * (day < 30 ? 3 : 1);
        }
        double mean = Arrays.stream(sales).sum() / days;
        for (int day = 0; day < days; day++) {
            sales[day] /= mean;
        }
        salesBefore = cumulative(sales);
        joinedBefore = cumulative(joining);
    }

    int days() {
        return days;
    }

    LocalDate date(int day) {
        return from.plusDays(day);
    }

    long start() {
        return at(0, 0);
    }

    long end() {
        return at(days, 0);
    }

    int dayOf(long time) {
        return (int) ((time - start()) / DAY);
    }

    long at(int day, int second) {
        return (from.toEpochDay() + day) * DAY - ZONE.getTotalSeconds() + second;
    }

    /** How much is bought on the day; 1 on average. */
    double sales(int day) {
        return sales[day];
    }

    /** Average days of buying before the day: the clock by which customers come back. */
    double salesBefore(int day) {
        return salesBefore[day];
    }

    /** The day on which so many average days of buying have passed; {@link #days()} when that is after the end. */
    int dayAfterSales(double averageDays) {
        int found = Arrays.binarySearch(salesBefore, averageDays);
        return Math.min(days, found >= 0 ? found : -found - 2);
    }

    int dayOfJoining(Dice dice) {
        int found = Arrays.binarySearch(joinedBefore, dice.unit() * joinedBefore[days]);
        return Math.min(days - 1, found >= 0 ? found : -found - 2);
    }

    /** The share of all customers who join on the day. */
    double shareJoining(int day) {
        return (joinedBefore[day + 1] - joinedBefore[day]) / joinedBefore[days];
    }

    boolean incident(int day) {
        int since = day - (days - INCIDENT_DAYS_BEFORE_END);
        return since >= 0 && since < INCIDENT_DAYS;
    }

    boolean giftSeason(int day) {
        return daysToFestival[day] > 0 && daysToFestival[day] <= 24;
    }

    /** The part of the list price that the shop takes off on the day. */
    double discount(int day) {
        MonthDay date = MonthDay.from(date(day));
        if (between(date, 6, 16, 6, 18) || between(date, 11, 10, 11, 11)) {
            return 0.25;
        }
        if (between(date, 6, 1, 6, 20) || between(date, 10, 31, 11, 11) || between(date, 12, 9, 12, 12)) {
            return 0.15;
        }
        return giftSeason(day) || between(date, 3, 6, 3, 8) ? 0.1 : 0;
    }

    static int onlineSecond(Dice dice) {
        return second(dice, ONLINE_HOURS);
    }

    static int shopSecond(Dice dice) {
        return second(dice, SHOP_HOURS);
    }

    static int officeSecond(Dice dice) {
        return second(dice, OFFICE_HOURS);
    }

    private static int second(Dice dice, double[] hours) {
        return dice.weighted(hours) * 3600 + dice.below(3600);
    }

    private static double salesOn(LocalDate date, int toFestival) {
        MonthDay day = MonthDay.from(date);
        double level = date.getDayOfWeek() == DayOfWeek.SATURDAY
                ? 1.22
                : date.getDayOfWeek() == DayOfWeek.SUNDAY ? 1.16 : date.getDayOfWeek() == DayOfWeek.FRIDAY ? 1 : 0.92;
        level *= festivalFactor(toFestival);
        if (between(day, 6, 16, 6, 18)) {
            level *= 2.4;
        } else if (between(day, 6, 1, 6, 20)) {
            level *= 1.3;
        } else if (between(day, 11, 10, 11, 11)) {
            level *= 3.6;
        } else if (between(day, 10, 31, 11, 9)) {
            level *= 1.5;
        } else if (between(day, 11, 12, 11, 20)) {
            level *= 0.75;
        } else if (between(day, 12, 9, 12, 12)) {
            level *= 1.9;
        } else if (between(day, 12, 1, 12, 31)) {
            level *= 1.12;
        } else if (between(day, 10, 1, 10, 7)) {
            level *= 1.15;
        } else if (between(day, 3, 6, 3, 8)) {
            level *= 1.35;
        } else if (between(day, 7, 1, 8, 31)) {
            level *= 0.93;
        }
        return level;
    }

    /** People stock up before the Spring Festival, couriers stop in the days before it, and then the country rests. */
    private static double festivalFactor(int toFestival) {
        if (toFestival > 24 || toFestival < -12) {
            return 1;
        }
        if (toFestival > 5) {
            return 1.5;
        }
        if (toFestival > 1) {
            return 0.85;
        }
        return toFestival > -8 ? 0.32 : 0.78;
    }

    private static LocalDate springFestival(int year) {
        TimeZone zone = TimeZone.getTimeZone("GMT+8");
        LocalDate date = LocalDate.of(year, 1, 21);
        ChineseCalendar calendar = new ChineseCalendar(zone, ULocale.ROOT);
        while (true) {
            calendar.setTimeInMillis(date.atTime(12, 0).toInstant(ZONE).toEpochMilli());
            if (calendar.get(ChineseCalendar.MONTH) == 0 && calendar.get(ChineseCalendar.DAY_OF_MONTH) == 1) {
                return date;
            }
            date = date.plusDays(1);
        }
    }

    private static boolean between(MonthDay date, int month, int day, int lastMonth, int lastDay) {
        return !date.isBefore(MonthDay.of(month, day)) && !date.isAfter(MonthDay.of(lastMonth, lastDay));
    }

    private static double[] cumulative(double[] values) {
        double[] sums = new double[values.length + 1];
        for (int i = 0; i < values.length; i++) {
            sums[i + 1] = sums[i] + values[i];
        }
        return sums;
    }
}
