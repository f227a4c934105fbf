package org.zhike.statistics.cluster;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.zhike.statistics.numeric.Chunks;

/**
 * Lloyd's steps with the bounds of Hamerly (2010, Making k-means even faster, SDM): a row keeps its group without a look at
 * the other centres while an upper bound of the distance to its own lies below a lower bound of the distance to all others.
 * Gives exactly what plain steps give: the bounds keep a margin for rounding, and ties go to the first centre in both.
 */
final class Hamerly {

    private final Points points;
    private final int k;
    private final double[] centres;
    private final int[] groups;
    private final double[] upper;
    private final double[] lower;

    /** Half the distance of each centre to its nearest other one. */
    private final double[] half;

    private final double[] moved;

    /** By chunk: sums of its rows by group, and how many they are; added in order, so that digits never change. */
    private final double[][] sums;

    private final int[][] counts;
    private final boolean[] changed;
    private final double margin;
    private int steps;

    /** @param start k centres; the array is taken over */
    Hamerly(Points points, double[] start) {
        int n = points.rows();
        int chunks = Chunks.count(n, KMeans.CHUNK);
        this.points = points;
        this.k = start.length / points.columns();
        this.centres = start;
        this.groups = new int[n];
        this.upper = new double[n];
        this.lower = new double[n];
        this.half = new double[k];
        this.moved = new double[k];
        this.sums = new double[chunks][start.length];
        this.counts = new int[chunks][k];
        this.changed = new boolean[chunks];
        // Distances and their running sums err by a few units of the last place of the largest coordinate.
        this.margin = 1e-12 * points.largestMagnitude() * Math.sqrt(points.columns());
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
        Arrays.fill(groups, -1);
    }

    /** Steps until no row changes its group; false when the most steps were not enough. */
    boolean run(int maxSteps) {
        while (steps < maxSteps) {
            steps++;
            halfDistances();
            Chunks.forEach(groups.length, KMeans.CHUNK, this::assign);
            if (!anyChanged()) {
                return true;
            }
            moveCentres();
        }
        return false;
    }

    double[] centres() {
        return centres;
    }

    int[] groups() {
        return groups;
    }

    int steps() {
        return steps;
    }

    private boolean anyChanged() {
        for (boolean one : changed) {
            if (one) {
                return true;
            }
        }
        return false;
    }

    private void halfDistances() {
        Points as = Points.wrap(centres, points.columns());
        for (int a = 0; a < k; a++) {
            double least = Double.POSITIVE_INFINITY;
            for (int b = 0; b < k; b++) {
                least = a == b ? least : Math.min(least, as.squaredDistance(a, centres, b));
            }
            half[a] = Math.sqrt(least) / 2;
        }
    }

    private void assign(int chunk, int from, int to) {
        double largest = 0;
        double second = 0;
        int farthest = -1;
        for (int c = 0; c < k; c++) {
            if (moved[c] > largest) {
                second = largest;
                largest = moved[c];
                farthest = c;
            } else {
                second = Math.max(second, moved[c]);
            }
        }
        double[] sum = sums[chunk];
        int[] count = counts[chunk];
        Arrays.fill(sum, 0);
        Arrays.fill(count, 0);
        boolean any = false;
        for (int i = from; i < to; i++) {
            int own = groups[i];
            if (own >= 0) {
                upper[i] += moved[own];
                lower[i] -= own == farthest ? second : largest;
            }
            if (own < 0 || !keeps(i, own)) {
                scan(i);
                any |= groups[i] != own;
            }
            points.addTo(i, sum, groups[i]);
            count[groups[i]]++;
        }
        changed[chunk] = any;
    }

    /** Whether the bounds show that the row's centre is still the nearest, by more than the margin. */
    private boolean keeps(int i, int own) {
        double bound = Math.max(half[own], lower[i]) - margin;
        if (upper[i] < bound) {
            return true;
        }
        upper[i] = Math.sqrt(points.squaredDistance(i, centres, own));
        return upper[i] < bound;
    }

    private void scan(int i) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        double next = Double.POSITIVE_INFINITY;
        for (int c = 0; c < k; c++) {
            double d = points.squaredDistance(i, centres, c);
            if (d < least) {
                next = least;
                least = d;
                nearest = c;
            } else if (d < next) {
                next = d;
            }
        }
        groups[i] = nearest;
        upper[i] = Math.sqrt(least);
        lower[i] = Math.sqrt(next);
    }

    private void moveCentres() {
        int columns = points.columns();
        double[] before = centres.clone();
        Arrays.fill(centres, 0);
        int[] count = new int[k];
        Set<Integer> taken = new HashSet<>();
        for (int chunk = 0; chunk < sums.length; chunk++) {
            for (int at = 0; at < centres.length; at++) {
                centres[at] += sums[chunk][at];
            }
            for (int c = 0; c < k; c++) {
                count[c] += counts[chunk][c];
            }
        }
        for (int at = 0; at < centres.length; at++) {
            // An empty group's place is set below.
            centres[at] = count[at / columns] == 0 ? before[at] : centres[at] / count[at / columns];
        }
        for (int c = 0; c < k; c++) {
            if (count[c] == 0) {
                System.arraycopy(points.row(farthestRow(count, taken)), 0, centres, c * columns, columns);
                count[c] = 1;
            }
        }
        Points as = Points.wrap(centres, columns);
        for (int c = 0; c < k; c++) {
            moved[c] = Math.sqrt(as.squaredDistance(c, before, c));
        }
    }

    /** The row farthest from its centre, in a group of more than one: the place for a centre that nobody is near. */
    private int farthestRow(int[] count, Set<Integer> taken) {
        int farthest = 0;
        double most = -1;
        for (int i = 0; i < groups.length; i++) {
            double d = points.squaredDistance(i, centres, groups[i]);
            if (d > most && count[groups[i]] > 1 && !taken.contains(i)) {
                most = d;
                farthest = i;
            }
        }
        count[groups[farthest]]--;
        taken.add(farthest);
        return farthest;
    }
}
