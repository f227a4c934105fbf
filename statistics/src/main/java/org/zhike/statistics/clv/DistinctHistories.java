package org.zhike.statistics.clv;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The sufficient statistics of the purchase models: each history that occurs, and how many customers share it. A million
 * customers with daily dates share some tens of thousands; fitting and scoring cost by these. In the order of x, t_x, T, so
 * that the order of the customers changes nothing, not even the last digit. Immutable.
 */
public final class DistinctHistories {

    private final PurchaseHistories histories;
    private final int[] counts;
    private final int[] rowOfCustomer;

    private DistinctHistories(PurchaseHistories histories, int[] counts, int[] rowOfCustomer) {
        this.histories = histories;
        this.counts = counts;
        this.rowOfCustomer = rowOfCustomer;
    }

    static DistinctHistories of(PurchaseHistories all) {
        int n = all.size();
        var table = new Table(all, Math.max(16, n));
        int[] found = new int[n];
        for (int i = 0; i < n; i++) {
            found[i] = table.rowOf(i);
        }
        int rows = table.rows;
        long[] order = order(all, table.first, rows);
        int[] newRow = new int[rows];
        int[] frequencies = new int[rows];
        double[] agesAtLastPurchase = new double[rows];
        double[] ages = new double[rows];
        int[] counts = new int[rows];
        for (int row = 0; row < rows; row++) {
            int old = (int) order[row];
            int customer = table.first[old];
            newRow[old] = row;
            frequencies[row] = all.frequency(customer);
            agesAtLastPurchase[row] = all.ageAtLastPurchase(customer);
            ages[row] = all.age(customer);
            counts[row] = table.counts[old];
        }
        for (int i = 0; i < n; i++) {
            found[i] = newRow[found[i]];
        }
        return new DistinctHistories(PurchaseHistories.trusted(frequencies, agesAtLastPurchase, ages), counts, found);
    }

    /** The rows in the order of x, t_x, T. */
    private static long[] order(PurchaseHistories all, int[] first, int rows) {
        return IntStream.range(0, rows)
                .boxed()
                .parallel()
                .sorted((a, b) -> {
                    int i = first[a];
                    int j = first[b];
                    int byX = Integer.compare(all.frequency(i), all.frequency(j));
                    if (byX != 0) {
                        return byX;
                    }
                    int byLast = Double.compare(all.ageAtLastPurchase(i), all.ageAtLastPurchase(j));
                    return byLast != 0 ? byLast : Double.compare(all.age(i), all.age(j));
                })
                .mapToLong(Integer::longValue)
                .toArray();
    }

    /** The different histories. */
    public PurchaseHistories histories() {
        return histories;
    }

    /** How many there are. */
    public int size() {
        return counts.length;
    }

    /** How many customers have the history. */
    public int count(int row) {
        return counts[row];
    }

    public int customers() {
        return rowOfCustomer.length;
    }

    /** Which of the different histories a customer has. */
    public int rowOf(int customer) {
        return rowOfCustomer[customer];
    }

    /** Returns for each customer the value of the customer's history. */
    public double[] spread(double[] values) {
        if (values.length != counts.length) {
            throw new IllegalArgumentException(
                    "there must be a value for each of " + counts.length + " histories, not " + values.length);
        }
        double[] spread = new double[rowOfCustomer.length];
        Arrays.setAll(spread, i -> values[rowOfCustomer[i]]);
        return spread;
    }

    /** An open hash table from histories to rows, in the order of their first customers. */
    private static final class Table {

        private final PurchaseHistories all;
        private int[] slots;
        private final int[] first;
        private final int[] counts;
        private int rows;

        Table(PurchaseHistories all, int most) {
            this.all = all;
            slots = new int[1 << 12];
            Arrays.fill(slots, -1);
            first = new int[most];
            counts = new int[most];
        }

        int rowOf(int customer) {
            int slot = slotOf(customer);
            int row = slots[slot];
            if (row >= 0) {
                counts[row]++;
                return row;
            }
            row = rows++;
            slots[slot] = row;
            first[row] = customer;
            counts[row] = 1;
            if (2 * rows > slots.length) {
                grow();
            }
            return row;
        }

        /** The slot where the customer's history is, or belongs. */
        private int slotOf(int customer) {
            int mask = slots.length - 1;
            int slot = hash(customer) & mask;
            while (slots[slot] >= 0 && !same(first[slots[slot]], customer)) {
                slot = (slot + 1) & mask;
            }
            return slot;
        }

        private void grow() {
            slots = new int[4 * slots.length];
            Arrays.fill(slots, -1);
            for (int row = 0; row < rows; row++) {
                slots[slotOf(first[row])] = row;
            }
        }

        private boolean same(int i, int j) {
            return all.frequency(i) == all.frequency(j)
                    && all.ageAtLastPurchase(i) == all.ageAtLastPurchase(j)
                    && all.age(i) == all.age(j);
        }

        private int hash(int customer) {
            // + 0.0 makes one zero of the two.
            long hash = Double.doubleToLongBits(all.age(customer) + 0.0) * 0x9E3779B97F4A7C15L;
            hash = (hash ^ (hash >>> 32)) + Double.doubleToLongBits(all.ageAtLastPurchase(customer) + 0.0);
            hash = (hash * 0xD1B54A32D192ED03L) ^ (hash >>> 29);
            hash = (hash + all.frequency(customer)) * 0x9E3779B97F4A7C15L;
            return (int) (hash >>> 32);
        }
    }
}
