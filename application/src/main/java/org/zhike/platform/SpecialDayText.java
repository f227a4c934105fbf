package org.zhike.platform;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zhike.kernel.BusinessCalendar;
import org.zhike.kernel.Issues;
import org.zhike.kernel.OpeningHours;
import org.zhike.kernel.OpeningHours.Stretch;
import org.zhike.platform.WrittenHours.Day;

/**
 * Special days as people have them: lines of a table or a notice, with a day or two days "from ~ to" first, then in any order whether it is
 * closed or open, or its opening times, and its name. Open without times is like a Monday; nothing said is closed.
 */
final class SpecialDayText {

    private static final String DAY = "(\\d{4})\\s*[-/.年]\\s*(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})\\s*日?";

    private static final Pattern DAYS =
            Pattern.compile("\\s*" + DAY + "(?:\\s*(?:~|\uFF5E|至|–|—|to|\\.\\.|-)\\s*" + DAY + ")?");

    private static final Set<String> CLOSED = Set.of("休", "休息", "放假", "假", "closed", "holiday", "off");

    private static final Set<String> OPEN = Set.of("班", "上班", "补班", "调休上班", "工作日", "open", "work", "workday");

    /** The longest run of days that a line may name. */
    private static final int LONGEST = 31;

    private final OpeningHours hours;
    private final Issues issues;

    SpecialDayText(OpeningHours hours, Issues issues) {
        this.hours = hours;
        this.issues = issues;
    }

    List<Day> read(String text) {
        List<Day> days = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            boolean heading = i == 0 && line.chars().noneMatch(Character::isDigit);
            if (!line.isEmpty() && !heading) {
                read(line, "text[" + (i + 1) + "]", days);
            }
        }
        if (days.size() > WrittenHours.MOST_SPECIAL_DAYS) {
            issues.add("text", CalendarError.TOO_MANY_SPECIAL_DAYS, WrittenHours.MOST_SPECIAL_DAYS, days.size());
            return List.of();
        }
        return days;
    }

    private void read(String line, String path, List<Day> days) {
        Matcher matcher = DAYS.matcher(line);
        Optional<LocalDate> from = matcher.lookingAt() ? day(matcher, 1) : Optional.empty();
        Optional<LocalDate> to = from.isPresent() && matcher.group(4) != null ? day(matcher, 4) : from;
        if (from.isEmpty()
                || to.isEmpty()
                || to.get().isBefore(from.get())
                || to.get().isAfter(from.get().plusDays(LONGEST - 1L))) {
            issues.add(path, CalendarError.UNREADABLE_DAY_LINE, line);
            return;
        }
        List<Stretch> open = new ArrayList<>();
        List<String> names = new ArrayList<>();
        boolean isOpen = false;
        for (String word : line.substring(matcher.end()).split("[,\uFF0C;\uFF1B\t]", -1)) {
            isOpen |= OPEN.contains(word.strip().toLowerCase(Locale.ROOT));
            take(word.strip(), open, names);
        }
        if (isOpen && open.isEmpty()) {
            open.addAll(hours.week().getOrDefault(DayOfWeek.MONDAY, List.of()));
        }
        List<String> written = WrittenHours.written(open);
        String name = String.join(" ", names);
        from.get().datesUntil(to.get().plusDays(1)).forEach(day -> days.add(new Day(day.toString(), name, written)));
    }

    private void take(String word, List<Stretch> open, List<String> names) {
        String plain = word.toLowerCase(Locale.ROOT);
        List<Optional<Stretch>> stretches = new ArrayList<>();
        for (String part : plain.split("\\s+(?=\\d{1,2}[:\uFF1A]\\d{2}\\s*[-\u2013\u2014~\uFF5E至])", -1)) {
            stretches.add(WrittenHours.stretch(part));
        }
        if (stretches.stream().allMatch(Optional::isPresent)) {
            stretches.forEach(stretch -> stretch.ifPresent(open::add));
        } else if (!word.isEmpty() && !CLOSED.contains(plain) && !OPEN.contains(plain)) {
            names.add(word);
        }
    }

    private static Optional<LocalDate> day(Matcher matcher, int group) {
        try {
            LocalDate day = LocalDate.of(
                    Integer.parseInt(matcher.group(group)),
                    Integer.parseInt(matcher.group(group + 1)),
                    Integer.parseInt(matcher.group(group + 2)));
            return Optional.of(day)
                    .filter(date -> !date.isBefore(BusinessCalendar.FIRST) && date.isBefore(BusinessCalendar.END));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
