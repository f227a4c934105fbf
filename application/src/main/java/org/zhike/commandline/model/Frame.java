package org.zhike.commandline.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zhike.ingestion.file.FileRow;
import org.zhike.ingestion.file.FileRows;
import org.zhike.ingestion.file.TableFiles;
import org.zhike.kernel.Issues;
import org.zhike.kernel.ProductException;

/** The columns of a plain file that a model needs, read into arrays: CSV with any delimiter, gzip of it, or xlsx. */
final class Frame {

    private static final int MOST_PROBLEMS = 20;
    private static final Pattern DAY = Pattern.compile("(\\d{4})[-/.]?(\\d{2})[-/.]?(\\d{2})(?:[T ].*)?");

    private final Map<String, Values> columns = new LinkedHashMap<>();
    private int rows;
    private long[] lines = new long[1024];

    private Frame() {}

    /**
     * Reads columns of a file.
     *
     * @throws ProductException naming every broken cell with its line and column, up to twenty
     */
    static Frame read(Path file, List<Column> wanted) {
        return read(file, headings -> wanted);
    }

    /** Reads the columns chosen when the headings are known. */
    static Frame read(Path file, Function<List<String>, List<Column>> choice) {
        if (!Files.isRegularFile(file)) {
            throw new ProductException(ModelError.NO_SUCH_FILE, file);
        }
        try (FileRows in = FileRows.open(file, TableFiles.detect(file, String.valueOf(file.getFileName())))) {
            FileRow header = in.next();
            if (header == null) {
                throw new ProductException(ModelError.NO_ROWS, file);
            }
            var frame = new Frame();
            frame.fill(file, header.cells().stream().map(String::strip).toList(), choice, in);
            return frame;
        } catch (IOException broken) {
            throw new ProductException(ModelError.NO_SUCH_FILE, file + " (" + broken.getMessage() + ")");
        }
    }

    private void fill(Path file, List<String> headings, Function<List<String>, List<Column>> choice, FileRows in)
            throws IOException {
        var issues = new Issues();
        List<Values> wanted = new ArrayList<>();
        for (Column column : choice.apply(headings)) {
            int at = headings.indexOf(column.name());
            if (at < 0) {
                issues.add("", ModelError.NO_SUCH_COLUMN, file, column.name(), String.join(", ", headings));
            } else if (headings.lastIndexOf(column.name()) != at) {
                issues.add("", ModelError.DUPLICATE_COLUMN, file, column.name());
            } else if (!columns.containsKey(column.name())) {
                Values values = Values.of(column, at);
                columns.put(column.name(), values);
                wanted.add(values);
            }
        }
        issues.throwIfAny();
        for (FileRow row = in.next(); row != null; row = in.next()) {
            if (row.cells().size() != headings.size()) {
                report(
                        issues,
                        "line " + row.line(),
                        ModelError.RAGGED_ROW,
                        row.cells().size(),
                        headings.size());
                continue;
            }
            for (Values values : wanted) {
                String cell = row.cells().get(values.at).strip();
                ModelError problem = values.add(rows, cell);
                if (problem != null) {
                    report(issues, "line " + row.line() + ", column " + values.column.name(), problem, cell);
                }
            }
            if (rows == lines.length) {
                lines = Arrays.copyOf(lines, 2 * rows);
            }
            lines[rows++] = row.line();
        }
        issues.throwIfAny();
        if (rows == 0) {
            throw new ProductException(ModelError.NO_ROWS, file);
        }
    }

    private static void report(Issues issues, String place, ModelError problem, Object... values) {
        issues.add(place, problem, values);
        if (issues.all().size() == MOST_PROBLEMS) {
            issues.add("", ModelError.MORE_PROBLEMS, MOST_PROBLEMS);
            issues.throwIfAny();
        }
    }

    int rows() {
        return rows;
    }

    /** The line of the file that a row stands in, from 1. */
    long line(int row) {
        return lines[row];
    }

    /** A column of numbers; NaN where an optional cell is empty. */
    double[] numbers(String column) {
        return Arrays.copyOf(values(column, Numbers.class).numbers, rows);
    }

    /** A column of days, counted from 1970-01-01; {@link Integer#MIN_VALUE} where an optional cell is empty. */
    int[] days(String column) {
        return Arrays.copyOf(values(column, Days.class).days, rows);
    }

    /** A column of texts. */
    Texts texts(String column) {
        Words words = values(column, Words.class);
        return new Texts(Arrays.copyOf(words.codes, rows), List.copyOf(words.levels.keySet()));
    }

    /** Texts by number: what occurs often is kept once. */
    static final class Texts {

        private final int[] codes;
        private final List<String> levels;

        private Texts(int[] codes, List<String> levels) {
            this.codes = codes;
            this.levels = levels;
        }

        /** The number of each row's text: an index into the levels. The array is the caller's. */
        int[] codes() {
            return codes.clone();
        }

        /** The different texts in the order in which they first occur; the empty text among them. */
        List<String> levels() {
            return levels;
        }

        String at(int row) {
            return levels.get(codes[row]);
        }
    }

    private <V extends Values> V values(String column, Class<V> kind) {
        Values found = columns.get(column);
        if (!kind.isInstance(found)) {
            throw new IllegalArgumentException("column " + column + " was not read as " + kind.getSimpleName());
        }
        return kind.cast(found);
    }

    /** The cells of one column so far. */
    private abstract static sealed class Values {

        final Column column;
        final int at;

        Values(Column column, int at) {
            this.column = column;
            this.at = at;
        }

        static Values of(Column column, int at) {
            return switch (column.kind()) {
                case TEXT -> new Words(column, at);
                case NUMBER -> new Numbers(column, at);
                case DATE -> new Days(column, at);
            };
        }

        /** Takes the cell of a row in; returns what is wrong with it, or null. */
        final @Nullable ModelError add(int row, String cell) {
            makeRoom(row);
            if (cell.isEmpty() && column.required()) {
                return ModelError.EMPTY_CELL;
            }
            return put(row, cell);
        }

        abstract void makeRoom(int row);

        abstract @Nullable ModelError put(int row, String cell);
    }

    private static final class Numbers extends Values {

        private double[] numbers = new double[1024];

        Numbers(Column column, int at) {
            super(column, at);
        }

        @Override
        void makeRoom(int row) {
            if (row == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * row);
            }
        }

        @Override
        @Nullable ModelError put(int row, String cell) {
            try {
                numbers[row] = cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
                return cell.isEmpty() || Double.isFinite(numbers[row]) ? null : ModelError.NOT_A_NUMBER;
            } catch (NumberFormatException broken) {
                return ModelError.NOT_A_NUMBER;
            }
        }
    }

    private static final class Days extends Values {

        private int[] days = new int[1024];

        Days(Column column, int at) {
            super(column, at);
        }

        @Override
        void makeRoom(int row) {
            if (row == days.length) {
                days = Arrays.copyOf(days, 2 * row);
            }
        }

        @Override
        @Nullable ModelError put(int row, String cell) {
            if (cell.isEmpty()) {
                days[row] = Integer.MIN_VALUE;
                return null;
            }
            Matcher parts = DAY.matcher(cell);
            try {
                if (parts.matches()) {
                    days[row] = Math.toIntExact(LocalDate.of(
                                    Integer.parseInt(parts.group(1)),
                                    Integer.parseInt(parts.group(2)),
                                    Integer.parseInt(parts.group(3)))
                            .toEpochDay());
                    return null;
                }
            } catch (DateTimeException noSuchDay) {
                // told below
            }
            return ModelError.NOT_A_DATE;
        }
    }

    private static final class Words extends Values {

        private final Map<String, Integer> levels = new LinkedHashMap<>();
        private int[] codes = new int[1024];

        Words(Column column, int at) {
            super(column, at);
        }

        @Override
        void makeRoom(int row) {
            if (row == codes.length) {
                codes = Arrays.copyOf(codes, 2 * row);
            }
        }

        @Override
        @Nullable ModelError put(int row, String cell) {
            codes[row] = levels.computeIfAbsent(cell, level -> levels.size());
            return null;
        }
    }
}
