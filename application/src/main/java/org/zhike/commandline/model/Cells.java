package org.zhike.commandline.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.zhike.commandline.model.Frame.Texts;
import org.zhike.kernel.Issues;

/** What several commands read out of columns of texts and numbers. */
final class Cells {

    private static final Set<String> YES = Set.of("1", "1.0", "yes", "y", "true", "t", "是");
    private static final Set<String> NO = Set.of("0", "0.0", "no", "n", "false", "f", "否");
    private static final int MOST_PROBLEMS = 20;

    private Cells() {}

    /** Rows that belong together. */
    static final class Group {

        private final String name;
        private final int[] rows;

        private Group(String name, int[] rows) {
            this.name = name;
            this.rows = rows;
        }

        String name() {
            return name;
        }

        int size() {
            return rows.length;
        }

        /** The rows, rising; the array is the caller's. */
        int[] rows() {
            return rows.clone();
        }

        double[] of(double[] column) {
            return Arrays.stream(rows).mapToDouble(row -> column[row]).toArray();
        }

        boolean[] of(boolean[] column) {
            boolean[] part = new boolean[rows.length];
            for (int i = 0; i < part.length; i++) {
                part[i] = column[rows[i]];
            }
            return part;
        }

        long count(IntPredicate condition) {
            return Arrays.stream(rows).filter(condition).count();
        }
    }

    /** The rows by the text in a column, in the order of the texts; without a column all rows are one group. */
    static List<Group> groups(Frame frame, @Nullable String by) {
        if (by == null) {
            return List.of(new Group("all", IntStream.range(0, frame.rows()).toArray()));
        }
        Texts texts = frame.texts(by);
        int[] codes = texts.codes();
        int[] sizes = new int[texts.levels().size()];
        for (int code : codes) {
            sizes[code]++;
        }
        int[][] rows = new int[sizes.length][];
        for (int row = codes.length - 1; row >= 0; row--) {
            int code = codes[row];
            if (rows[code] == null) {
                rows[code] = new int[sizes[code]];
            }
            rows[code][--sizes[code]] = row;
        }
        return IntStream.range(0, rows.length)
                .mapToObj(code -> new Group(texts.levels().get(code), rows[code]))
                .sorted(Comparator.comparing(Group::name))
                .toList();
    }

    /** A column of yes and no, in some spellings. */
    static boolean[] yesNo(Frame frame, String column) {
        Texts texts = frame.texts(column);
        var issues = new Issues();
        boolean[] values = new boolean[frame.rows()];
        for (int row = 0; row < values.length && issues.all().size() < MOST_PROBLEMS; row++) {
            String cell = texts.at(row).toLowerCase(Locale.ROOT);
            values[row] = YES.contains(cell);
            if (!values[row] && !NO.contains(cell)) {
                issues.add(place(frame, row, column), ModelError.NOT_YES_NO, texts.at(row));
            }
        }
        issues.throwIfAny();
        return values;
    }

    /** A column of texts as numbers, when every cell is one; else null. */
    static double @Nullable [] numbersOrNull(Texts texts) {
        double[] ofLevel = new double[texts.levels().size()];
        for (int level = 0; level < ofLevel.length; level++) {
            try {
                ofLevel[level] = Double.parseDouble(texts.levels().get(level));
            } catch (NumberFormatException text) {
                return null;
            }
            if (!Double.isFinite(ofLevel[level])) {
                return null;
            }
        }
        return Arrays.stream(texts.codes()).mapToDouble(code -> ofLevel[code]).toArray();
    }

    /** Refuses rows whose number does not fit, naming line and column. */
    static void require(Frame frame, String column, IntPredicate fits, String what) {
        double[] values = frame.numbers(column);
        var issues = new Issues();
        for (int row = 0; row < values.length && issues.all().size() < MOST_PROBLEMS; row++) {
            if (!fits.test(row)) {
                issues.add(place(frame, row, column), ModelError.OUT_OF_RANGE, CsvOutput.cell(values[row]), what);
            }
        }
        issues.throwIfAny();
    }

    private static String place(Frame frame, int row, String column) {
        return "line " + frame.line(row) + ", column " + column;
    }

    /** A number for an answer; null when it is not finite. */
    static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** Names and numbers in this order; numbers that are not finite as null. */
    static Map<String, @Nullable Object> map(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            map.put(
                    String.valueOf(namesAndValues[i]),
                    value instanceof Double number && !Double.isFinite(number) ? null : value);
        }
        return map;
    }
}
