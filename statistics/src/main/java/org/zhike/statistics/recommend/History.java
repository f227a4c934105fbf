package org.zhike.statistics.recommend;

import java.util.Arrays;

/** What one customer has bought, seen at one time: all that a {@link Recommender} knows of the person. Immutable. */
public final class History {

    private final int[] items;
    private final int[] counts;

    /** How many of the customer's baskets came after the item's last one. */
    private final int[] basketsAgo;

    private final long now;

    private History(int[] items, int[] counts, int[] basketsAgo, long now) {
        this.items = items;
        this.counts = counts;
        this.basketsAgo = basketsAgo;
        this.now = now;
    }

    /** Someone who has bought nothing yet. */
    public static History none(long now) {
        return new History(new int[0], new int[0], new int[0], now);
    }

    static History of(Purchases purchases, int from, int to, long now) {
        int[] items = new int[to - from];
        int[] order = new int[to - from];
        int basket = 0;
        for (int p = from; p < to; p++) {
            basket += p > from && purchases.time(p) != purchases.time(p - 1) ? 1 : 0;
            items[p - from] = purchases.item(p);
            order[p - from] = basket;
        }
        int[] different = Arrays.stream(items).sorted().distinct().toArray();
        int[] counts = new int[different.length];
        int[] ago = new int[different.length];
        for (int i = 0; i < items.length; i++) {
            int at = Arrays.binarySearch(different, items[i]);
            counts[at]++;
            ago[at] = basket - order[i];
        }
        return new History(different, counts, ago, now);
    }

    /** How many different items there are; the other methods take an index from 0 to this, excluded. */
    public int size() {
        return items.length;
    }

    /** An item; they rise with the index. */
    public int item(int index) {
        return items[index];
    }

    /** In how many baskets the item was. */
    public int count(int index) {
        return counts[index];
    }

    /** How many later baskets the customer has; 0 for what was in the last one. */
    public int basketsAgo(int index) {
        return basketsAgo[index];
    }

    public boolean has(int item) {
        return Arrays.binarySearch(items, item) >= 0;
    }

    /** The time at which offers are wanted. */
    public long now() {
        return now;
    }
}
