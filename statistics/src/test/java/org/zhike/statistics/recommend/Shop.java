package org.zhike.statistics.recommend;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A made-up shop whose customers each keep to one of five shelves of twenty items, with now and then a popular item. */
final class Shop {

    static final int SHELVES = 5;
    static final int SHELF = 20;

    private Shop() {}

    static Purchases of(int users, int baskets, long seed) {
        var random = new SplittableRandom(seed);
        List<long[]> lines = new ArrayList<>();
        for (int u = 0; u < users; u++) {
            int shelf = u % SHELVES;
            for (int b = 0; b < baskets; b++) {
                long day = b * 10L + random.nextInt(9);
                for (int i = 0; i < 4; i++) {
                    int item = random.nextInt(5) == 0
                            ? SHELVES * SHELF + random.nextInt(5)
                            : shelf * SHELF + random.nextInt(SHELF);
                    lines.add(new long[] {u, item, day});
                }
            }
        }
        return Purchases.of(
                column(lines, 0),
                column(lines, 1),
                lines.stream().mapToLong(line -> line[2]).toArray());
    }

    private static int[] column(List<long[]> lines, int at) {
        return lines.stream().mapToInt(line -> (int) line[at]).toArray();
    }
}
