package org.zhike.statistics.survival;

import java.util.ArrayList;
import java.util.List;
import org.zhike.statistics.Require;

/**
 * What may hasten or delay an end: named columns of finite numbers, one row for each unit. Immutable.
 *
 * <pre>{@code
 * Covariates covariates = Covariates.of(n)
 *         .number("age", ages)
 *         .category("plan", plans, List.of("monthly", "yearly"))
 *         .build();
 * }</pre>
 */
public final class Covariates {

    private final int rows;
    private final List<String> names;
    private final List<double[]> columns;

    private Covariates(int rows, List<String> names, List<double[]> columns) {
        this.rows = rows;
        this.names = List.copyOf(names);
        this.columns = List.copyOf(columns);
    }

    public static Builder of(int rows) {
        return new Builder(rows);
    }

    public int rows() {
        return rows;
    }

    /** The names of the columns: of a number its own, of a category's level both together ({@code plan=yearly}). */
    public List<String> names() {
        return names;
    }

    public int size() {
        return names.size();
    }

    public double at(int row, int column) {
        return columns.get(column)[row];
    }

    /** The values of a row, in the order of the names. */
    public double[] row(int row) {
        return columns.stream().mapToDouble(column -> column[row]).toArray();
    }

    double[] column(int column) {
        return columns.get(column);
    }

    /** Collects columns. */
    public static final class Builder {

        private final int rows;
        private final List<String> names = new ArrayList<>();
        private final List<double[]> columns = new ArrayList<>();

        private Builder(int rows) {
            this.rows = Math.toIntExact(Require.atLeast(0, rows, "rows"));
        }

        /** Adds a number of each unit; its effect is taken to be linear in the logarithm of the hazard. */
        public Builder number(String name, double[] values) {
            requireRows(name, values.length);
            double[] column = values.clone();
            for (int i = 0; i < column.length; i++) {
                if (!Double.isFinite(column[i])) {
                    throw new IllegalArgumentException(
                            "covariate " + name + " must be finite, but row " + i + " is " + column[i]);
                }
            }
            return add(name, column);
        }

        /**
         * Adds a column of 0 and 1 for each level but the first, which the others are compared with.
         *
         * @param codes of each unit the index of its level
         */
        public Builder category(String name, int[] codes, List<String> levels) {
            requireRows(name, codes.length);
            for (int code : codes) {
                if (code < 0 || code >= levels.size()) {
                    throw new IllegalArgumentException(
                            "covariate " + name + " has " + levels.size() + " levels; there is none of index " + code);
                }
            }
            for (int level = 1; level < levels.size(); level++) {
                double[] column = new double[rows];
                for (int i = 0; i < rows; i++) {
                    column[i] = codes[i] == level ? 1 : 0;
                }
                add(name + "=" + levels.get(level), column);
            }
            return this;
        }

        private Builder add(String name, double[] column) {
            if (names.contains(name)) {
                throw new IllegalArgumentException("there are two covariates of the name " + name);
            }
            names.add(name);
            columns.add(column);
            return this;
        }

        private void requireRows(String name, int length) {
            if (length != rows) {
                throw new IllegalArgumentException(
                        "covariate " + name + " has " + length + " values, but there are " + rows + " rows");
            }
        }

        public Covariates build() {
            return new Covariates(rows, names, columns);
        }
    }
}
