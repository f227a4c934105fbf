package org.zhike.platform;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.BusinessCalendar;
import org.zhike.kernel.Issues;
import org.zhike.kernel.OpeningHours;
import org.zhike.kernel.OpeningHours.SpecialDay;
import org.zhike.kernel.OpeningHours.Stretch;

/**
 * Opening hours as they are written: in the API and in the database.
 *
 * @param week opening times such as {@code 09:00-12:00} by {@code monday} to {@code sunday}; a day that is missing is closed
 * @param special the days that differ; without opening times they are closed
 */
public record WrittenHours(
        @Nullable Map<String, List<String>> week, @Nullable List<Day> special) {

    static final int MOST_A_DAY = 2;

    static final int MOST_SPECIAL_DAYS = 2_000;

    private static final int LONGEST_NAME = 100;

    private static final Pattern STRETCH = Pattern.compile(
            "\\s*(\\d{1,2})[:\uFF1A](\\d{2})\\s*[-\u2013\u2014~\uFF5E至]\\s*(\\d{1,2})[:\uFF1A](\\d{2})\\s*");

    /** A day that differs from its day of the week. */
    public record Day(
            @Nullable String day,
            @Nullable String name,
            @Nullable List<String> hours) {}

    public static WrittenHours of(OpeningHours hours) {
        Map<String, List<String>> week = new LinkedHashMap<>();
        hours.week().forEach((day, stretches) -> week.put(name(day), written(stretches)));
        return new WrittenHours(
                week,
                hours.special().values().stream()
                        .map(day -> new Day(day.day().toString(), day.name(), written(day.hours())))
                        .toList());
    }

    /** Returns what is meant, as far as it can be read, and notes what cannot. */
    public OpeningHours read(Issues issues) {
        Map<DayOfWeek, List<Stretch>> days = new EnumMap<>(DayOfWeek.class);
        if (week != null) {
            week.forEach((name, stretches) -> weekday(name)
                    .ifPresentOrElse(
                            day -> days.put(day, stretches(stretches, "week." + name, issues)),
                            () -> issues.add("week." + name, CalendarError.UNKNOWN_WEEKDAY, name)));
        }
        if (days.values().stream().allMatch(List::isEmpty) && issues.isEmpty()) {
            issues.add("week", CalendarError.NEVER_OPEN);
        }
        return new OpeningHours(days, special(issues));
    }

    private TreeMap<LocalDate, SpecialDay> special(Issues issues) {
        TreeMap<LocalDate, SpecialDay> days = new TreeMap<>();
        List<Day> written = special == null ? List.of() : special;
        if (written.size() > MOST_SPECIAL_DAYS) {
            issues.add("special", CalendarError.TOO_MANY_SPECIAL_DAYS, MOST_SPECIAL_DAYS, written.size());
            return days;
        }
        for (int i = 0; i < written.size(); i++) {
            Day day = written.get(i);
            String path = "special[" + i + "]";
            String name = day.name() == null ? "" : day.name().strip();
            if (name.length() > LONGEST_NAME) {
                issues.add(path + ".name", CalendarError.LONG_DAY_NAME, LONGEST_NAME);
            }
            List<Stretch> hours = stretches(day.hours() == null ? List.of() : day.hours(), path + ".hours", issues);
            Optional<LocalDate> date = date(day.day());
            if (date.isEmpty()) {
                issues.add(
                        path + ".day",
                        CalendarError.BAD_SPECIAL_DAY,
                        String.valueOf(day.day()),
                        BusinessCalendar.FIRST,
                        BusinessCalendar.END.minusDays(1));
            } else if (days.put(date.get(), new SpecialDay(date.get(), name, hours)) != null) {
                issues.add(path + ".day", CalendarError.SPECIAL_DAY_TWICE, date.get());
            }
        }
        return days;
    }

    private static Optional<LocalDate> date(@Nullable String written) {
        try {
            LocalDate day = LocalDate.parse(String.valueOf(written));
            return Optional.of(day)
                    .filter(date -> !date.isBefore(BusinessCalendar.FIRST) && date.isBefore(BusinessCalendar.END));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Returns the opening times in order; none when something is wrong with them. */
    private static List<Stretch> stretches(List<String> written, String path, Issues issues) {
        List<Stretch> read = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            Optional<Stretch> stretch = stretch(written.get(i));
            if (stretch.isEmpty()) {
                issues.add(path + "[" + i + "]", CalendarError.BAD_OPENING_TIME, String.valueOf(written.get(i)));
            }
            stretch.ifPresent(read::add);
        }
        if (written.size() > MOST_A_DAY) {
            issues.add(path, CalendarError.TOO_MANY_OPENING_TIMES, MOST_A_DAY, written.size());
            return List.of();
        }
        read.sort(Comparator.comparingInt(Stretch::from));
        if (read.size() == 2 && read.get(1).from() < read.get(0).to()) {
            issues.add(path, CalendarError.OPENING_TIMES_OVERLAP, written(read.get(0)), written(read.get(1)));
            return List.of();
        }
        return read;
    }

    static Optional<Stretch> stretch(@Nullable String written) {
        Matcher matcher = STRETCH.matcher(String.valueOf(written));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int from = minutes(matcher.group(1), matcher.group(2));
        int to = minutes(matcher.group(3), matcher.group(4));
        return from < 0 || to <= from ? Optional.empty() : Optional.of(new Stretch(from, to));
    }

    /** Minutes after midnight; −1 when there is no such time. */
    private static int minutes(String hours, String minutes) {
        int all = Integer.parseInt(hours) * 60 + Integer.parseInt(minutes);
        return Integer.parseInt(minutes) < 60 && all <= OpeningHours.DAY ? all : -1;
    }

    static List<String> written(List<Stretch> stretches) {
        return stretches.stream().map(WrittenHours::written).toList();
    }

    private static String written(Stretch stretch) {
        return time(stretch.from()) + "-" + time(stretch.to());
    }

    private static String time(int minutes) {
        return "%02d:%02d".formatted(minutes / 60, minutes % 60);
    }

    private static Optional<DayOfWeek> weekday(String name) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (name(day).equals(name)) {
                return Optional.of(day);
            }
        }
        return Optional.empty();
    }

    private static String name(DayOfWeek day) {
        return day.name().toLowerCase(Locale.ROOT);
    }
}
