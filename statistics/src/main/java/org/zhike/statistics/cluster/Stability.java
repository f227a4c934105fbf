package org.zhike.statistics.cluster;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Require;

/**
 * Whether the same groups come again when customers are drawn anew (Hennig 2007, Cluster-wise assessment of cluster
 * stability): bootstrap samples are grouped, and each group's most similar new one is looked up. More than
 * {@link #MOST_ROWS} rows are drawn that many at a time.
 *
 * @param adjustedRand the mean adjusted Rand index between the groups and those made again, near 1 when stable
 * @param leastJaccard the mean Jaccard similarity of the least stable group; below 0.6 it should not be named
 */
public record Stability(double adjustedRand, double leastJaccard) {

    static final int MOST_ROWS = 10_000;

    private static final int RESTARTS = 3;

    /** @param samples how many bootstrap samples; 20 to 50 */
    public static Stability of(Points points, KMeans groups, int samples, long seed) {
        Require.atLeast(2, samples, "samples");
        long[] seeds = new SplittableRandom(seed).longs(samples).toArray();
        double[][] jaccards = new double[samples][];
        double[] rands = new double[samples];
        IntStream.range(0, samples).parallel().forEach(b -> {
            int[] drawn = new SplittableRandom(seeds[b])
                    .ints(Math.min(points.rows(), MOST_ROWS), 0, points.rows())
                    .sorted()
                    .toArray();
            Points sample = points.select(drawn);
            KMeans again = switch (new KMeansFitter(groups.k(), RESTARTS, 300, seeds[b]).fit(sample)) {
                case FitOutcome.Converged<KMeans>(KMeans model, int steps) -> model;
                case FitOutcome.NotConverged<KMeans>(KMeans last, int steps, String why) -> last;
                // So few different rows that some were not drawn: as unstable as can be.
                case FitOutcome.TooLittleData<KMeans> little -> null;
            };
            jaccards[b] = new double[groups.k()];
            if (again == null) {
                return;
            }
            int[] once = Arrays.stream(drawn).distinct().toArray();
            Grouping before = Grouping.of(Silhouette.Samples.dense(once, groups.grouping()));
            Grouping after = denseOf(again.assign(points.select(once)));
            rands[b] = Agreement.adjustedRand(before, after);
            double[] best = Agreement.bestJaccard(before, after);
            int[] present = Arrays.stream(once)
                    .map(groups.grouping()::group)
                    .distinct()
                    .sorted()
                    .toArray();
            for (int g = 0; g < present.length; g++) {
                jaccards[b][present[g]] = best[g];
            }
        });
        double least = IntStream.range(0, groups.k())
                .mapToDouble(g ->
                        Arrays.stream(jaccards).mapToDouble(j -> j[g]).average().orElse(0))
                .min()
                .orElse(0);
        return new Stability(Arrays.stream(rands).average().orElse(0), least);
    }

    private static Grouping denseOf(int[] groups) {
        int[] levels = Arrays.stream(groups).distinct().sorted().toArray();
        return Grouping.of(
                Arrays.stream(groups).map(g -> Arrays.binarySearch(levels, g)).toArray());
    }
}
