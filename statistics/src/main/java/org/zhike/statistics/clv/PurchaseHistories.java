package org.zhike.statistics.clv;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The histories of many customers, in columns. Immutable. */
public final class PurchaseHistories {

    private static final int CHUNK = 4096;

    private final int[] frequencies;
    private final double[] agesAtLastPurchase;
    private final double[] ages;

    private PurchaseHistories(int[] frequencies, double[] agesAtLastPurchase, double[] ages) {
        this.frequencies = frequencies;
        this.agesAtLastPurchase = agesAtLastPurchase;
        this.ages = ages;
    }

    /**
     * From x, t_x and T of each customer; the arrays are copied.
     *
     * @throws IllegalArgumentException naming the customer whose history is impossible
     */
    public static PurchaseHistories of(int[] frequencies, double[] agesAtLastPurchase, double[] ages) {
        if (frequencies.length != agesAtLastPurchase.length || frequencies.length != ages.length) {
            throw new IllegalArgumentException("there must be x, t_x and T of each customer, not " + frequencies.length
                    + ", " + agesAtLastPurchase.length + " and " + ages.length);
        }
        for (int i = 0; i < ages.length; i++) {
            try {
                new PurchaseHistory(frequencies[i], agesAtLastPurchase[i], ages[i]);
            } catch (IllegalArgumentException impossible) {
                throw new IllegalArgumentException("customer " + i + ": " + impossible.getMessage(), impossible);
            }
        }
        return new PurchaseHistories(frequencies.clone(), agesAtLastPurchase.clone(), ages.clone());
    }

    /** Of arrays that are right by construction and change no more. */
    static PurchaseHistories trusted(int[] frequencies, double[] agesAtLastPurchase, double[] ages) {
        return new PurchaseHistories(frequencies, agesAtLastPurchase, ages);
    }

    public int size() {
        return ages.length;
    }

    public int frequency(int customer) {
        return frequencies[customer];
    }

    public double ageAtLastPurchase(int customer) {
        return agesAtLastPurchase[customer];
    }

    public double age(int customer) {
        return ages[customer];
    }

    public PurchaseHistory history(int customer) {
        return new PurchaseHistory(frequencies[customer], agesAtLastPurchase[customer], ages[customer]);
    }

    public int repeatBuyers() {
        return (int) Arrays.stream(frequencies).filter(x -> x > 0).count();
    }

    /** All repeat purchases. */
    public long repeatPurchases() {
        return Arrays.stream(frequencies).asLongStream().sum();
    }

    /** The longest time that a customer was watched; 0 when there are none. */
    public double longestAge() {
        return Arrays.stream(ages).max().orElse(0);
    }

    /** Returns a number for each customer, in their order; both cores are used. */
    public double[] map(ToDoubleFunction<PurchaseHistory> function) {
        double[] values = new double[ages.length];
        IntStream.range(0, (values.length + CHUNK - 1) / CHUNK).parallel().forEach(chunk -> {
            int end = Math.min(values.length, (chunk + 1) * CHUNK);
            for (int i = chunk * CHUNK; i < end; i++) {
                values[i] = function.applyAsDouble(history(i));
            }
        });
        return values;
    }

    /** Returns the different histories; costs one pass. */
    public DistinctHistories distinct() {
        return DistinctHistories.of(this);
    }
}
