package org.zhike.statistics.basket;

import java.util.Arrays;
import org.zhike.statistics.basket.ItemsetMiner.Kind;

/** Itemsets with the number of baskets that hold each. Immutable. */
public final class Itemsets {

    private final ItemsetMiner asked;
    private final boolean complete;
    private final int baskets;
    private final int largestBasket;
    private final int frequentItems;
    private final int[] starts;
    private final int[] items;
    private final int[] counts;

    /** Open addressing: one more than the number of a set, 0 for an empty slot. */
    private final int[] slots;

    private Itemsets(Collector from, boolean complete) {
        this.asked = from.asked;
        this.complete = complete;
        this.baskets = from.baskets;
        this.largestBasket = from.largestBasket;
        this.frequentItems = from.frequentItems;
        this.starts = Arrays.copyOf(from.starts, from.size + 1);
        this.items = Arrays.copyOf(from.items, starts[from.size]);
        this.counts = Arrays.copyOf(from.counts, from.size);
        this.slots = new int[Integer.highestOneBit(Math.max(1, Math.min(from.size, 1 << 28))) * 4];
        for (int k = 0; k < counts.length; k++) {
            int slot = (int) hash(items, starts[k], starts[k + 1], -1) & (slots.length - 1);
            while (slots[slot] != 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = k + 1;
        }
    }

    /** Keeps what a search shows. */
    static final class Collector implements ItemsetVisitor {

        private final ItemsetMiner asked;
        private final int baskets;
        private final int largestBasket;
        private final int frequentItems;
        private int[] starts = new int[1024];
        private int[] items = new int[4096];
        private int[] counts = new int[1024];
        private int size;

        Collector(ItemsetMiner asked, Baskets from) {
            this.asked = asked;
            this.baskets = from.size();
            this.largestBasket = from.largest();
            this.frequentItems = (int) Arrays.stream(from.counts())
                    .filter(count -> count >= asked.minCount())
                    .count();
        }

        @Override
        public void visit(int[] set, int length, int count) {
            if (size + 1 == starts.length) {
                starts = Arrays.copyOf(starts, 2 * size + 2);
                counts = Arrays.copyOf(counts, 2 * size + 2);
            }
            int at = starts[size];
            if (length > items.length - at) {
                items = Arrays.copyOf(items, (int)
                        Math.max(Math.addExact(at, length), Math.min(Integer.MAX_VALUE - 8L, 2L * at)));
            }
            System.arraycopy(set, 0, items, at, length);
            sort(items, at, at + length);
            counts[size++] = count;
            starts[size] = at + length;
        }

        /** Most sets are so short that anything cleverer takes longer. */
        private static void sort(int[] items, int from, int to) {
            if (to - from > 32) {
                Arrays.sort(items, from, to);
                return;
            }
            for (int i = from + 1; i < to; i++) {
                int moved = items[i];
                int j = i;
                for (; j > from && items[j - 1] > moved; j--) {
                    items[j] = items[j - 1];
                }
                items[j] = moved;
            }
        }

        Itemsets done(boolean complete) {
            return new Itemsets(this, complete);
        }
    }

    /** How many sets there are; the other methods take a number from 0 to this, excluded. */
    public int size() {
        return counts.length;
    }

    public Itemset set(int number) {
        return Itemset.of(Arrays.copyOfRange(items, starts[number], starts[number + 1]));
    }

    /** How many items a set has. */
    public int length(int number) {
        return starts[number + 1] - starts[number];
    }

    /** The item of a set at a place from 0; items rise. */
    public int item(int number, int place) {
        return items[starts[number] + place];
    }

    /** In how many baskets all items of the set are. */
    public int countOf(int number) {
        return counts[number];
    }

    /** The share of all baskets. */
    public double supportOf(int number) {
        return (double) counts[number] / baskets;
    }

    /** Returns in how many baskets all of these are; 0 when this set was not found. */
    public int count(int... set) {
        int[] sorted = set.clone();
        Arrays.sort(sorted);
        int number = find(sorted, 0, sorted.length, -1);
        return number < 0 ? 0 : counts[number];
    }

    /** How many baskets were searched, the empty ones among them. */
    public int baskets() {
        return baskets;
    }

    /** What was searched for. */
    public ItemsetMiner asked() {
        return asked;
    }

    /** False when the limit ended the search. */
    public boolean isComplete() {
        return complete;
    }

    /** How many single items are frequent. */
    public int frequentItems() {
        return frequentItems;
    }

    /** The most items that a set could have, whatever is together: by the largest basket and what was asked. */
    int possibleLength() {
        return Math.min(largestBasket, asked.largest());
    }

    boolean isAll() {
        return asked.kind() == Kind.ALL;
    }

    /** The number of the set that another one is without the item at a place; -1 when it was not found. */
    int without(int number, int place) {
        return find(items, starts[number], starts[number + 1], starts[number] + place);
    }

    /** The number of a sorted set given as a part of an array, less one entry; -1 when it was not found. */
    private int find(int[] from, int start, int end, int left) {
        int slot = (int) hash(from, start, end, left) & (slots.length - 1);
        while (slots[slot] != 0) {
            if (equal(slots[slot] - 1, from, start, end, left)) {
                return slots[slot] - 1;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return -1;
    }

    private boolean equal(int number, int[] from, int start, int end, int left) {
        int at = starts[number];
        int stop = starts[number + 1];
        for (int i = start; i < end; i++) {
            if (i == left) {
                continue;
            }
            if (at == stop || items[at] != from[i]) {
                return false;
            }
            at++;
        }
        return at == stop;
    }

    /** The same for any order of the items: a sum of mixed numbers. */
    private static long hash(int[] from, int start, int end, int left) {
        long sum = 0;
        for (int i = start; i < end; i++) {
            if (i != left) {
                long z = (from[i] + 1) * 0x9E3779B97F4A7C15L;
                z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
                z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
                sum += z ^ (z >>> 31);
            }
        }
        return sum ^ (sum >>> 32);
    }
}
