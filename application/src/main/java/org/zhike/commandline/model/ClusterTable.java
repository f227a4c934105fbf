package org.zhike.commandline.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Issues;
import org.zhike.kernel.ProductException;
import org.zhike.statistics.cluster.Grouping;
import org.zhike.statistics.cluster.MixedTable;
import org.zhike.statistics.cluster.Points;

/** The columns that are to be grouped, as numbers or, where a column holds other texts, as categories. */
final class ClusterTable {

    private static final int MOST_PROBLEMS = 20;

    private final Frame frame;
    private final List<String> columns;
    private final @Nullable String id;

    /** Numbers by column, NaN where empty; a column of categories is not in it. */
    private final Map<String, double[]> numbers = new LinkedHashMap<>();

    /** @param mixed whether texts and empty cells are allowed */
    ClusterTable(Path input, List<String> columns, @Nullable String id, boolean mixed) {
        this.columns = columns.stream().map(String::strip).distinct().toList();
        this.id = id;
        if (id != null && this.columns.contains(id)) {
            throw new ProductException(
                    ModelError.BAD_OPTION, "--id " + id + " is among --columns: who somebody is makes nobody similar.");
        }
        List<Column> wanted = new ArrayList<>();
        for (String column : this.columns) {
            wanted.add(mixed ? Column.text(column).optional() : Column.number(column));
        }
        if (id != null) {
            wanted.add(Column.text(id));
        }
        frame = Frame.read(input, wanted);
        for (String column : this.columns) {
            double[] values = mixed ? parsed(frame.texts(column)) : frame.numbers(column);
            if (values != null) {
                numbers.put(column, values);
            }
        }
    }

    private double @Nullable [] parsed(Frame.Texts texts) {
        double[] byLevel = new double[texts.levels().size()];
        for (int level = 0; level < byLevel.length; level++) {
            String text = texts.levels().get(level);
            try {
                byLevel[level] = text.isEmpty() ? Double.NaN : Double.parseDouble(text);
            } catch (NumberFormatException category) {
                return null;
            }
            if (!text.isEmpty() && !Double.isFinite(byLevel[level])) {
                return null;
            }
        }
        int[] codes = texts.codes();
        double[] values = new double[codes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = byLevel[codes[i]];
        }
        return values;
    }

    int rows() {
        return frame.rows();
    }

    long line(int row) {
        return frame.line(row);
    }

    Points points() {
        return Points.ofColumns(numbers.values().toArray(double[][]::new));
    }

    /** @param log whether numbers go in as log(1 + x) */
    MixedTable mixed(boolean log) {
        if (log) {
            requireAboveMinusOne();
        }
        MixedTable.Builder builder = MixedTable.ofRows(rows());
        for (String column : columns) {
            double[] values = numbers.get(column);
            if (values == null) {
                builder.categories(column, codes(frame.texts(column)));
            } else {
                builder.numbers(
                        column,
                        log ? java.util.Arrays.stream(values).map(Math::log1p).toArray() : values);
            }
        }
        return builder.build();
    }

    private static int[] codes(Frame.Texts texts) {
        int empty = texts.levels().indexOf("");
        int[] codes = texts.codes();
        for (int i = 0; i < codes.length; i++) {
            codes[i] = codes[i] == empty ? -1 : codes[i];
        }
        return codes;
    }

    String level(String column, int level) {
        return frame.texts(column).levels().get(level);
    }

    void requireAboveMinusOne() {
        var issues = new Issues();
        numbers.forEach((column, values) -> {
            for (int i = 0; i < values.length; i++) {
                if (values[i] <= -1 && issues.all().size() < MOST_PROBLEMS) {
                    issues.add(
                            "line " + frame.line(i) + ", column " + column,
                            ModelError.BAD_OPTION,
                            CsvOutput.cell(values[i]) + " has no logarithm of 1 + x. Leave --log out, or the row.");
                }
            }
        });
        issues.throwIfAny();
    }

    void write(Path output, Grouping grouping) {
        CsvOutput.write(output, List.of(id == null ? "line" : id, "group"), sink -> {
            Frame.@Nullable Texts ids = id == null ? null : frame.texts(id);
            for (int i = 0; i < rows(); i++) {
                sink.accept(List.of(
                        ids == null ? String.valueOf(frame.line(i)) : ids.at(i), String.valueOf(grouping.group(i))));
            }
        });
    }
}
