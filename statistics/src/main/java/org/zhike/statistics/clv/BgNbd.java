package org.zhike.statistics.clv;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.log1p;
import static java.lang.Math.max;

import java.util.random.RandomGenerator;
import org.zhike.statistics.Require;

/**
 * Customers who buy at a rate of their own and may stop right after each repeat purchase: BG/NBD (Fader, Hardie and Lee 2005,
 * "Counting your customers" the easy way). Someone who has not bought again cannot have stopped; where that is not
 * believable, take {@link ParetoNbd}.
 *
 * @param r shape of the gamma distribution of purchase rates
 * @param alpha its rate, in units of time: r / α purchases a unit on average
 * @param a first parameter of the beta distribution of the chance to stop
 * @param b second one: a / (a + b) on average
 */
public record BgNbd(double r, double alpha, double a, double b) implements PurchaseModel {

    public BgNbd {
        Require.positive(r, "r");
        Require.positive(alpha, "alpha");
        Require.positive(a, "a");
        Require.positive(b, "b");
    }

    /** Returns ln of equation 6. */
    @Override
    public double logLikelihood(PurchaseHistory history) {
        int x = history.frequency();
        double counts = Special.logRising(r, x) + Special.logRising(b, x) - Special.logRising(a + b, x);
        double alive = -(r + x) * log1p(history.age() / alpha);
        if (x == 0) {
            return alive;
        }
        double stopped = -(r + x) * log1p(history.ageAtLastPurchase() / alpha) + log(a / (b + x - 1));
        return counts - x * log(alpha) + logOfSum(alive, stopped);
    }

    static double logOfSum(double logA, double logB) {
        double larger = max(logA, logB);
        return larger + log1p(exp(-Math.abs(logA - logB)));
    }

    /** Returns P(alive | x, t_x, T), Fader, Hardie and Lee (2008), "Computing P(alive)"; 1 when x is 0. */
    @Override
    public double probabilityAlive(PurchaseHistory history) {
        int x = history.frequency();
        if (x == 0) {
            return 1;
        }
        double logOdds =
                (r + x) * log((alpha + history.age()) / (alpha + history.ageAtLastPurchase())) + log(a / (b + x - 1));
        return 1 / (1 + exp(logOdds));
    }

    /** Returns E(Y(t) | x, t_x, T), equation 10. */
    @Override
    public double expectedPurchases(PurchaseHistory history, double horizon) {
        int x = history.frequency();
        double rho = Require.notNegative(horizon, "horizon") / (alpha + history.age());
        return probabilityAlive(history) * Special.purchasesUntilDropout(r + x, a, b + x, rho);
    }

    /** Returns E(X(t)), equation 9. */
    @Override
    public double expectedPurchases(double time) {
        return Special.purchasesUntilDropout(r, a, b, Require.notNegative(time, "time") / alpha);
    }

    @Override
    public SimulatedCustomer drawCustomer(RandomGenerator random) {
        double rate = Draw.gamma(random, r) / alpha;
        double stop = Draw.beta(random, a, b);
        return new SimulatedCustomer(rate, stop, Double.POSITIVE_INFINITY);
    }
}
