package org.zhike.statistics.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * In what a group differs from all other rows, the largest difference first.
 *
 * @param share of all rows, 0 to 1
 */
public record GroupDescription(int group, int size, double share, List<Difference> differences) {

    /**
     * A column in which the group differs.
     *
     * @param level the category, by number, whose share is told; −1 for a column of numbers
     * @param inGroup the group's mean, or its share of the category
     * @param elsewhere the same of all other rows
     * @param standardized the difference divided by the pooled standard deviation (Cohen 1988): about 0.2 is small, 0.5 middling,
     *     0.8 large; 0 where nothing varies or one side has no values
     */
    public record Difference(String column, int level, double inGroup, double elsewhere, double standardized) {}

    public GroupDescription {
        differences = List.copyOf(differences);
    }

    /** Describes every group by the columns of a table, best in units that people read: not the scaled ones. */
    public static List<GroupDescription> of(MixedTable table, Grouping grouping) {
        if (table.rows() != grouping.rows()) {
            throw new IllegalArgumentException("%d rows, but groups of %d".formatted(table.rows(), grouping.rows()));
        }
        return IntStream.range(0, grouping.k())
                .mapToObj(g -> new GroupDescription(
                        g,
                        grouping.size(g),
                        (double) grouping.size(g) / grouping.rows(),
                        differences(table, grouping, g)))
                .toList();
    }

    private static List<Difference> differences(MixedTable table, Grouping grouping, int group) {
        List<Difference> all = new ArrayList<>();
        for (MixedTable.Feature feature : table.features()) {
            if (!feature.category) {
                all.add(difference(feature, -1, grouping, group));
                continue;
            }
            IntStream.of(levels(feature)).forEach(level -> all.add(difference(feature, level, grouping, group)));
        }
        all.sort(Comparator.comparingDouble(difference -> -Math.abs(difference.standardized)));
        return all;
    }

    private static int[] levels(MixedTable.Feature feature) {
        return java.util.Arrays.stream(feature.values)
                .filter(x -> !Double.isNaN(x))
                .mapToInt(x -> (int) x)
                .distinct()
                .sorted()
                .toArray();
    }

    private static Difference difference(MixedTable.Feature feature, int level, Grouping grouping, int group) {
        Side in = new Side();
        Side out = new Side();
        for (int i = 0; i < feature.values.length; i++) {
            double x = feature.values[i];
            if (!Double.isNaN(x)) {
                (grouping.group(i) == group ? in : out).add(level < 0 ? x : x == level ? 1 : 0);
            }
        }
        double pooled = Math.sqrt((in.squares + out.squares) / Math.max(1, in.n + out.n - 2));
        boolean comparable = in.n > 0 && out.n > 0 && pooled > 0;
        return new Difference(feature.name, level, in.mean, out.mean, comparable ? (in.mean - out.mean) / pooled : 0);
    }

    /** A running mean and sum of squared deviations (Welford 1962). */
    private static final class Side {
        private long n;
        private double mean;
        private double squares;

        void add(double x) {
            n++;
            double before = x - mean;
            mean += before / n;
            squares += before * (x - mean);
        }
    }
}
