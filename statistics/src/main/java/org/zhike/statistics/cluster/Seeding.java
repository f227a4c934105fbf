package org.zhike.statistics.cluster;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.zhike.statistics.numeric.Chunks;

/** Where k-means starts. */
final class Seeding {

    private Seeding() {}

    /** How many different rows there are, counted up to {@code enough}. */
    static int differentRows(Points points, int enough) {
        Set<Row> seen = new HashSet<>();
        for (int i = 0; i < points.rows() && seen.size() < enough; i++) {
            seen.add(new Row(points, i));
        }
        return seen.size();
    }

    /** A row by its values; −0 equals 0. */
    private record Row(Points points, int row) {

        @Override
        public boolean equals(Object other) {
            if (!(other instanceof Row that)) {
                return false;
            }
            for (int j = 0; j < points.columns(); j++) {
                if (points.at(row, j) != that.points.at(that.row, j)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public int hashCode() {
            int hash = 1;
            for (int j = 0; j < points.columns(); j++) {
                hash = 31 * hash + Double.hashCode(points.at(row, j) + 0.0);
            }
            return hash;
        }
    }

    /**
     * Greedy k-means++ (Arthur and Vassilvitskii 2007, section 7): rows far from the centres so far are likelier to be the
     * next; of 2 + ln k candidates the one that lowers the inertia most is taken.
     */
    static double[] plusPlus(Points points, int k, SplittableRandom random) {
        int n = points.rows();
        int columns = points.columns();
        int candidates = 2 + (int) Math.log(k);
        double[] centres = new double[k * columns];
        double[] nearest = new double[n];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        int next = random.nextInt(n);
        double[] chunkSums = new double[Chunks.count(n, KMeans.CHUNK)];
        for (int c = 0; c < k; c++) {
            System.arraycopy(points.row(next), 0, centres, c * columns, columns);
            approach(points, centres, c, nearest, chunkSums);
            double best = Double.POSITIVE_INFINITY;
            for (int t = 0; t < candidates && c + 1 < k; t++) {
                int candidate = draw(nearest, chunkSums, random);
                double inertia = inertiaWith(points, points.row(candidate), nearest);
                if (inertia < best) {
                    best = inertia;
                    next = candidate;
                }
            }
        }
        return centres;
    }

    private static void approach(Points points, double[] centres, int c, double[] nearest, double[] chunkSums) {
        Chunks.forEach(nearest.length, KMeans.CHUNK, (chunk, from, to) -> {
            double sum = 0;
            for (int i = from; i < to; i++) {
                nearest[i] = Math.min(nearest[i], points.squaredDistance(i, centres, c));
                sum += nearest[i];
            }
            chunkSums[chunk] = sum;
        });
    }

    private static double inertiaWith(Points points, double[] centre, double[] nearest) {
        return Chunks.sum(nearest.length, KMeans.CHUNK, (from, to) -> {
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += Math.min(nearest[i], points.squaredDistance(i, centre, 0));
            }
            return sum;
        });
    }

    /** A row drawn with chance proportional to its squared distance; a row at distance 0 only when all are. */
    private static int draw(double[] nearest, double[] chunkSums, SplittableRandom random) {
        double total = 0;
        for (double sum : chunkSums) {
            total += sum;
        }
        double left = random.nextDouble() * total;
        int chunk = 0;
        while (chunk < chunkSums.length - 1 && left >= chunkSums[chunk]) {
            left -= chunkSums[chunk++];
        }
        int last = Math.min(nearest.length, (chunk + 1) * KMeans.CHUNK) - 1;
        int found = random.nextInt(nearest.length);
        for (int i = chunk * KMeans.CHUNK; i <= last; i++) {
            if (nearest[i] > 0) {
                found = i;
                left -= nearest[i];
                if (left < 0) {
                    break;
                }
            }
        }
        return found;
    }
}
