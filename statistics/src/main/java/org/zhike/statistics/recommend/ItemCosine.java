package org.zhike.statistics.recommend;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.zhike.statistics.Require;
import org.zhike.statistics.numeric.Chunks;

/**
 * Items whose buyers are the same people: the score is the sum of cosines between an item's buyers and those of each item
 * bought (Sarwar et al. 2001). Only the nearest items of each are kept, so memory is at most 12 · items · neighbours bytes.
 * Cost Σ (different items of a user)², on all cores. Immutable.
 */
public final class ItemCosine implements Recommender {

    private final int[][] neighbours;
    private final float[][] cosines;
    private final Popularity popularity;

    private ItemCosine(int[][] neighbours, float[][] cosines, Popularity popularity) {
        this.neighbours = neighbours;
        this.cosines = cosines;
        this.popularity = popularity;
    }

    /** @param neighbours how many items each one keeps, 50 to 200 as a rule */
    public static ItemCosine of(Purchases purchases, int neighbours) {
        Require.atLeast(1, neighbours, "neighbours");
        int[][] byUser = purchases.baskets();
        int[][] byItem = transposed(byUser, purchases.items());
        int[][] near = new int[purchases.items()][];
        float[][] cosines = new float[purchases.items()][];
        Chunks.forEach(near.length, 64, (chunk, from, to) -> {
            int[] together = new int[near.length];
            for (int i = from; i < to; i++) {
                int[] seen = new int[near.length];
                int count = 0;
                for (int user : byItem[i]) {
                    for (int j : byUser[user]) {
                        if (j != i && together[j]++ == 0) {
                            seen[count++] = j;
                        }
                    }
                }
                int[] found = Arrays.copyOf(seen, count);
                double[] values = new double[count];
                for (int s = 0; s < count; s++) {
                    values[s] = together[found[s]] / Math.sqrt((double) byItem[i].length * byItem[found[s]].length);
                    together[found[s]] = 0;
                }
                keep(found, values, neighbours, near, cosines, i);
            }
        });
        return new ItemCosine(near, cosines, Popularity.of(purchases));
    }

    private static void keep(int[] found, double[] values, int most, int[][] near, float[][] cosines, int item) {
        int[] order = IntStream.range(0, found.length)
                .boxed()
                .sorted((a, b) -> values[a] != values[b]
                        ? Double.compare(values[b], values[a])
                        : Integer.compare(found[a], found[b]))
                .limit(most)
                .mapToInt(Integer::intValue)
                .toArray();
        near[item] = new int[order.length];
        cosines[item] = new float[order.length];
        for (int s = 0; s < order.length; s++) {
            near[item][s] = found[order[s]];
            cosines[item][s] = (float) values[order[s]];
        }
    }

    static int[][] transposed(int[][] byUser, int items) {
        int[] counts = new int[items];
        for (int[] basket : byUser) {
            for (int item : basket) {
                counts[item]++;
            }
        }
        int[][] byItem = new int[items][];
        Arrays.setAll(byItem, item -> new int[counts[item]]);
        for (int u = byUser.length - 1; u >= 0; u--) {
            for (int item : byUser[u]) {
                byItem[item][--counts[item]] = u;
            }
        }
        return byItem;
    }

    @Override
    public int items() {
        return neighbours.length;
    }

    @Override
    public void score(History history, double[] scores) {
        if (history.size() == 0) {
            popularity.score(history, scores);
            return;
        }
        Arrays.fill(scores, 0);
        for (int i = 0; i < history.size(); i++) {
            int item = history.item(i);
            for (int s = 0; s < neighbours[item].length; s++) {
                scores[neighbours[item][s]] += cosines[item][s];
            }
        }
    }
}
