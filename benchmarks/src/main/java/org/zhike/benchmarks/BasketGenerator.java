package org.zhike.benchmarks;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.zhike.statistics.basket.Baskets;

/**
 * Baskets like a shop's: sizes with a long tail, items by Zipf's law, and groups of items that are bought together, each with a
 * popularity of its own and seldom complete (after Agrawal and Srikant 1994, 2.4.3).
 */
final class BasketGenerator {

    private static final int GROUPS = 3000;
    private static final double ZIPF = 0.7;

    /** What nearly everybody buys: the shares of the baskets that hold the first items. */
    private static final double[] STAPLES = {0.55, 0.45, 0.17, 0.16, 0.15};

    /** The share of a basket that comes from groups. */
    private static final double GROUPED = 0.2;

    private final SplittableRandom random;
    private final double[] itemShares;
    private final double[] groupShares;
    private final int[][] groups = new int[GROUPS][];
    private final double[] kept = new double[GROUPS];

    BasketGenerator(int items, long seed) {
        random = new SplittableRandom(seed);
        itemShares = zipf(items, ZIPF);
        groupShares = zipf(GROUPS, 0.7);
        for (int g = 0; g < GROUPS; g++) {
            int[] group = new int[2 + poisson(2.5)];
            for (int i = 0; i < group.length; i++) {
                group[i] = item();
            }
            groups[g] = group;
            kept[g] = 0.4 + 0.5 * random.nextDouble();
        }
    }

    Baskets baskets(int count) {
        Baskets.Builder builder = Baskets.builder();
        int[] basket = new int[512];
        for (int b = 0; b < count; b++) {
            // Geometric times: mean about ten, some above fifty, as in a supermarket.
            int size = 1 + (int) Math.min(200, -8.5 * Math.log(1 - random.nextDouble()));
            int used = 0;
            for (int item = 0; item < STAPLES.length; item++) {
                if (random.nextDouble() < STAPLES[item]) {
                    basket[used++] = item;
                }
            }
            while (used < size) {
                if (random.nextDouble() < GROUPED) {
                    int g = draw(groupShares);
                    for (int item : groups[g]) {
                        if (random.nextDouble() < kept[g] && used < basket.length) {
                            basket[used++] = item;
                        }
                    }
                } else {
                    basket[used++] = item();
                }
            }
            builder.add(basket, 0, used);
        }
        return builder.build();
    }

    private int item() {
        return draw(itemShares);
    }

    private int draw(double[] cumulated) {
        int found = Arrays.binarySearch(cumulated, random.nextDouble());
        return Math.min(cumulated.length - 1, found >= 0 ? found : -found - 1);
    }

    private int poisson(double mean) {
        int n = -1;
        for (double product = 1; product > Math.exp(-mean); product *= random.nextDouble()) {
            n++;
        }
        return n;
    }

    private static double[] zipf(int n, double exponent) {
        double[] cumulated = new double[n];
        double sum = 0;
        for (int k = 0; k < n; k++) {
            sum += Math.pow(k + 1.0, -exponent);
            cumulated[k] = sum;
        }
        for (int k = 0; k < n; k++) {
            cumulated[k] /= sum;
        }
        return cumulated;
    }
}
