package org.zhike.statistics.clv;

import java.util.random.RandomGenerator;
import org.zhike.statistics.Require;

/**
 * How customers buy while they are customers, and how they silently stop. What is said of a customer holds in expectation over
 * all customers with the same history.
 */
public sealed interface PurchaseModel permits BgNbd, ParetoNbd {

    /** Returns the logarithm of the probability density of a history. */
    double logLikelihood(PurchaseHistory history);

    /** Returns the chance, 0 to 1, that the customer has not stopped for good. */
    double probabilityAlive(PurchaseHistory history);

    /**
     * Returns the purchases to expect within a time from the end of observation.
     *
     * @param horizon not negative
     */
    double expectedPurchases(PurchaseHistory history, double horizon);

    /**
     * Returns the repeat purchases to expect of a new customer within a time from the first purchase: the tracking curve.
     *
     * @param time not negative
     */
    double expectedPurchases(double time);

    /** Draws a customer, whose purchases can then be drawn. */
    SimulatedCustomer drawCustomer(RandomGenerator random);

    /** Returns the chance of being alive of each customer; both cores are used. */
    default double[] probabilityAlive(PurchaseHistories histories) {
        return histories.map(this::probabilityAlive);
    }

    /** Returns the purchases to expect of each customer; both cores are used. */
    default double[] expectedPurchases(PurchaseHistories histories, double horizon) {
        Require.notNegative(horizon, "horizon");
        return histories.map(history -> expectedPurchases(history, horizon));
    }

    /** Returns the purchases to expect of each customer, those of later periods counting less; both cores are used. */
    default double[] expectedPurchases(PurchaseHistories histories, double horizon, Discount discount) {
        Require.notNegative(horizon, "horizon");
        return histories.map(history -> discount.present(horizon, time -> expectedPurchases(history, time)));
    }
}
