package org.zhike.statistics.churn;

import java.util.Arrays;

/** Orders of rows by a value, without boxing. */
final class Order {

    private Order() {}

    /** The row numbers by rising value, equal values by row; no NaN. */
    static int[] ascending(double[] values) {
        // The rank of the value above, the row below: one primitive sort orders both.
        double[] sorted = values.clone();
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] += 0.0; // −0 and 0 are one value
        }
        Arrays.parallelSort(sorted);
        long[] keys = new long[values.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = ((long) firstAtLeast(sorted, values[i]) << 32) | i;
        }
        Arrays.parallelSort(keys);
        int[] order = new int[keys.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = (int) keys[i];
        }
        return order;
    }

    /** The row numbers by falling value, equal values by row. */
    static int[] descending(double[] values) {
        double[] negated = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            negated[i] = -values[i];
        }
        return ascending(negated);
    }

    /** The first place in a rising array with at least this value. */
    static int firstAtLeast(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
