package org.zhike.statistics.cluster;

import java.util.Arrays;
import org.zhike.statistics.numeric.Chunks;

/**
 * Groups around means: every row belongs to the nearest centre, every centre is the mean of its rows (MacQueen 1967; Lloyd
 * 1982). Group 0 is the largest. Immutable.
 */
public final class KMeans {

    static final int CHUNK = 8192;

    private final double[] centres;
    private final int columns;
    private final Grouping grouping;
    private final double inertia;

    private KMeans(double[] centres, int columns, Grouping grouping, double inertia) {
        this.centres = centres;
        this.columns = columns;
        this.grouping = grouping;
        this.inertia = inertia;
    }

    /** Numbers groups by falling size; equal sizes by their first row. */
    static KMeans of(Points points, double[] centres, int[] groups) {
        int columns = points.columns();
        int[] order = bySize(groups, centres.length / columns);
        int[] place = new int[order.length];
        double[] sorted = new double[centres.length];
        for (int g = 0; g < order.length; g++) {
            place[order[g]] = g;
            System.arraycopy(centres, order[g] * columns, sorted, g * columns, columns);
        }
        int[] renamed = Arrays.stream(groups).map(g -> place[g]).toArray();
        double inertia = Chunks.sum(points.rows(), CHUNK, (from, to) -> {
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += points.squaredDistance(i, sorted, renamed[i]);
            }
            return sum;
        });
        return new KMeans(sorted, columns, Grouping.of(renamed), inertia);
    }

    /** The numbers of groups by falling size, equal sizes by their first row. */
    static int[] bySize(int[] groups, int k) {
        int[] sizes = new int[k];
        int[] first = new int[k];
        Arrays.fill(first, groups.length);
        for (int i = groups.length - 1; i >= 0; i--) {
            sizes[groups[i]]++;
            first[groups[i]] = i;
        }
        Integer[] order = new Integer[k];
        Arrays.setAll(order, g -> g);
        Arrays.sort(order, (a, b) -> sizes[a] != sizes[b] ? sizes[b] - sizes[a] : Integer.compare(first[a], first[b]));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    public int k() {
        return grouping.k();
    }

    /** A copy of a group's centre. */
    public double[] centre(int group) {
        return Arrays.copyOfRange(centres, group * columns, (group + 1) * columns);
    }

    /** The group of each row that was fitted. */
    public Grouping grouping() {
        return grouping;
    }

    /** The sum of squared distances of the rows to their centres: what the search makes small. */
    public double inertia() {
        return inertia;
    }

    /** Returns the groups of rows, maybe others than those fitted: the nearest centre, the first of equally near ones. */
    public int[] assign(Points points) {
        if (points.columns() != columns) {
            throw new IllegalArgumentException(
                    "the groups were made from %d columns, not %d".formatted(columns, points.columns()));
        }
        int[] groups = new int[points.rows()];
        Chunks.forEach(groups.length, CHUNK, (chunk, from, to) -> {
            for (int i = from; i < to; i++) {
                groups[i] = nearest(points, i, centres, k());
            }
        });
        return groups;
    }

    static int nearest(Points points, int row, double[] centres, int k) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int g = 0; g < k; g++) {
            double d = points.squaredDistance(row, centres, g);
            if (d < least) {
                least = d;
                nearest = g;
            }
        }
        return nearest;
    }
}
