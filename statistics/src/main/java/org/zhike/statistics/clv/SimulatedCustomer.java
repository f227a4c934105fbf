package org.zhike.statistics.clv;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.zhike.statistics.Require;

/**
 * One customer's nature, drawn from a model.
 *
 * @param rate purchases in a unit of time while a customer
 * @param stopChance the chance to stop after each repeat purchase
 * @param lifetime time from the first purchase after which the customer stops anyway; may be infinite
 */
public record SimulatedCustomer(double rate, double stopChance, double lifetime) {

    /** The most purchases that are drawn of a customer: far more than any shop has seen. */
    private static final int MOST = 1_000_000;

    /** Draws the times of the repeat purchases, from the first purchase on, rising. */
    public double[] purchases(double until, RandomGenerator random) {
        Require.notNegative(until, "until");
        double end = Math.min(until, lifetime);
        double[] times = new double[8];
        int n = 0;
        double time = Draw.exponential(random) / rate;
        while (time <= end && n < MOST) {
            if (n == times.length) {
                times = Arrays.copyOf(times, 2 * n);
            }
            times[n++] = time;
            if (random.nextDouble() < stopChance) {
                break;
            }
            time += Draw.exponential(random) / rate;
        }
        return Arrays.copyOf(times, n);
    }
}
