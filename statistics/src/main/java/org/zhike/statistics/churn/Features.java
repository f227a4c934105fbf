package org.zhike.statistics.churn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zhike.statistics.Require;

/** What is known about each case: named columns of numbers and of categories, both with missing values. Immutable. */
public final class Features {

    /** A column. */
    public sealed interface Column permits Numbers, Categories {

        String name();

        /** The column as it was given that this one is a bent form of; else its own name. */
        default String origin() {
            return name();
        }

        int rows();

        Column rows(int[] chosen);
    }

    /** A column of numbers; NaN is missing, infinity is refused. */
    public static final class Numbers implements Column {

        private final String name;
        private final String origin;
        private final double[] values;

        private Numbers(String name, String origin, double[] values) {
            this.name = name;
            this.origin = origin;
            this.values = values;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int rows() {
            return values.length;
        }

        public double at(int row) {
            return values[row];
        }

        @Override
        public String origin() {
            return origin;
        }

        /** The numbers themselves; not to be changed. */
        double[] values() {
            return values;
        }

        /** The numbers that are there, rising. */
        double[] sortedPresent() {
            double[] present =
                    Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
            Arrays.parallelSort(present);
            return present;
        }

        @Override
        public Numbers rows(int[] chosen) {
            return new Numbers(name, origin, Folds.choose(values, chosen));
        }
    }

    /** A column of categories: for each row the number of its level, or −1 where it is missing. */
    public static final class Categories implements Column {

        private final String name;
        private final int[] codes;
        private final List<String> levels;

        private Categories(String name, int[] codes, List<String> levels) {
            this.name = name;
            this.codes = codes;
            this.levels = levels;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int rows() {
            return codes.length;
        }

        public List<String> levels() {
            return levels;
        }

        /** The level's number, an index into the levels; −1 where it is missing. */
        public int code(int row) {
            return codes[row];
        }

        @Override
        public Categories rows(int[] chosen) {
            int[] copy = new int[chosen.length];
            for (int i = 0; i < chosen.length; i++) {
                copy[i] = codes[chosen[i]];
            }
            return new Categories(name, copy, levels);
        }
    }

    private final int rows;
    private final Map<String, Column> columns;

    private Features(int rows, Map<String, Column> columns) {
        this.rows = rows;
        this.columns = columns;
    }

    public static Builder of(int rows) {
        return new Builder(rows);
    }

    /** Gathers columns; arrays are copied. */
    public static final class Builder {

        private final int rows;
        private final Map<String, Column> columns = new LinkedHashMap<>();

        private Builder(int rows) {
            this.rows = Math.toIntExact(Require.atLeast(1, rows, "the number of rows"));
        }

        /** Adds numbers; NaN is missing. */
        public Builder numbers(String name, double[] values) {
            for (double value : values) {
                if (Double.isInfinite(value)) {
                    throw new IllegalArgumentException("column " + name + " holds an infinite number");
                }
            }
            return add(new Numbers(name, name, values.clone()));
        }

        /** Adds categories by number; −1 is missing. */
        public Builder categories(String name, int[] codes, List<String> levels) {
            for (int code : codes) {
                if (code < -1 || code >= levels.size()) {
                    throw new IllegalArgumentException(
                            "column " + name + " has " + levels.size() + " levels, but a code " + code);
                }
            }
            return add(new Categories(name, codes.clone(), List.copyOf(levels)));
        }

        /** Adds categories by their text; null and the empty text are missing. */
        public Builder texts(String name, @Nullable String[] texts) {
            Map<String, Integer> levels = new LinkedHashMap<>();
            int[] codes = new int[texts.length];
            for (int i = 0; i < texts.length; i++) {
                String text = texts[i];
                if (text == null || text.isEmpty()) {
                    codes[i] = -1;
                    continue;
                }
                Integer code = levels.putIfAbsent(text, levels.size());
                codes[i] = code == null ? levels.size() - 1 : code;
            }
            return add(new Categories(name, codes, List.copyOf(levels.keySet())));
        }

        Builder add(Column column) {
            if (column.rows() != rows) {
                throw new IllegalArgumentException(
                        "column " + column.name() + " has " + column.rows() + " rows, not " + rows);
            }
            if (columns.putIfAbsent(column.name(), column) != null) {
                throw new IllegalArgumentException("there are two columns " + column.name());
            }
            return this;
        }

        public Features build() {
            Require.atLeast(1, columns.size(), "the number of columns");
            return new Features(rows, new LinkedHashMap<>(columns));
        }
    }

    public int rows() {
        return rows;
    }

    public List<Column> columns() {
        return List.copyOf(columns.values());
    }

    public List<String> names() {
        return List.copyOf(columns.keySet());
    }

    public Optional<Column> column(String name) {
        return Optional.ofNullable(columns.get(name));
    }

    /** Some of the rows, in the order given. */
    public Features rows(int[] chosen) {
        Map<String, Column> copy = new LinkedHashMap<>();
        columns.forEach((name, column) -> copy.put(name, column.rows(chosen)));
        return new Features(chosen.length, copy);
    }

    /** All columns but those named. */
    public Features without(List<String> names) {
        return with(columns.values().stream()
                .filter(column -> !names.contains(column.name()))
                .toList());
    }

    /** These columns and further ones. */
    Features and(List<? extends Column> further) {
        List<Column> all = new ArrayList<>(columns.values());
        all.addAll(further);
        return with(all);
    }

    private Features with(List<? extends Column> chosen) {
        Builder builder = new Builder(rows);
        chosen.forEach(builder::add);
        return builder.build();
    }

    /** Numbers without a copy, for transformations of this package. */
    static Numbers numbersOf(String name, String origin, double[] values) {
        return new Numbers(name, origin, values);
    }
}
