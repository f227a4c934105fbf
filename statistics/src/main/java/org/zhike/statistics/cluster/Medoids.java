package org.zhike.statistics.cluster;

import java.util.Arrays;
import org.zhike.statistics.numeric.Chunks;

/**
 * Groups around typical rows: every row belongs to the nearest medoid, and the sum of dissimilarities is small (Kaufman and
 * Rousseeuw 1990). Works on any {@link Dissimilarity}. Group 0 is the largest. Immutable.
 */
public final class Medoids {

    private final int[] medoids;
    private final Grouping grouping;
    private final double loss;

    private Medoids(int[] medoids, Grouping grouping, double loss) {
        this.medoids = medoids;
        this.grouping = grouping;
        this.loss = loss;
    }

    static Medoids of(Dissimilarity distance, int[] medoids) {
        int[] groups = new int[distance.rows()];
        double loss = Chunks.sum(groups.length, 1024, (from, to) -> {
            double sum = 0;
            for (int i = from; i < to; i++) {
                double least = Double.POSITIVE_INFINITY;
                for (int g = 0; g < medoids.length; g++) {
                    double d = distance.between(i, medoids[g]);
                    // A medoid stays in its own group even when another lies at distance 0.
                    if (d < least || medoids[g] == i) {
                        least = d;
                        groups[i] = g;
                    }
                    if (medoids[g] == i) {
                        break;
                    }
                }
                sum += least;
            }
            return sum;
        });
        int[] order = KMeans.bySize(groups, medoids.length);
        int[] place = new int[order.length];
        for (int g = 0; g < order.length; g++) {
            place[order[g]] = g;
        }
        return new Medoids(
                Arrays.stream(order).map(g -> medoids[g]).toArray(),
                Grouping.of(Arrays.stream(groups).map(g -> place[g]).toArray()),
                loss);
    }

    public int k() {
        return medoids.length;
    }

    /** The row that stands for a group. */
    public int medoid(int group) {
        return medoids[group];
    }

    public Grouping grouping() {
        return grouping;
    }

    /** The sum of dissimilarities of the rows to their medoids: what the search makes small. */
    public double loss() {
        return loss;
    }
}
