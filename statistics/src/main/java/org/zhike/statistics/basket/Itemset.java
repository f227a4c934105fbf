package org.zhike.statistics.basket;

import java.util.Arrays;

/** A set of items. Immutable. */
public final class Itemset {

    /** Rising. */
    private final int[] items;

    private Itemset(int[] items) {
        this.items = items;
    }

    /** The set of these items, each named once. */
    public static Itemset of(int... items) {
        int[] sorted = items.clone();
        Arrays.sort(sorted);
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                throw new IllegalArgumentException("item " + sorted[i] + " is named twice");
            }
        }
        return new Itemset(sorted);
    }

    public int size() {
        return items.length;
    }

    /** The item at a place, from 0; items rise. */
    public int item(int place) {
        return items[place];
    }

    public int[] items() {
        return items.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Itemset set && Arrays.equals(items, set.items);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(items);
    }

    @Override
    public String toString() {
        return Arrays.toString(items);
    }
}
