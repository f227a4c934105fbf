package org.zhike.statistics.clv;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.log1p;
import static java.lang.Math.min;

/**
 * The part of the Pareto/NBD likelihood of customers who stopped between their last purchase and the end of observation,
 *
 * <pre>s ∫ from t_x to T of (1 + τ/α)^−(r + x) · (1 + τ/β)^−(s + 1) dτ / β,</pre>
 *
 * with its derivatives. This integral is the difference A₀ of two ₂F₁ in Fader and Hardie (2005) by Euler's representation: all
 * of it is positive, so that nothing cancels. It is computed relative to its start, so that nothing overflows, over
 * y = ln((c + τ)/(c + t_x)) with c the smaller of α and β, in panels across which the integrand falls by e^8 at most. Costs one
 * to five panels of 16 points. For one thread.
 */
final class ParetoDropout {

    /** A panel falls by e to the minus this at most. */
    private static final double FALL = 8;

    /** Singularities lie at Im y = ±π; half of this must be well within. */
    private static final double WIDEST = 1.5;

    private final double r;
    private final double alpha;
    private final double s;
    private final double beta;

    private double logValue;
    private double byR;
    private double byAlpha;
    private double byS;
    private double byBeta;

    ParetoDropout(double r, double alpha, double s, double beta) {
        this.r = r;
        this.alpha = alpha;
        this.s = s;
        this.beta = beta;
    }

    /** Returns the logarithm; negative infinity when t_x is T. */
    static double logStopped(ParetoNbd model, PurchaseHistory history) {
        var dropout = new ParetoDropout(model.r(), model.alpha(), model.s(), model.beta());
        dropout.integrate(history.frequency(), history.ageAtLastPurchase(), history.age());
        return dropout.logValue;
    }

    double logValue() {
        return logValue;
    }

    double byR() {
        return byR;
    }

    double byAlpha() {
        return byAlpha;
    }

    double byS() {
        return byS;
    }

    double byBeta() {
        return byBeta;
    }

    /** Computes the logarithm and its derivatives by r, ln α, s and ln β; derivatives are 0 when t_x is T. */
    void integrate(int x, double tx, double end) {
        double purchases = r + x;
        double stopping = s + 1;
        double c = min(alpha, beta);
        boolean alphaFirst = alpha <= beta;
        double start = c + tx;
        double other = alphaFirst ? beta : alpha;
        double otherStart = other + tx;
        double length = log1p((end - tx) / start);
        byR = byAlpha = byS = byBeta = 0;
        if (length == 0) {
            logValue = Double.NEGATIVE_INFINITY;
            return;
        }
        double nearPower = alphaFirst ? purchases : stopping;
        double farPower = alphaFirst ? stopping : purchases;
        double share = start / otherStart;

        double sum = 0;
        double near = 0;
        double far = 0;
        double nearInverse = 0;
        double farInverse = 0;
        double low = 0;
        while (low < length) {
            double width = min(WIDEST, length - low);
            width = min(width, FALL / fall(low, nearPower, farPower, share));
            width = min(width, FALL / fall(low + width, nearPower, farPower, share));
            double half = width / 2;
            double before = sum;
            for (int i = 0; i < Panels.NODES; i++) {
                double y = low + half * (1 + Panels.NODE[i]);
                double grown = exp(y);
                // (other + τ)/(other + t_x), where c + τ is start·e^y.
                double ratio = 1 + share * (grown - 1);
                double logRatio = log(ratio);
                double weight = half * Panels.WEIGHT[i] * exp(y - nearPower * y - farPower * logRatio);
                sum += weight;
                near += weight * y;
                far += weight * logRatio;
                nearInverse += weight / grown;
                farInverse += weight / ratio;
            }
            if (sum - before < 1e-18 * sum) {
                break;
            }
            low += width;
        }
        double logA = log1p(tx / alpha);
        double logB = log1p(tx / beta);
        logValue = log(s / beta * start * sum) - purchases * logA - stopping * logB;
        byR = -logA - (alphaFirst ? near : far) / sum;
        byS = 1 / s - logB - (alphaFirst ? far : near) / sum;
        double inverseA = alphaFirst ? nearInverse / start : farInverse / otherStart;
        double inverseB = alphaFirst ? farInverse / otherStart : nearInverse / start;
        // (1 + τ/α)^−n = α^n (α + τ)^−n, by ln α: n − n·α/(α + τ).
        byAlpha = purchases - purchases * alpha * inverseA / sum;
        byBeta = s - stopping * beta * inverseB / sum;
    }

    /** A bound of how fast the logarithm of the integrand changes at y; grows with y. */
    private static double fall(double y, double nearPower, double farPower, double share) {
        double grown = exp(y);
        return nearPower + 1 + farPower * share * grown / (1 + share * (grown - 1));
    }
}
