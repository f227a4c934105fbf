package org.zhike.statistics.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zhike.statistics.Require;

/**
 * Columns of numbers and of categories, with gaps, compared by Gower's (1971) dissimilarity: the mean over the columns both
 * rows have, of |difference| / range for numbers and of 0 or 1 for categories; from 0 to 1. Rows without a common column are
 * at 1. Columns with one value only do not count. Immutable.
 */
public final class MixedTable implements Dissimilarity {

    private final int rows;
    private final List<Feature> features;

    /** By counting feature: the values divided by the range, or the codes; NaN where missing. */
    private final double[][] scaled;

    private final boolean[] categories;

    private MixedTable(int rows, List<Feature> features) {
        this.rows = rows;
        this.features = List.copyOf(features);
        List<Feature> counting =
                features.stream().filter(feature -> feature.range() > 0).toList();
        this.categories = new boolean[counting.size()];
        this.scaled = new double[counting.size()][];
        for (int f = 0; f < scaled.length; f++) {
            Feature feature = counting.get(f);
            categories[f] = feature.category;
            double width = feature.category ? 1 : feature.range();
            scaled[f] = Arrays.stream(feature.values).map(x -> x / width).toArray();
        }
    }

    /** A table to which columns are added. */
    public static Builder ofRows(int rows) {
        return new Builder((int) Require.atLeast(1, rows, "the number of rows"));
    }

    /** Takes columns in and gives out the table. */
    public static final class Builder {

        private final int rows;
        private final List<Feature> features = new ArrayList<>();

        private Builder(int rows) {
            this.rows = rows;
        }

        /** Adds numbers, or ranks of ordered categories; NaN where missing, never infinite. */
        public Builder numbers(String name, double... values) {
            requireRows(name, values.length);
            for (int i = 0; i < values.length; i++) {
                if (Double.isInfinite(values[i])) {
                    throw new IllegalArgumentException(
                            "the value of %s in row %d must not be infinite".formatted(name, i));
                }
            }
            features.add(new Feature(name, false, values.clone()));
            return this;
        }

        /** Adds categories by number; −1 where missing. */
        public Builder categories(String name, int... codes) {
            requireRows(name, codes.length);
            features.add(new Feature(
                    name,
                    true,
                    Arrays.stream(codes)
                            .mapToDouble(code -> code < 0 ? Double.NaN : code)
                            .toArray()));
            return this;
        }

        private void requireRows(String name, int length) {
            if (length != rows) {
                throw new IllegalArgumentException("%s has %d values for %d rows".formatted(name, length, rows));
            }
        }

        public MixedTable build() {
            Require.atLeast(1, features.size(), "the number of columns");
            return new MixedTable(rows, features);
        }
    }

    /** A column; NaN where missing. */
    static final class Feature {

        final String name;
        final boolean category;
        final double[] values;

        Feature(String name, boolean category, double[] values) {
            this.name = name;
            this.category = category;
            this.values = values;
        }

        /** The largest minus the smallest value; 0 when nothing differs. */
        double range() {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (double x : values) {
                if (!Double.isNaN(x)) {
                    low = Math.min(low, x);
                    high = Math.max(high, x);
                }
            }
            return Math.max(0, high - low);
        }
    }

    List<Feature> features() {
        return features;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public double between(int i, int j) {
        if (i == j) {
            return 0;
        }
        double sum = 0;
        int common = 0;
        for (int f = 0; f < scaled.length; f++) {
            double d = scaled[f][i] - scaled[f][j];
            if (!Double.isNaN(d)) {
                sum += categories[f] ? (d == 0 ? 0 : 1) : Math.abs(d);
                common++;
            }
        }
        return common == 0 ? (scaled.length == 0 ? 0 : 1) : sum / common;
    }
}
