package org.zhike.statistics.clv;

import static java.lang.Math.hypot;

import org.zhike.statistics.Quantiles;
import org.zhike.statistics.Require;
import org.zhike.statistics.interval.Interval;

/**
 * What each customer of a base is worth within a horizon: discounted purchases to come × value of a purchase × margin. Purchases
 * are computed once for each different history. Immutable.
 */
public final class Valuation {

    private final double[] values;
    private final double[] worth;
    private final double[] margins;
    private final double total;
    private final double totalMargin;
    private final double level;

    private Valuation(
            double[] values, double[] worth, double[] margins, double total, double totalMargin, double level) {
        this.values = values;
        this.worth = worth;
        this.margins = margins;
        this.total = total;
        this.totalMargin = totalMargin;
        this.level = level;
    }

    /**
     * Values customers.
     *
     * @param histories the different histories of the base
     * @param margin the share of a purchase's value that is kept, positive
     * @param level of the intervals, such as 0.95
     * @throws IllegalArgumentException when the values of all customers have no mean: q is at most 1
     */
    public static <M extends PurchaseModel> Valuation of(
            Fitted<M> purchases,
            Fitted<GammaGamma> spend,
            CustomerBase base,
            DistinctHistories histories,
            double horizon,
            Discount discount,
            double margin,
            double level) {
        Require.positive(margin, "margin");
        Require.finite(spend.model().meanValue(), "the mean value of all customers");
        int[] frequencies = base.frequencies();
        double[] means = base.meanRepeatValues();
        double[] values = spend.model().expectedValues(frequencies, means);
        double[] perHistory = purchases.model().expectedPurchases(histories.histories(), horizon, discount);
        double[] discounted = histories.spread(perHistory);

        // What the last place of each array of derivatives holds: the sum over all customers.
        double[] weights = new double[histories.size()];
        for (int i = 0; i < values.length; i++) {
            weights[histories.rowOf(i)] += values[i];
        }
        double[] ofPurchases = purchases.standardErrors(
                model -> withSum(model.expectedPurchases(histories.histories(), horizon, discount), weights));
        double[] ofSpend = spend.standardErrors(model -> withSum(model.expectedValues(frequencies, means), discounted));

        double[] worth = new double[values.length];
        double[] margins = new double[values.length];
        double scale = Quantiles.criticalZ(level) * margin;
        double total = 0;
        for (int i = 0; i < worth.length; i++) {
            worth[i] = margin * discounted[i] * values[i];
            margins[i] = scale * hypot(ofPurchases[histories.rowOf(i)] * values[i], ofSpend[i] * discounted[i]);
            total += worth[i];
        }
        double totalMargin = scale * hypot(ofPurchases[histories.size()], ofSpend[worth.length]);
        return new Valuation(values, worth, margins, total, totalMargin, level);
    }

    private static double[] withSum(double[] values, double[] weights) {
        double[] longer = java.util.Arrays.copyOf(values, values.length + 1);
        for (int i = 0; i < values.length; i++) {
            longer[values.length] += values[i] * weights[i];
        }
        return longer;
    }

    /** The value to expect of each customer's purchases, without margin. */
    public double[] valuesPerPurchase() {
        return values.clone();
    }

    /** What a customer is worth: the expectation over all customers with this history. */
    public double worth(int customer) {
        return worth[customer];
    }

    /**
     * How sure the expectation is: by the errors of both fits alone. What a single customer really brings strays much further.
     * From 0 to infinity when the data do not determine a fit.
     */
    public Interval interval(int customer) {
        return Fitted.around(worth[customer], margins[customer], true, level);
    }

    /** What all customers are worth together. */
    public double total() {
        return total;
    }

    /** How sure the sum's expectation is, by the errors of both fits. */
    public Interval totalInterval() {
        return Fitted.around(total, totalMargin, true, level);
    }
}
