package org.zhike.statistics.clv;

import org.zhike.statistics.Require;

/** The forecast that a model must beat: customers go on as they did. */
public final class NaiveRate {

    private NaiveRate() {}

    /** Returns x / T · horizon for each customer; 0 for customers who came only now. */
    public static double[] expectedPurchases(PurchaseHistories histories, double horizon) {
        Require.notNegative(horizon, "horizon");
        return histories.map(history -> history.age() == 0 ? 0 : history.frequency() / history.age() * horizon);
    }
}
