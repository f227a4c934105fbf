package org.zhike.statistics.clv;

import static java.lang.Math.log1p;
import static java.lang.Math.min;
import static java.lang.Math.pow;

import java.util.function.DoubleUnaryOperator;
import org.zhike.statistics.Require;

/**
 * What later money is worth today: what comes in during a period counts as if it came at its end.
 *
 * @param rate of a period, such as 0.01 a month; 0 for none
 * @param period its length in the unit of time of the histories, such as 4.345 weeks a month
 */
public record Discount(double rate, double period) {

    /** Weeks of a month, as the usual programs count. */
    public static final double WEEKS_PER_MONTH = 4.345;

    public Discount {
        Require.notNegative(rate, "rate");
        Require.positive(period, "period");
    }

    public static Discount none() {
        return new Discount(0, 1);
    }

    /** Of a month, where time is in weeks. */
    public static Discount monthlyInWeeks(double rate) {
        return new Discount(rate, WEEKS_PER_MONTH);
    }

    /** Returns the rate δ at which value fades continuously: what {@link ParetoNbd#discountedPurchases} takes. */
    public double continuous() {
        return log1p(rate) / period;
    }

    /**
     * Returns the present value of what has come in until a horizon. A last period that the horizon cuts ends there.
     *
     * @param until what has come in by a time; rising
     */
    public double present(double horizon, DoubleUnaryOperator until) {
        if (rate == 0) {
            return until.applyAsDouble(horizon);
        }
        double value = 0;
        double before = 0;
        double start = 0;
        for (int i = 1; start < horizon; i++) {
            // A horizon of whole periods, up to rounding, has no sliver at its end.
            double end = i * period * (1 + 1e-12) >= horizon ? horizon : i * period;
            double now = until.applyAsDouble(end);
            value += (now - before) * pow(1 + rate, -min(i, end / period));
            before = now;
            start = end;
        }
        return value;
    }
}
