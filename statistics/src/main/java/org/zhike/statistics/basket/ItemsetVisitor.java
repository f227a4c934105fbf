package org.zhike.statistics.basket;

/** Sees each frequent itemset once. Called by one thread at a time, in an order that depends on the baskets alone. */
@FunctionalInterface
public interface ItemsetVisitor {

    /**
     * @param items the set's items in no particular order, then anything; only for the time of the call
     * @param size how many items of the array belong to the set, at least one
     * @param count how many baskets hold all of them
     */
    void visit(int[] items, int size, int count);
}
