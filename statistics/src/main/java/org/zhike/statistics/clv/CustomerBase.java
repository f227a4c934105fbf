package org.zhike.statistics.clv;

import java.util.Arrays;
import org.zhike.statistics.Require;

/**
 * The customers who had bought by the end of a day, with their histories until then; later purchases are kept apart, to
 * compare them with what was expected. Immutable.
 */
public final class CustomerBase {

    private final PurchaseLog log;
    private final int lastDay;
    private final double daysPerPeriod;
    private final int[] numbers;
    private final PurchaseHistories histories;
    private final double[] meanRepeatValues;

    private CustomerBase(
            PurchaseLog log,
            int lastDay,
            double daysPerPeriod,
            int[] numbers,
            PurchaseHistories histories,
            double[] meanRepeatValues) {
        this.log = log;
        this.lastDay = lastDay;
        this.daysPerPeriod = daysPerPeriod;
        this.numbers = numbers;
        this.histories = histories;
        this.meanRepeatValues = meanRepeatValues;
    }

    static CustomerBase of(PurchaseLog log, int lastDay, double daysPerPeriod) {
        Require.positive(daysPerPeriod, "daysPerPeriod");
        int n = 0;
        int[] numbers = new int[log.customers()];
        for (int c = 0; c < numbers.length; c++) {
            if (log.purchases(c) > 0 && log.day(c, 0) <= lastDay) {
                numbers[n++] = c;
            }
        }
        int[] frequencies = new int[n];
        double[] agesAtLastPurchase = new double[n];
        double[] ages = new double[n];
        double[] meanRepeatValues = new double[n];
        for (int i = 0; i < n; i++) {
            int c = numbers[i];
            int last = 0;
            double value = 0;
            while (last + 1 < log.purchases(c) && log.day(c, last + 1) <= lastDay) {
                value += log.amount(c, ++last);
            }
            // As long: days of different centuries do not overflow.
            long first = log.day(c, 0);
            frequencies[i] = last;
            agesAtLastPurchase[i] = (log.day(c, last) - first) / daysPerPeriod;
            ages[i] = (lastDay - first) / daysPerPeriod;
            meanRepeatValues[i] = last == 0 ? 0 : value / last;
        }
        return new CustomerBase(
                log,
                lastDay,
                daysPerPeriod,
                Arrays.copyOf(numbers, n),
                PurchaseHistories.trusted(frequencies, agesAtLastPurchase, ages),
                meanRepeatValues);
    }

    public int size() {
        return numbers.length;
    }

    /** The number of a customer in the log. */
    public int number(int customer) {
        return numbers[customer];
    }

    public int firstDay(int customer) {
        return log.day(numbers[customer], 0);
    }

    /** The last day of observation. */
    public int lastDay() {
        return lastDay;
    }

    public double daysPerPeriod() {
        return daysPerPeriod;
    }

    public PurchaseHistories histories() {
        return histories;
    }

    /** How many repeat purchases each customer made. */
    public int[] frequencies() {
        int[] frequencies = new int[size()];
        Arrays.setAll(frequencies, histories::frequency);
        return frequencies;
    }

    /** What a repeat purchase of each customer was worth on average; 0 for customers without. */
    public double[] meanRepeatValues() {
        return meanRepeatValues.clone();
    }

    /** What a purchase of each customer was worth on average, the first one included. */
    public double[] meanValues() {
        double[] means = new double[size()];
        for (int i = 0; i < means.length; i++) {
            int purchases = histories.frequency(i) + 1;
            for (int k = 0; k < purchases; k++) {
                means[i] += log.amount(numbers[i], k) / purchases;
            }
        }
        return means;
    }

    /** Customers who bought for the first time only after the end of observation. */
    public int laterCustomers() {
        int later = 0;
        for (int c = 0; c < log.customers(); c++) {
            later += log.purchases(c) > 0 && log.day(c, 0) > lastDay ? 1 : 0;
        }
        return later;
    }

    /** The last day on which anyone is known to have bought, observed or later; the end of observation when there is none later. */
    public int lastKnownDay() {
        int last = lastDay;
        for (int c = 0; c < log.customers(); c++) {
            if (log.purchases(c) > 0) {
                last = Math.max(last, log.day(c, log.purchases(c) - 1));
            }
        }
        return last;
    }

    /** How often each customer bought after the end of observation, up to a day. */
    public double[] laterPurchases(int untilDay) {
        return later(untilDay, false);
    }

    /** For how much each customer bought after the end of observation, up to a day. */
    public double[] laterValues(int untilDay) {
        return later(untilDay, true);
    }

    private double[] later(int untilDay, boolean valued) {
        double[] later = new double[size()];
        for (int i = 0; i < later.length; i++) {
            int c = numbers[i];
            for (int k = histories.frequency(i) + 1; k < log.purchases(c) && log.day(c, k) <= untilDay; k++) {
                later[i] += valued ? log.amount(c, k) : 1;
            }
        }
        return later;
    }

    /** The log that this is of. */
    PurchaseLog log() {
        return log;
    }
}
