package org.zhike.statistics.cluster;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.zhike.statistics.Require;
import org.zhike.statistics.numeric.Chunks;

/**
 * How much nearer rows are to their own group than to the next (Rousseeuw 1987): (b − a) / max(a, b) with a the mean distance
 * to the own group and b the least mean distance to another; from −1 to 1, 0 for a row alone in its group. Above 0.5 groups
 * stand apart, below 0.25 they hardly do. Immutable.
 */
public final class Silhouette {

    /** Up to so many rows all pairs are taken; of more, a sample of so many. */
    public static final int EXACT_ROWS = 10_000;

    private final double mean;
    private final double standardError;
    private final double[] byGroup;
    private final int rows;

    private Silhouette(double[] values, Grouping grouping, boolean exact) {
        rows = values.length;
        mean = Arrays.stream(values).average().orElseThrow();
        double variance =
                Arrays.stream(values).map(s -> (s - mean) * (s - mean)).sum() / Math.max(1, rows - 1);
        standardError = exact ? 0 : Math.sqrt(variance / rows);
        byGroup = new double[grouping.k()];
        for (int i = 0; i < rows; i++) {
            byGroup[grouping.group(i)] += values[i] / grouping.size(grouping.group(i));
        }
    }

    /** Of all rows up to {@link #EXACT_ROWS}, of a random sample of so many beyond. */
    public static Silhouette of(Dissimilarity distance, Grouping grouping, long seed) {
        return distance.rows() <= EXACT_ROWS
                ? exact(distance, grouping)
                : sampled(distance, grouping, EXACT_ROWS, seed);
    }

    /** Of all rows. Cost rows² distances, on all cores. */
    public static Silhouette exact(Dissimilarity distance, Grouping grouping) {
        requireSameRows(distance, grouping);
        return new Silhouette(values(distance, grouping), grouping, true);
    }

    /** Of a random sample of rows, as if there were no others. Cost sample² distances. */
    public static Silhouette sampled(Dissimilarity distance, Grouping grouping, int sample, long seed) {
        requireSameRows(distance, grouping);
        if (sample >= distance.rows()) {
            return exact(distance, grouping);
        }
        int[] chosen = Samples.without(distance.rows(), (int) Require.atLeast(2, sample, "sample"), seed);
        int[] dense = Samples.dense(chosen, grouping);
        Grouping some = Grouping.of(dense);
        return new Silhouette(values(Samples.of(distance, chosen), some), some, false);
    }

    private static void requireSameRows(Dissimilarity distance, Grouping grouping) {
        if (distance.rows() != grouping.rows()) {
            throw new IllegalArgumentException("%d rows, but groups of %d".formatted(distance.rows(), grouping.rows()));
        }
        Require.atLeast(2, grouping.k(), "the number of groups");
    }

    private static double[] values(Dissimilarity distance, Grouping grouping) {
        double[] values = new double[distance.rows()];
        Chunks.forEach(values.length, 64, (chunk, from, to) -> {
            double[] sums = new double[grouping.k()];
            for (int i = from; i < to; i++) {
                Arrays.fill(sums, 0);
                for (int j = 0; j < values.length; j++) {
                    sums[grouping.group(j)] += distance.between(i, j);
                }
                values[i] = value(sums, grouping, grouping.group(i));
            }
        });
        return values;
    }

    private static double value(double[] sums, Grouping grouping, int own) {
        if (grouping.size(own) == 1 || grouping.k() == 1) {
            return 0;
        }
        double a = sums[own] / (grouping.size(own) - 1);
        double b = Double.POSITIVE_INFINITY;
        for (int g = 0; g < sums.length; g++) {
            b = g == own ? b : Math.min(b, sums[g] / grouping.size(g));
        }
        return a == b ? 0 : (b - a) / Math.max(a, b);
    }

    public double mean() {
        return mean;
    }

    /** Of the mean, from drawing rows; 0 when all rows were taken. */
    public double standardError() {
        return standardError;
    }

    /** The mean over a group's rows; after sampling, groups are numbered among those drawn. */
    public double ofGroup(int group) {
        return byGroup[group];
    }

    /** How many rows were taken. */
    public int rows() {
        return rows;
    }

    /** Samples of rows. */
    static final class Samples {

        private Samples() {}

        /** Different rows, rising. */
        static int[] without(int n, int size, long seed) {
            var random = new SplittableRandom(seed);
            int[] chosen = new int[size];
            int taken = 0;
            for (int i = 0; i < n && taken < size; i++) {
                if (random.nextInt(n - i) < size - taken) {
                    chosen[taken++] = i;
                }
            }
            return chosen;
        }

        /** The groups of chosen rows, renumbered without gaps in the order of their numbers. */
        static int[] dense(int[] chosen, Grouping grouping) {
            int[] groups = Arrays.stream(chosen).map(grouping::group).toArray();
            int[] levels = Arrays.stream(groups).distinct().sorted().toArray();
            return Arrays.stream(groups)
                    .map(g -> Arrays.binarySearch(levels, g))
                    .toArray();
        }

        static Dissimilarity of(Dissimilarity all, int[] chosen) {
            if (all instanceof Points points) {
                return points.select(chosen);
            }
            return new Dissimilarity() {
                @Override
                public int rows() {
                    return chosen.length;
                }

                @Override
                public double between(int i, int j) {
                    return all.between(chosen[i], chosen[j]);
                }
            };
        }
    }
}
