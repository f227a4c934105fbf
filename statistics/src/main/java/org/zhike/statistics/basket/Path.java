package org.zhike.statistics.basket;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The set that a search stands at, and where it goes when it is one of those wanted. For one thread. */
final class Path {

    private int[] items = new int[64];
    private int size;
    private Delivery.@Nullable Found found;

    void startTask(Delivery.Found task) {
        found = task;
        size = 0;
    }

    int size() {
        return size;
    }

    void push(int item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, 2 * size);
        }
        items[size++] = item;
    }

    void backTo(int earlierSize) {
        size = earlierSize;
    }

    void emit(int count) {
        if (found == null) {
            throw new IllegalStateException("no task was started");
        }
        found.add(items, size, count);
    }
}
