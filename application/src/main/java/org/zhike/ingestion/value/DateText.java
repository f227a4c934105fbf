package org.zhike.ingestion.value;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A date as people write it, taken apart without deciding what only the whole column can decide: whether 03/04/2026 is in
 * March or in April.
 *
 * @param first of a date that ends with the year: the part before the second; of all others the month
 * @param second of a date that ends with the year: the middle part; of all others the day
 * @param orderOpen whether it ends with the year, so that first and second may be day and month or month and day
 * @param time the time of day, null for none
 * @param offset the offset from UTC it names; null for none
 */
record DateText(
        int year,
        int first,
        int second,
        boolean orderOpen,
        @Nullable LocalTime time,
        @Nullable ZoneOffset offset) {

    /** Which of two numbers before a year is the day. */
    enum Order {
        DAY_FIRST,
        MONTH_FIRST
    }

    private static final String TIME = "(?:[T ,]*(?<half1>AM|PM|上午|下午)? *(?<hour>\\d{1,2})[:时点](?<minute>\\d{1,2})"
            + "(?:[:分](?<secondOf>\\d{1,2})(?:[.,](?<fraction>\\d{1,9})\\d*)?秒?|分?)? *(?<half2>AM|PM)?"
            + " *(?<offset>Z|UTC|GMT|[+-]\\d{2}:?(?:\\d{2})?)?)?";
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(?<y>\\d{4}) ?[-/.年] ?(?<a>\\d{1,2}) ?[-/.月] ?(?<b>\\d{1,2}) ?日?" + TIME);
    private static final Pattern YEAR_LAST =
            Pattern.compile("(?<a>\\d{1,2}) ?[-/.] ?(?<b>\\d{1,2}) ?[-/.] ?(?<y>\\d{4}|\\d{2})" + TIME);
    private static final Pattern COMPACT = Pattern.compile(
            "(?<y>(?:19|20)\\d{2})(?<a>\\d{2})(?<b>\\d{2})(?:[T ]?(?<hour>\\d{2}):?(?<minute>\\d{2})(?::?(?<secondOf>\\d{2}))?)?");
    private static final Pattern DAY_NAMED = Pattern.compile(
            "(?:[A-Z]+,? +)?(?<b>\\d{1,2})(?:ST|ND|RD|TH)?[- /.]*(?<a>[A-Z]{3,9})[- /.,]*(?<y>\\d{4}|\\d{2})" + TIME);
    private static final Pattern MONTH_NAMED = Pattern.compile(
            "(?:[A-Z]+,? +)?(?<a>[A-Z]{3,9})[- .]*(?<b>\\d{1,2})(?:ST|ND|RD|TH)?,? *(?<y>\\d{4})" + TIME);
    private static final List<Pattern> SHAPES = List.of(YEAR_FIRST, YEAR_LAST, COMPACT, DAY_NAMED, MONTH_NAMED);

    private static final Map<String, Integer> MONTHS = Map.ofEntries(
            Map.entry("JAN", 1),
            Map.entry("FEB", 2),
            Map.entry("MAR", 3),
            Map.entry("APR", 4),
            Map.entry("MAY", 5),
            Map.entry("JUN", 6),
            Map.entry("JUL", 7),
            Map.entry("AUG", 8),
            Map.entry("SEP", 9),
            Map.entry("OCT", 10),
            Map.entry("NOV", 11),
            Map.entry("DEC", 12));

    /** Years of two digits up to this one are of the 21st century, the others of the 20th, as POSIX has it. */
    private static final int LAST_OF_2000S = 68;

    /** Takes the text apart; null when it is no date in a form we know. Whether the day exists is not asked yet. */
    static @Nullable DateText of(String cell) {
        if (cell.length() > 60) {
            return null;
        }
        String text = Normalizer.normalize(cell, Normalizer.Form.NFKC).strip().toUpperCase(Locale.ROOT);
        for (Pattern shape : SHAPES) {
            Matcher match = shape.matcher(text);
            if (match.matches()) {
                return of(match, shape);
            }
        }
        return null;
    }

    /** Whether the text has the form of a date whose day and month may stand in either order; cheaper than {@link #of}. */
    static boolean endsWithYear(String text) {
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        return digits >= 1 && digits <= 2 && digits < text.length() && "-/. ／．－".indexOf(text.charAt(digits)) >= 0;
    }

    private static @Nullable DateText of(Matcher match, Pattern shape) {
        Integer month = number(match.group("a"));
        if (month == null) {
            month = MONTHS.get(match.group("a").substring(0, 3));
        }
        if (month == null) {
            return null;
        }
        int year = Integer.parseInt(match.group("y"));
        if (match.group("y").length() == 2) {
            year += year <= LAST_OF_2000S ? 2000 : 1900;
        }
        try {
            return new DateText(
                    year,
                    month,
                    Integer.parseInt(match.group("b")),
                    shape == YEAR_LAST,
                    time(match, shape),
                    shape == COMPACT ? null : offset(match.group("offset")));
        } catch (DateTimeException noSuchTime) {
            return null;
        }
    }

    private static @Nullable LocalTime time(Matcher match, Pattern shape) {
        String hourText = match.group("hour");
        if (hourText == null) {
            return null;
        }
        int hour = Integer.parseInt(hourText);
        String half =
                shape == COMPACT ? null : match.group("half1") == null ? match.group("half2") : match.group("half1");
        if (half != null) {
            boolean afternoon = half.equals("PM") || half.equals("下午");
            hour = hour % 12 + (afternoon ? 12 : 0);
        }
        Integer second = number(match.group("secondOf"));
        String fraction = shape == COMPACT ? null : match.group("fraction");
        int nanos = fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
        return LocalTime.of(hour, Integer.parseInt(match.group("minute")), second == null ? 0 : second, nanos);
    }

    private static @Nullable ZoneOffset offset(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return text.startsWith("+") || text.startsWith("-") ? ZoneOffset.of(text) : ZoneOffset.UTC;
    }

    private static @Nullable Integer number(@Nullable String text) {
        return text == null || !Character.isDigit(text.charAt(0)) ? null : Integer.valueOf(text);
    }

    /** What this date tells about the order: one, or null when both or none would do. */
    @Nullable Order order() {
        if (!orderOpen) {
            return null;
        }
        if (first > 12 && second <= 12) {
            return Order.DAY_FIRST;
        }
        return second > 12 && first <= 12 ? Order.MONTH_FIRST : null;
    }

    /** Whether day and month could change places and mean another day. */
    boolean isAmbiguous() {
        return orderOpen && first <= 12 && second <= 12 && first != second;
    }

    /** The date and time, midnight where it names none; null when there is no such day. */
    @Nullable LocalDateTime at(Order order) {
        boolean swapped = orderOpen && order == Order.DAY_FIRST;
        try {
            return LocalDate.of(year, swapped ? second : first, swapped ? first : second)
                    .atTime(time == null ? LocalTime.MIDNIGHT : time);
        } catch (DateTimeException noSuchDay) {
            return null;
        }
    }
}
