package org.zhike.ingestion.value;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the rows looked at tell about a column.
 *
 * @param filled how many cells hold something
 * @param examples the first different values
 * @param wholeNumbers whether every cell is a whole number written with {@code .0}, as programs write numbers of a column with gaps
 * @param decimal the decimal mark; null when no number tells
 * @param order whether the day or the month comes first; null when no date tells
 * @param ambiguousDate a date that needs the order to be known while no date tells it, or two dates contradict; null for none
 * @param serials whether every cell is a number that Excel would show as a date of 1980 to 2080
 */
public record ColumnProfile(
        long filled,
        List<String> examples,
        boolean wholeNumbers,
        @Nullable String decimal,
        @Nullable String order,
        @Nullable String ambiguousDate,
        boolean serials) {

    private static final int EXAMPLES = 50;

    /** Longer texts are no numbers and no dates, and not kept whole as examples. */
    private static final int LENGTH = 60;

    private static final Pattern WHOLE = Pattern.compile("\\d+\\.0+");
    private static final Pattern SERIAL = Pattern.compile("(29[2-9]|[3-5]\\d\\d|6[0-5]\\d)\\d\\d(\\.\\d+)?");

    /** Gathers a profile cell by cell. */
    public static final class Builder {

        private final Set<String> examples = new LinkedHashSet<>();
        private long filled;
        private long whole;
        private long serials;
        private long points;
        private long commas;
        private long dayFirst;
        private long monthFirst;
        private @Nullable String ambiguous;
        private @Nullable String last;

        public void add(String cell) {
            String text = cell.strip();
            if (text.isEmpty()) {
                return;
            }
            filled++;
            if (examples.size() < EXAMPLES) {
                examples.add(text.length() <= LENGTH ? text : text.substring(0, LENGTH));
            }
            if (text.length() > LENGTH || !hasDigit(text)) {
                return;
            }
            whole += WHOLE.matcher(text).matches() ? 1 : 0;
            serials += SERIAL.matcher(text).matches() ? 1 : 0;
            if (!text.equals(last)) {
                last = text;
                lookAtNumber(text);
                lookAtDate(text);
            }
        }

        private void lookAtNumber(String text) {
            boolean hasMark = text.indexOf('.') >= 0 || text.indexOf(',') >= 0;
            NumberText number = hasMark ? NumberText.of(text) : null;
            if (number != null) {
                points += number.decimalMark() == '.' ? 1 : 0;
                commas += number.decimalMark() == ',' ? 1 : 0;
            }
        }

        private void lookAtDate(String text) {
            DateText date = DateText.endsWithYear(text) ? DateText.of(text) : null;
            if (date == null) {
                return;
            }
            DateText.Order order = date.order();
            dayFirst += order == DateText.Order.DAY_FIRST ? 1 : 0;
            monthFirst += order == DateText.Order.MONTH_FIRST ? 1 : 0;
            if (ambiguous == null && date.isAmbiguous()) {
                ambiguous = text;
            }
        }

        public ColumnProfile build() {
            boolean decided = dayFirst > 0 != monthFirst > 0;
            return new ColumnProfile(
                    filled,
                    List.copyOf(examples),
                    filled > 0 && whole == filled,
                    points == commas ? null : points > commas ? "." : ",",
                    decided ? (dayFirst > 0 ? DateText.Order.DAY_FIRST : DateText.Order.MONTH_FIRST).name() : null,
                    decided ? null : ambiguous,
                    filled > 0 && serials == filled);
        }

        private static boolean hasDigit(String text) {
            return text.chars().anyMatch(Character::isDigit);
        }
    }
}
