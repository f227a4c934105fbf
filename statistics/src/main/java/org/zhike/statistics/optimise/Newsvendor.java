package org.zhike.statistics.optimise;

import java.util.Arrays;
import org.zhike.statistics.Quantiles;
import org.zhike.statistics.Require;

/**
 * How much to buy once, for demand that is not known: the quantile of demand at the critical ratio, where one more piece gains
 * as much as it risks (Arrow, Harris and Marschak 1951).
 */
public final class Newsvendor {

    private Newsvendor() {}

    /**
     * Returns (price − cost) / (price − salvage).
     *
     * @param salvage what a piece left over still brings; negative when it costs to be rid of it
     * @throws IllegalArgumentException unless salvage &lt; cost &lt; price: else nothing or everything is best
     */
    public static double criticalRatio(double price, double cost, double salvage) {
        Require.finite(price, "price");
        Require.finite(cost, "cost");
        Require.finite(salvage, "salvage");
        if (!(salvage < cost && cost < price)) {
            throw new IllegalArgumentException(
                    "salvage < cost < price must hold, not " + salvage + " < " + cost + " < " + price);
        }
        return (price - cost) / (price - salvage);
    }

    /** Returns the best quantity for normal demand, at least 0. */
    public static double normal(double mean, double deviation, double ratio) {
        Require.finite(mean, "mean");
        Require.notNegative(deviation, "deviation");
        return Math.max(0, mean + Quantiles.normal(Require.level(ratio)) * deviation);
    }

    /** Returns the best quantity when demand will be one of these, each as likely as the others: the least at the ratio. */
    public static double sample(double[] demands, double ratio) {
        int n = (int) Require.atLeast(1, demands.length, "the number of demands");
        double[] sorted = demands.clone();
        for (double demand : sorted) {
            Require.notNegative(demand, "a demand");
        }
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(n * Require.level(ratio) - 1e-9);
        return sorted[Math.max(rank, 1) - 1];
    }

    /** Returns the expected profit of a quantity for normal demand. */
    public static double expectedProfit(
            double quantity, double mean, double deviation, double price, double cost, double salvage) {
        Require.notNegative(quantity, "quantity");
        Require.positive(deviation, "deviation");
        double shortage = deviation * Reorder.loss((quantity - mean) / deviation);
        double sold = mean - shortage;
        return price * sold + salvage * (quantity - sold) - cost * quantity;
    }
}
