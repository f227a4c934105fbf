package org.zhike.packs;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Things to draw from, each with probability proportional to its weight. Immutable. */
final class Choices<T> {

    private final List<T> items;
    private final double[] sums;

    Choices(List<T> items, ToDoubleFunction<T> weight) {
        this.items = List.copyOf(items);
        sums = new double[items.size()];
        double sum = 0;
        for (int i = 0; i < sums.length; i++) {
            sum += weight.applyAsDouble(items.get(i));
            sums[i] = sum;
        }
    }

    List<T> items() {
        return items;
    }

    T pick(Dice dice) {
        int found = Arrays.binarySearch(sums, dice.unit() * sums[sums.length - 1]);
        return items.get(found >= 0 ? Math.min(found + 1, sums.length - 1) : -found - 1);
    }
}
