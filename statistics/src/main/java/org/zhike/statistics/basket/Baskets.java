package org.zhike.statistics.basket;

import java.util.Arrays;
import org.zhike.statistics.Require;

/**
 * Baskets of items that are numbered from 0 without large gaps. An item counts once in a basket, however often it was named;
 * a basket may be empty and still counts as a basket. Immutable; 4 bytes an entry.
 */
public final class Baskets {

    private final int[] starts;
    private final int[] items;
    private final int itemCount;

    private Baskets(int[] starts, int[] items, int itemCount) {
        this.starts = starts;
        this.items = items;
        this.itemCount = itemCount;
    }

    public static Baskets of(int[]... baskets) {
        Builder builder = new Builder();
        for (int[] basket : baskets) {
            builder.add(basket);
        }
        return builder.build();
    }

    /**
     * From one row per entry, in any order: what a table of order lines gives.
     *
     * @param baskets how many baskets there are, those without a row among them
     * @param basket the number of each row's basket, from 0
     * @param item the number of each row's item, from 0
     */
    public static Baskets ofPairs(int baskets, int[] basket, int[] item) {
        if (basket.length != item.length) {
            throw new IllegalArgumentException(basket.length + " baskets, but " + item.length + " items");
        }
        Require.atLeast(0, baskets, "the number of baskets");
        int[] ends = new int[baskets + 1];
        for (int b : basket) {
            if (b < 0 || b >= baskets) {
                throw new IllegalArgumentException("baskets run from 0 to " + (baskets - 1) + "; there is no " + b);
            }
            ends[b + 1]++;
        }
        Arrays.parallelPrefix(ends, Integer::sum);
        int[] sorted = new int[item.length];
        int[] next = ends.clone();
        for (int row = 0; row < item.length; row++) {
            sorted[next[basket[row]]++] = item[row];
        }
        Builder builder = new Builder();
        for (int b = 0; b < baskets; b++) {
            builder.add(sorted, ends[b], ends[b + 1]);
        }
        return builder.build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Takes baskets one after another. For one thread. */
    public static final class Builder {

        private int[] starts = new int[1024];
        private int[] items = new int[8192];
        private int size;
        private int used;
        private int itemCount;

        private Builder() {}

        public Builder add(int... basket) {
            return add(basket, 0, basket.length);
        }

        /** Takes the basket that stands in a part of an array. */
        public Builder add(int[] from, int start, int end) {
            int n = end - start;
            if (n > items.length - used) {
                items = Arrays.copyOf(items, Math.max(Math.addExact(used, n), grown(items.length)));
            }
            if (size + 1 == starts.length) {
                starts = Arrays.copyOf(starts, grown(starts.length));
            }
            System.arraycopy(from, start, items, used, n);
            Arrays.sort(items, used, used + n);
            if (n > 0) {
                Require.atLeast(0, items[used], "an item's number");
                itemCount = Math.max(itemCount, Math.addExact(items[used + n - 1], 1));
            }
            int kept = used;
            for (int i = used; i < used + n; i++) {
                if (i == used || items[i] != items[i - 1]) {
                    items[kept++] = items[i];
                }
            }
            used = kept;
            starts[++size] = used;
            return this;
        }

        private static int grown(int length) {
            return (int) Math.min(Integer.MAX_VALUE - 8L, 2L * length);
        }

        public Baskets build() {
            return new Baskets(Arrays.copyOf(starts, size + 1), Arrays.copyOf(items, used), itemCount);
        }
    }

    /** How many baskets there are, the empty ones among them. */
    public int size() {
        return starts.length - 1;
    }

    /** One more than the largest item's number. */
    public int itemCount() {
        return itemCount;
    }

    /** How many different items the baskets hold, added up. */
    public int entries() {
        return items.length;
    }

    /** The size of the largest basket; 0 when there is none. */
    public int largest() {
        int largest = 0;
        for (int b = 0; b < size(); b++) {
            largest = Math.max(largest, starts[b + 1] - starts[b]);
        }
        return largest;
    }

    /** The items of a basket, rising. */
    public int[] basket(int basket) {
        return Arrays.copyOfRange(items, starts[basket], starts[basket + 1]);
    }

    /** In how many baskets each item is. */
    public int[] counts() {
        int[] counts = new int[itemCount];
        for (int item : items) {
            counts[item]++;
        }
        return counts;
    }

    /** Returns how many baskets hold all of the items: looks at every basket. */
    public int count(int... wanted) {
        int count = 0;
        for (int b = 0; b < size(); b++) {
            boolean all = true;
            for (int item : wanted) {
                all &= Arrays.binarySearch(items, starts[b], starts[b + 1], item) >= 0;
            }
            count += all ? 1 : 0;
        }
        return count;
    }

    int start(int basket) {
        return starts[basket];
    }

    int item(int entry) {
        return items[entry];
    }
}
