package org.zhike.statistics.clv;

import java.util.Map;
import java.util.TreeMap;
import org.zhike.statistics.Require;

/**
 * All customers' repeat purchases period by period since the first customer came, as they were and as a model expects them: a
 * look at whether the model holds, inside and beyond its data (Fader, Hardie and Lee 2005, figures 3 and 4). Immutable.
 *
 * <p>A customer's purchases are expected by the time since the first purchase, and nothing else that is known of the customer.
 */
public final class Tracking {

    private final double[] actual;
    private final double[] expected;

    private Tracking(double[] actual, double[] expected) {
        this.actual = actual;
        this.expected = expected;
    }

    /**
     * Follows the customers of a base over so many periods from their first day, which may go on after the end of observation.
     * Costs by different first days, not by customers.
     */
    public static Tracking of(PurchaseModel model, CustomerBase base, int periods) {
        Require.atLeast(1, periods, "periods");
        Map<Integer, Integer> starts = new TreeMap<>();
        for (int i = 0; i < base.size(); i++) {
            starts.merge(base.firstDay(i), 1, Integer::sum);
        }
        double[] actual = new double[periods];
        double[] expected = new double[periods];
        if (!starts.isEmpty()) {
            long origin = starts.keySet().iterator().next();
            count(base, origin, actual);
            for (int i = 0; i < periods; i++) {
                double end = (i + 1) * base.daysPerPeriod();
                for (Map.Entry<Integer, Integer> start : starts.entrySet()) {
                    double time = (end - (start.getKey() - origin)) / base.daysPerPeriod();
                    expected[i] += time > 0 ? start.getValue() * model.expectedPurchases(time) : 0;
                }
            }
        }
        return new Tracking(actual, expected);
    }

    private static void count(CustomerBase base, long origin, double[] actual) {
        for (int i = 0; i < base.size(); i++) {
            int c = base.number(i);
            for (int k = 1; k < base.log().purchases(c); k++) {
                double period = Math.floor((base.log().day(c, k) - origin) / base.daysPerPeriod());
                if (period < actual.length) {
                    actual[(int) period]++;
                }
            }
        }
        for (int i = 1; i < actual.length; i++) {
            actual[i] += actual[i - 1];
        }
    }

    public int periods() {
        return actual.length;
    }

    /** Repeat purchases before the end of a period, from 1; the end is the beginning of the following day. */
    public double actualUntil(int period) {
        return actual[period - 1];
    }

    public double expectedUntil(int period) {
        return expected[period - 1];
    }

    /** Repeat purchases within a period, from 1. */
    public double actualIn(int period) {
        return period == 1 ? actual[0] : actual[period - 1] - actual[period - 2];
    }

    public double expectedIn(int period) {
        return period == 1 ? expected[0] : expected[period - 1] - expected[period - 2];
    }

    /** Returns the mean of |expected / actual − 1| of the sums until each period from one to the last; periods without any are left out. */
    public double meanAbsoluteError(int fromPeriod) {
        double sum = 0;
        int n = 0;
        for (int period = (int) Require.atLeast(1, fromPeriod, "fromPeriod"); period <= periods(); period++) {
            if (actualUntil(period) > 0) {
                sum += Math.abs(expectedUntil(period) / actualUntil(period) - 1);
                n++;
            }
        }
        return n == 0 ? 0 : sum / n;
    }
}
