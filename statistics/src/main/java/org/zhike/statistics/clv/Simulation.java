package org.zhike.statistics.clv;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.zhike.statistics.Require;

/** Made-up customers who behave as a model says: to check fits, to plan samples, to measure speed. Same seed, same customers. */
public final class Simulation {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private Simulation() {}

    /**
     * Draws one customer of a model for each age, observed to the last moment. Both cores are used.
     *
     * @param ages T of each, not negative
     */
    public static PurchaseHistories histories(PurchaseModel model, double[] ages, long seed) {
        int[] frequencies = new int[ages.length];
        double[] lasts = new double[ages.length];
        for (double age : ages) {
            Require.notNegative(age, "an age");
        }
        IntStream.range(0, ages.length).parallel().forEach(i -> {
            double[] times = purchases(model, ages[i], seed, i);
            frequencies[i] = times.length;
            lasts[i] = times.length == 0 ? 0 : times[times.length - 1];
        });
        return PurchaseHistories.of(frequencies, lasts, ages);
    }

    /**
     * Draws the days on which customers of a model buy.
     *
     * @param firstDays the day of each customer's first purchase
     * @param lastDay nothing later is drawn; no first day may be later
     * @param daysPerPeriod days in the model's unit of time
     */
    public static PurchaseLog log(PurchaseModel model, int[] firstDays, int lastDay, double daysPerPeriod, long seed) {
        return transactions(model, firstDays, lastDay, daysPerPeriod, seed).log();
    }

    /** Draws like {@link #log}, but row by row, as a shop's book has it. */
    public static Transactions transactions(
            PurchaseModel model, int[] firstDays, int lastDay, double daysPerPeriod, long seed) {
        Require.positive(daysPerPeriod, "daysPerPeriod");
        int[][] daysOf = new int[firstDays.length][];
        IntStream.range(0, firstDays.length).parallel().forEach(i -> {
            Require.atLeast(firstDays[i], lastDay, "lastDay");
            double[] times = purchases(model, ((double) lastDay - firstDays[i] + 1) / daysPerPeriod, seed, i);
            int[] days = new int[times.length + 1];
            days[0] = firstDays[i];
            for (int k = 0; k < times.length; k++) {
                days[k + 1] = Math.min(lastDay, firstDays[i] + (int) (times[k] * daysPerPeriod));
            }
            daysOf[i] = days;
        });
        int rows = 0;
        for (int[] days : daysOf) {
            rows = Math.addExact(rows, days.length);
        }
        int[] customers = new int[rows];
        int[] days = new int[rows];
        int row = 0;
        for (int i = 0; i < daysOf.length; i++) {
            for (int day : daysOf[i]) {
                customers[row] = i;
                days[row++] = day;
            }
        }
        return new Transactions(customers, days);
    }

    /** Draws the mean values of customers who bought so often; 0 for those who never did. */
    public static double[] meanValues(GammaGamma model, int[] purchases, long seed) {
        double[] means = new double[purchases.length];
        IntStream.range(0, means.length).parallel().forEach(i -> {
            if (purchases[i] > 0) {
                var random = randomOf(seed, i);
                double rate = Draw.gamma(random, model.q()) / model.v();
                means[i] = Draw.gamma(random, model.p() * purchases[i]) / rate / purchases[i];
            }
        });
        return means;
    }

    private static double[] purchases(PurchaseModel model, double until, long seed, int customer) {
        var random = randomOf(seed, customer);
        return model.drawCustomer(random).purchases(until, random);
    }

    /** A source of its own for each customer, so that they can be drawn in any order. */
    private static SplittableRandom randomOf(long seed, int customer) {
        long mixed = (seed + 1) * GOLDEN_GAMMA ^ (customer + 1L) * 0xD1B54A32D192ED03L;
        return new SplittableRandom(mixed ^ mixed >>> 31);
    }

    /** Purchases row by row. Immutable. */
    public static final class Transactions {

        private final int[] customers;
        private final int[] days;

        private Transactions(int[] customers, int[] days) {
            this.customers = customers;
            this.days = days;
        }

        public int[] customers() {
            return customers.clone();
        }

        public int[] days() {
            return days.clone();
        }

        public PurchaseLog log() {
            return PurchaseLog.of(customers, days);
        }
    }
}
