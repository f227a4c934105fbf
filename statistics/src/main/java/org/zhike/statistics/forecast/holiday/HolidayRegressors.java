package org.zhike.statistics.forecast.holiday;

import static java.lang.Math.max;
import static java.lang.Math.min;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.zhike.statistics.Require;
import org.zhike.statistics.forecast.arima.Regressors;

/**
 * Regressors of moving holidays (Bell and Hillmer 1983): for each period the share of a window's days that fall into it, one
 * column for each of before, during and after. Months are taken less their long-run mean for the same month of the year,
 * so that a season in the model keeps its meaning and the holiday explains only how far it moves.
 *
 * <p>Ask for the past and the future at once and cut with {@link Regressors#between}. Periods lie in 1990 to 2060.
 */
public final class HolidayRegressors {

    private HolidayRegressors() {}

    /** Regressors of consecutive months. */
    public static Regressors monthly(YearMonth first, int months, List<HolidayWindow> windows) {
        check(
                months,
                windows,
                first.getYear(),
                first.plusMonths(max(0, months - 1)).getYear());
        int years = LunarCalendar.LAST_YEAR - LunarCalendar.FIRST_YEAR + 1;
        Map<String, double[]> all =
                shares(i -> LocalDate.of(LunarCalendar.FIRST_YEAR, 1, 1).plusMonths(i), 12 * years, windows);
        int from = 12 * (first.getYear() - LunarCalendar.FIRST_YEAR) + first.getMonthValue() - 1;
        Map<String, double[]> centred = new LinkedHashMap<>();
        all.forEach((name, column) -> {
            double[] mean = new double[12];
            for (int i = 0; i < column.length; i++) {
                mean[i % 12] += column[i] / years;
            }
            double[] part = new double[months];
            for (int i = 0; i < months; i++) {
                part[i] = column[from + i] - mean[(from + i) % 12];
            }
            centred.put(name, part);
        });
        return Regressors.of(centred);
    }

    /** Regressors of consecutive weeks, the first of which begins on a day. */
    public static Regressors weekly(LocalDate first, int weeks, List<HolidayWindow> windows) {
        check(weeks, windows, first.getYear(), first.plusWeeks(weeks).getYear());
        return Regressors.of(shares(first::plusWeeks, weeks, windows));
    }

    /** Regressors of consecutive days: on the days of a window one over its length. */
    public static Regressors daily(LocalDate first, int days, List<HolidayWindow> windows) {
        check(days, windows, first.getYear(), first.plusDays(days).getYear());
        return Regressors.of(shares(first::plusDays, days, windows));
    }

    private static void check(int periods, List<HolidayWindow> windows, int firstYear, int lastYear) {
        Require.atLeast(1, periods, "the number of periods");
        Require.atLeast(1, windows.size(), "the number of windows");
        if (firstYear < LunarCalendar.FIRST_YEAR || lastYear > LunarCalendar.LAST_YEAR) {
            throw new IllegalArgumentException("holidays are known for %d to %d, not for all of %d to %d"
                    .formatted(LunarCalendar.FIRST_YEAR, LunarCalendar.LAST_YEAR, firstYear, lastYear));
        }
    }

    private static Map<String, double[]> shares(
            IntFunction<LocalDate> start, int periods, List<HolidayWindow> windows) {
        long[] starts = new long[periods + 1];
        for (int i = 0; i <= periods; i++) {
            starts[i] = start.apply(i).toEpochDay();
        }
        int firstYear = max(LunarCalendar.FIRST_YEAR, start.apply(0).getYear() - 1);
        int lastYear = min(LunarCalendar.LAST_YEAR, start.apply(periods).getYear() + 1);
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (HolidayWindow window : windows) {
            String label = window.holiday().label();
            for (int year = firstYear; year <= lastYear; year++) {
                long date = window.holiday().in(year).toEpochDay();
                long end = date + window.during();
                add(columns, label + "_before", starts, date - window.before(), date);
                add(columns, label, starts, date, end);
                add(columns, label + "_after", starts, end, end + window.after());
            }
        }
        return columns;
    }

    /** Adds to each period the share of the days from one to before another that lie in it. */
    private static void add(Map<String, double[]> columns, String name, long[] starts, long from, long to) {
        if (to == from) {
            return;
        }
        double[] column = columns.computeIfAbsent(name, key -> new double[starts.length - 1]);
        for (int i = 0; i < column.length; i++) {
            long days = min(to, starts[i + 1]) - max(from, starts[i]);
            if (days > 0) {
                column[i] += (double) days / (to - from);
            }
        }
    }
}
