package org.zhike.statistics.numeric;

/** The order of the entries of an array, without objects. */
public final class Order {

    /** Runs this short are sorted by insertion. */
    private static final int RUN = 16;

    private Order() {}

    /**
     * Returns the indexes of the keys from the smallest key to the largest, equal ones in the order they came (merge sort);
     * NaN is not allowed. Cost n·log n, 8 n bytes.
     */
    public static int[] ascending(double[] keys) {
        int n = keys.length;
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        for (int start = 0; start < n; start += RUN) {
            insertionSort(keys, order, start, Math.min(n, start + RUN));
        }
        int[] other = new int[n];
        for (int width = RUN; width < n && width > 0; width *= 2) {
            for (int start = 0; start < n; start += 2 * width) {
                int middle = Math.min(n, start + width);
                merge(keys, order, start, middle, Math.min(n, middle + width), other);
            }
            int[] swap = order;
            order = other;
            other = swap;
        }
        return order;
    }

    private static void insertionSort(double[] keys, int[] order, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            int moved = order[i];
            int j = i;
            for (; j > from && keys[order[j - 1]] > keys[moved]; j--) {
                order[j] = order[j - 1];
            }
            order[j] = moved;
        }
    }

    private static void merge(double[] keys, int[] from, int start, int middle, int end, int[] into) {
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            if (left < middle && (right >= end || keys[from[left]] <= keys[from[right]])) {
                into[i] = from[left++];
            } else {
                into[i] = from[right++];
            }
        }
    }
}
