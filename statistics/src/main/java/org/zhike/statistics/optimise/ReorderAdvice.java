package org.zhike.statistics.optimise;

import org.zhike.statistics.Require;

/**
 * When to order again.
 *
 * @param reorderPoint the stock, on hand and on order, at which to order
 * @param expectedDemand of the lead time
 * @param safetyStock the reorder point less the expected demand; negative for service levels below what the mean gives
 * @param serviceLevel the probability that the stock lasts until the order arrives
 * @param expectedShortage the demand of a lead time that is expected to find no stock
 */
public record ReorderAdvice(
        double reorderPoint, double expectedDemand, double safetyStock, double serviceLevel, double expectedShortage) {

    /**
     * Returns the share of all demand that is served from stock when orders have a size: 1 − expected shortage / size, at
     * least 0.
     */
    public double fillRate(double orderSize) {
        return Math.max(0, 1 - expectedShortage / Require.positive(orderSize, "orderSize"));
    }
}
