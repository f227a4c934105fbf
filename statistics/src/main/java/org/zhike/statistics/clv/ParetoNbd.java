package org.zhike.statistics.clv;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.log1p;

import java.util.random.RandomGenerator;
import org.zhike.statistics.Require;

/**
 * Customers who buy at a rate of their own and may stop at any time: Pareto/NBD (Schmittlein, Morrison and Colombo 1987; Fader
 * and Hardie 2005, "A note on deriving the Pareto/NBD model").
 *
 * <p>The two Gauss hypergeometric functions of the published likelihood, which cancel for customers who bought just now and
 * overflow for frequent ones, are the two ends of one integral; {@link ParetoDropout} computes that.
 *
 * @param r shape of the gamma distribution of purchase rates
 * @param alpha its rate, in units of time: r / α purchases a unit on average
 * @param s shape of the gamma distribution of stopping rates
 * @param beta its rate, in units of time
 */
public record ParetoNbd(double r, double alpha, double s, double beta) implements PurchaseModel {

    public ParetoNbd {
        Require.positive(r, "r");
        Require.positive(alpha, "alpha");
        Require.positive(s, "s");
        Require.positive(beta, "beta");
    }

    @Override
    public double logLikelihood(PurchaseHistory history) {
        int x = history.frequency();
        double alive = logAlive(history);
        double stopped = ParetoDropout.logStopped(this, history);
        return Special.logRising(r, x) - x * log(alpha) + BgNbd.logOfSum(alive, stopped);
    }

    /** The logarithm of (α/(α + T))^(r + x) · (β/(β + T))^s. */
    private double logAlive(PurchaseHistory history) {
        return -(r + history.frequency()) * log1p(history.age() / alpha) - s * log1p(history.age() / beta);
    }

    @Override
    public double probabilityAlive(PurchaseHistory history) {
        return 1 / (1 + exp(ParetoDropout.logStopped(this, history) - logAlive(history)));
    }

    /** Returns E(Y(t) | x, t_x, T), equation 41 of the note; s = 1 is no pole. */
    @Override
    public double expectedPurchases(PurchaseHistory history, double horizon) {
        double activeTime = activeTime(beta + history.age(), Require.notNegative(horizon, "horizon"));
        return probabilityAlive(history) * rate(history) * activeTime;
    }

    /** Returns E(X(t)), equation 23. */
    @Override
    public double expectedPurchases(double time) {
        return r / alpha * activeTime(beta, Require.notNegative(time, "time"));
    }

    /** The time within the horizon before stopping, of those who have not stopped yet, when rates are Gamma(s, known). */
    private double activeTime(double known, double horizon) {
        return known * -Special.expm1Over(s - 1, -log1p(horizon / known));
    }

    private double rate(PurchaseHistory history) {
        return (r + history.frequency()) / (alpha + history.age());
    }

    /**
     * Returns the discounted number of all purchases to come, DERT (Fader, Hardie and Lee 2005, "RFM and CLV", equation 2).
     *
     * @param delta the continuous rate of discount in a unit of time, positive; see {@link Discount#continuous}
     */
    public double discountedPurchases(PurchaseHistory history, double delta) {
        double known = beta + history.age();
        double time = known * Special.discountedTime(s, Require.positive(delta, "delta") * known);
        return probabilityAlive(history) * rate(history) * time;
    }

    /** Returns {@link #discountedPurchases(PurchaseHistory, double)} of each customer; both cores are used. */
    public double[] discountedPurchases(PurchaseHistories histories, double delta) {
        Require.positive(delta, "delta");
        return histories.map(history -> discountedPurchases(history, delta));
    }

    @Override
    public SimulatedCustomer drawCustomer(RandomGenerator random) {
        double rate = Draw.gamma(random, r) / alpha;
        double stoppingRate = Draw.gamma(random, s) / beta;
        return new SimulatedCustomer(rate, 0, Draw.exponential(random) / stoppingRate);
    }
}
