package org.zhike.commandline.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Issues;
import org.zhike.kernel.ProductException;
import org.zhike.statistics.forecast.Series;

/** Series in a long file: a row for each value, with its time and the name of its series. */
final class SeriesFile {

    private static final int MOST_NAMED = 5;
    private static final int MOST_PROBLEMS = 20;

    private SeriesFile() {}

    /** A series with the names of its periods. */
    record Named(String name, TimeScale scale, Series series) {

        /** The name of the period so many after the first. */
        String period(int after) {
            return scale.text(series.first() + after);
        }
    }

    /**
     * Which columns to read.
     *
     * @param series null when the file is one series
     * @param only values that other columns must have for a row to count
     */
    record Columns(@Nullable String series, String time, String value, Map<String, String> only) {

        private List<Column> wanted() {
            List<Column> wanted = new ArrayList<>();
            if (series != null) {
                wanted.add(Column.text(series));
            }
            wanted.add(Column.text(time));
            wanted.add(Column.number(value).optional());
            only.keySet().forEach(name -> wanted.add(Column.text(name).optional()));
            return wanted;
        }
    }

    /**
     * Reads all series in the order in which they first occur; rows without a value count as absent.
     *
     * @throws ProductException naming lines with unreadable times, and series with gaps that are not to be filled
     */
    static List<Named> read(Path file, Columns columns, Series.Gaps gaps) {
        Frame frame = Frame.read(file, columns.wanted());
        double[] values = frame.numbers(columns.value());
        Map<String, Rows> rows = new LinkedHashMap<>();
        Frame.Texts names = columns.series() == null ? null : frame.texts(columns.series());
        boolean[] counts = counts(frame, columns.only());
        Times times = new Times(frame, columns.time());
        for (int row = 0; row < frame.rows(); row++) {
            if (counts[row] && !Double.isNaN(values[row])) {
                rows.computeIfAbsent(names == null ? "" : names.at(row), name -> new Rows())
                        .add(times.at(row), values[row]);
            }
        }
        times.issues.throwIfAny();
        if (rows.isEmpty()) {
            throw new ProductException(ModelError.NO_ROWS, file);
        }
        var issues = new Issues();
        List<Named> all = new ArrayList<>();
        rows.forEach((name, own) -> {
            if (issues.all().size() < MOST_PROBLEMS) {
                all.add(own.named(name, times.kind(), gaps, issues));
            }
        });
        issues.throwIfAny();
        return all;
    }

    private static boolean[] counts(Frame frame, Map<String, String> only) {
        boolean[] counts = new boolean[frame.rows()];
        Arrays.fill(counts, true);
        only.forEach((column, wanted) -> {
            Frame.Texts texts = frame.texts(column);
            for (int row = 0; row < counts.length; row++) {
                counts[row] &= texts.at(row).equals(wanted);
            }
        });
        return counts;
    }

    /** The time column; its kind is that of the first time. */
    private static final class Times {

        private final Frame frame;
        private final Frame.Texts texts;
        private final String column;
        private final Issues issues = new Issues();
        private @Nullable TimeText kind;

        Times(Frame frame, String column) {
            this.frame = frame;
            this.column = column;
            texts = frame.texts(column);
        }

        TimeText kind() {
            return kind == null ? TimeText.NUMBER : kind;
        }

        long at(int row) {
            String text = texts.at(row);
            if (kind == null) {
                kind = TimeText.of(text);
            }
            Long time = kind == null ? null : kind.read(text);
            if (time == null) {
                issues.add("line " + frame.line(row) + ", column " + column, ModelError.NOT_A_TIME, text);
                if (issues.all().size() == MOST_PROBLEMS) {
                    issues.add("", ModelError.MORE_PROBLEMS, MOST_PROBLEMS);
                    issues.throwIfAny();
                }
                return 0;
            }
            return time;
        }
    }

    /** The values of one series as they come. */
    private static final class Rows {

        private long[] times = new long[16];
        private double[] values = new double[16];
        private int count;

        void add(long time, double value) {
            if (count == times.length) {
                times = Arrays.copyOf(times, 2 * count);
                values = Arrays.copyOf(values, 2 * count);
            }
            times[count] = time;
            values[count++] = value;
        }

        Named named(String name, TimeText kind, Series.Gaps gaps, Issues issues) {
            TimeScale scale = TimeScale.of(kind, Arrays.copyOf(times, count));
            long[] periods = Arrays.stream(times, 0, count).map(scale::period).toArray();
            Set<Long> seen = new LinkedHashSet<>();
            long[] twice = Arrays.stream(periods)
                    .filter(period -> !seen.add(period))
                    .distinct()
                    .toArray();
            long[] missing = gaps == Series.Gaps.REFUSE ? Series.missing(periods) : new long[0];
            double[] own = Arrays.copyOf(values, count);
            if (twice.length > 0) {
                issues.add("", ModelError.DOUBLE_PERIOD, name, texts(scale, twice));
            } else if (missing.length > 0) {
                issues.add("", ModelError.MISSING_PERIODS, name, texts(scale, missing));
            } else {
                return new Named(name, scale, Series.of(periods, own, gaps));
            }
            return new Named(name, scale, Series.of(new long[] {0}, new double[] {0}, gaps));
        }

        private static String texts(TimeScale scale, long[] periods) {
            String some = String.join(
                    ", ",
                    LongStream.of(periods)
                            .limit(MOST_NAMED)
                            .mapToObj(scale::text)
                            .toList());
            return periods.length > MOST_NAMED ? some + " and " + (periods.length - MOST_NAMED) + " more" : some;
        }
    }
}
