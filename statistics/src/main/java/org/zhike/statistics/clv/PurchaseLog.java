package org.zhike.statistics.clv;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.zhike.statistics.Require;

/**
 * The days on which each customer bought, and for how much. Purchases of a customer on one day are one purchase, worth their
 * sum: the models know no ties. Immutable; costs a sort by customer and day.
 */
public final class PurchaseLog {

    private final int customers;

    /** Where each customer's days begin; one more at the end. */
    private final int[] starts;

    private final int[] ends;
    private final int[] days;
    private final double[] amounts;
    private final boolean valued;

    private PurchaseLog(int customers, int[] starts, int[] ends, int[] days, double[] amounts, boolean valued) {
        this.customers = customers;
        this.starts = starts;
        this.ends = ends;
        this.days = days;
        this.amounts = amounts;
        this.valued = valued;
    }

    /** From purchases in any order, without their amounts. */
    public static PurchaseLog of(int[] customers, int[] days) {
        return of(customers, days, new double[0], false);
    }

    /**
     * From purchases in any order.
     *
     * @param customers their numbers from 0, as dense as possible: memory follows the largest
     * @param days in any count of days, such as that of {@link java.time.LocalDate#toEpochDay}
     * @param amounts not negative: what comes back is no purchase and must be left out before. A purchase of 0 is one.
     */
    public static PurchaseLog of(int[] customers, int[] days, double[] amounts) {
        if (amounts.length != days.length) {
            throw new IllegalArgumentException(
                    "there must be an amount for each of " + days.length + " purchases, not " + amounts.length);
        }
        for (double amount : amounts) {
            Require.notNegative(amount, "an amount");
        }
        return of(customers, days, amounts, true);
    }

    private static PurchaseLog of(int[] customers, int[] days, double[] amounts, boolean valued) {
        if (customers.length != days.length) {
            throw new IllegalArgumentException(
                    "there must be a day for each of " + customers.length + " purchases, not " + days.length);
        }
        int largest = -1;
        for (int customer : customers) {
            Require.atLeast(0, customer, "a customer's number");
            largest = Math.max(largest, customer);
        }
        int[] starts = new int[largest + 2];
        for (int customer : customers) {
            starts[customer + 1]++;
        }
        for (int c = 0; c <= largest; c++) {
            starts[c + 1] += starts[c];
        }
        int[] next = Arrays.copyOf(starts, largest + 1);
        // Day and place in one number: sorted by day, and the amount is found again.
        long[] keys = new long[days.length];
        for (int i = 0; i < days.length; i++) {
            keys[next[customers[i]]++] = (long) days[i] << 32 | i;
        }
        int[] ends = new int[largest + 1];
        int[] merged = new int[days.length];
        double[] sums = new double[valued ? days.length : 0];
        IntStream.rangeClosed(0, largest).parallel().forEach(c -> {
            Arrays.sort(keys, starts[c], starts[c + 1]);
            int end = starts[c];
            for (int at = starts[c]; at < starts[c + 1]; at++) {
                int day = (int) (keys[at] >> 32);
                if (end == starts[c] || merged[end - 1] != day) {
                    merged[end++] = day;
                }
                if (valued) {
                    sums[end - 1] += amounts[(int) keys[at]];
                }
            }
            ends[c] = end;
        });
        return new PurchaseLog(largest + 1, starts, ends, merged, sums, valued);
    }

    /** One more than the largest number of a customer. */
    public int customers() {
        return customers;
    }

    /** How many days a customer bought on; 0 for a number that does not occur. */
    public int purchases(int customer) {
        return ends[customer] - starts[customer];
    }

    /** The day of a customer's purchase; the first has number 0. */
    public int day(int customer, int purchase) {
        return days[starts[customer] + purchase];
    }

    /** What a customer bought for on that day; 0 when there are no amounts. */
    public double amount(int customer, int purchase) {
        return valued ? amounts[starts[customer] + purchase] : 0;
    }

    public boolean hasAmounts() {
        return valued;
    }

    /** Returns what was known at the end of a day. */
    public CustomerBase until(int lastDay, double daysPerPeriod) {
        return CustomerBase.of(this, lastDay, daysPerPeriod);
    }
}
