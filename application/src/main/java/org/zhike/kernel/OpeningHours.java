package org.zhike.kernel;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * When a company is open by the clock on its wall: on each day of the week, and on the days that differ from it.
 *
 * @param week the stretches of every day of the week, in order; none where it is closed
 * @param special holidays and working days out of turn, by day
 */
public record OpeningHours(Map<DayOfWeek, List<Stretch>> week, NavigableMap<LocalDate, SpecialDay> special) {

    /** Of a day, in minutes. */
    public static final int DAY = 24 * 60;

    /** Nine to six with a break at noon, from Monday to Friday: what a company begins with. */
    public static final OpeningHours USUAL = new OpeningHours(usualWeek(), new TreeMap<>());

    /** Open the whole day, every day. */
    public static final OpeningHours ALWAYS = new OpeningHours(alwaysWeek(), new TreeMap<>());

    public OpeningHours {
        var copy = new EnumMap<DayOfWeek, List<Stretch>>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            copy.put(day, sorted(week.getOrDefault(day, List.of())));
        }
        week = Collections.unmodifiableMap(copy);
        special = Collections.unmodifiableNavigableMap(new TreeMap<>(special));
    }

    /**
     * A time of a day in which the company is open.
     *
     * @param from minutes after midnight
     * @param to minutes after midnight, later than {@code from}; 1,440 is the end of the day
     */
    public record Stretch(int from, int to) {

        public Stretch {
            if (from < 0 || to <= from || to > DAY) {
                throw new IllegalArgumentException(from + "–" + to);
            }
        }

        /** @param to midnight is the end of the day */
        public static Stretch of(LocalTime from, LocalTime to) {
            int end = to.toSecondOfDay() / 60;
            return new Stretch(from.toSecondOfDay() / 60, end == 0 ? DAY : end);
        }
    }

    /** A day that differs from its day of the week; closed when it has no stretches. */
    public record SpecialDay(LocalDate day, String name, List<Stretch> hours) {

        public SpecialDay {
            hours = sorted(hours);
        }
    }

    /** The stretches of a day, in order. */
    public List<Stretch> on(LocalDate day) {
        SpecialDay differs = special.get(day);
        return differs == null ? week.getOrDefault(day.getDayOfWeek(), List.of()) : differs.hours();
    }

    private static List<Stretch> sorted(List<Stretch> stretches) {
        List<Stretch> sorted = stretches.stream()
                .sorted(Comparator.comparingInt(Stretch::from))
                .toList();
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).from() < sorted.get(i - 1).to()) {
                throw new IllegalArgumentException("stretches overlap: " + sorted);
            }
        }
        return sorted;
    }

    private static Map<DayOfWeek, List<Stretch>> usualWeek() {
        var week = new EnumMap<DayOfWeek, List<Stretch>>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            boolean weekend = day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
            week.put(
                    day,
                    weekend ? List.of() : List.of(new Stretch(9 * 60, 12 * 60), new Stretch(13 * 60 + 30, 18 * 60)));
        }
        return week;
    }

    private static Map<DayOfWeek, List<Stretch>> alwaysWeek() {
        var week = new EnumMap<DayOfWeek, List<Stretch>>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            week.put(day, List.of(new Stretch(0, DAY)));
        }
        return week;
    }
}
