package org.zhike.statistics.clv;

import static java.lang.Math.abs;
import static java.lang.Math.exp;
import static java.lang.Math.expm1;
import static java.lang.Math.log;
import static java.lang.Math.log1p;
import static java.lang.Math.max;
import static java.lang.Math.min;
import static java.lang.Math.sqrt;

import org.hipparchus.special.Gamma;

/** The special functions of the purchase models, each on a scale on which it neither overflows nor cancels. */
final class Special {

    /** Up to so many factors a rising factorial is a plain product: exact, and as fast as two gamma functions. */
    private static final int FACTORS = 64;

    /** From here on the difference of two logarithms of gamma functions loses digits. */
    private static final double LARGE = 1e3;

    /** Beyond this the series of the dropout integral takes hundreds of terms. */
    private static final double SERIES_Z = 0.95;

    /** A power of the series that still leaves room for its sum. */
    private static final double OVERFLOW = 300;

    /** Below e to the minus this nothing is left of a double. */
    private static final double NOTHING = 45;

    private Special() {}

    /** Returns ln Γ(z + n) − ln Γ(z), for z &gt; 0. */
    static double logRising(double z, int n) {
        if (n > FACTORS) {
            return logGammaRise(z, n);
        }
        double product = 1;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            product *= z + i;
            if ((i & 7) == 7) {
                sum += log(product);
                product = 1;
            }
        }
        return sum + log(product);
    }

    /** Returns ψ(z + n) − ψ(z), the derivative of {@link #logRising} by z. */
    static double digammaRise(double z, int n) {
        if (n > FACTORS) {
            return digammaRise(z, (double) n);
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += 1 / (z + i);
        }
        return sum;
    }

    /** Returns ln Γ(z + y) − ln Γ(z), for z &gt; 0 and y ≥ 0; for large z by the difference of Stirling's series. */
    static double logGammaRise(double z, double y) {
        if (z < LARGE) {
            return Gamma.logGamma(z + y) - Gamma.logGamma(z);
        }
        double end = z + y;
        double series = stirling(end) - stirling(z);
        return (z - 0.5) * log1p(y / z) + y * (log(end) - 1) + series;
    }

    private static double stirling(double z) {
        return (1.0 / 12 - 1 / (360 * z * z)) / z;
    }

    /** Returns ψ(z) for z &gt; 0, to rounding: the asymptotic series from 12 on. The usual library's stops at ten digits. */
    static double digamma(double z) {
        double below = 0;
        double x = z;
        while (x < 12) {
            below += 1 / x;
            x++;
        }
        double u = 1 / (x * x);
        double series = u
                * (1.0 / 12
                        - u * (1.0 / 120 - u * (1.0 / 252 - u * (1.0 / 240 - u * (1.0 / 132 - u * (691.0 / 32760))))));
        return log(x) - 0.5 / x - series - below;
    }

    /** Returns ψ(z + y) − ψ(z), the derivative of {@link #logGammaRise} by z. */
    static double digammaRise(double z, double y) {
        if (z < LARGE) {
            return digamma(z + y) - digamma(z);
        }
        double end = z + y;
        double inverse = 1 / end;
        double inverseStart = 1 / z;
        return log1p(y / z) + y / 2 * inverse * inverseStart - (inverse * inverse - inverseStart * inverseStart) / 12;
    }

    /** Returns (e^(power·exponent) − 1) / power, which is the exponent where the power is 0. */
    static double expm1Over(double power, double exponent) {
        return power == 0 ? exponent : expm1(power * exponent) / power;
    }

    /**
     * Returns ∫₀¹ (1 − (1 + ρp)^−n) / p · Beta(p; a, d) dp: the purchases to come of a customer who buys at a rate of
     * Gamma(n, 1/ρ) and drops out after each with chance p. It is what stands before P(alive) in equation 10 of Fader, Hardie
     * and Lee (2005),
     *
     * <pre>c/(a − 1) · (1 − (1 − z)^n · ₂F₁(n, d; c; z)),   c = a + d − 1,   z = ρ/(1 + ρ),</pre>
     *
     * by Euler's transformation to ₂F₁(a − 1, c − n; c; z), of which the first term is split off: a = 1 is no pole, and n and
     * d may be large. Where the series would be long or its terms alternate, the integral itself is computed.
     */
    static double purchasesUntilDropout(double n, double a, double d, double rho) {
        double z = rho / (1 + rho);
        double upper = a + d - 1 - n;
        if (z > SERIES_Z || upper < -3 || a + d <= 1 || (a - 1) * log1p(rho) > OVERFLOW) {
            return dropoutIntegral(n, a, d, rho);
        }
        double logRest = -log1p(rho);
        double power = a - 1;
        double c = a + d - 1;
        double term = upper / c * z;
        double sum = term;
        for (int k = 1; abs(term) > 1e-17 * abs(sum); k++) {
            term *= (power + k) * (upper + k) / ((c + k) * (k + 1)) * z;
            sum += term;
        }
        return c * (-expm1Over(power, logRest) - exp(power * logRest) * sum);
    }

    /** The same as an integral over y = ln(p / (1 − p)), by panels as wide as the integrand allows, and its two constant ends. */
    static double dropoutIntegral(double n, double a, double d, double rho) {
        double logBeta = Gamma.logGamma(a) + Gamma.logGamma(d) - Gamma.logGamma(a + d);
        double centre = log(a / d);
        double spread = sqrt(1 / a + 1 / d);
        // Below, (1 − (1 + ρp)^−n)/p is nρ; above, it is its value at 1.
        double lowest = -NOTHING - max(0, log1p(n * rho));
        double low = max(lowest, min(centre, 0) - NOTHING / a - 10 * spread);
        double high = min(NOTHING, max(centre, 0) + NOTHING / d + 10 * spread);
        double width = min(1, 3 * spread);
        double sum = Panels.integrate(low, high, width, y -> {
            double logP = -softplus(-y);
            double logQ = -softplus(y);
            double purchases = -expm1(-n * log1p(rho * exp(logP)));
            return purchases * exp((a - 1) * logP + d * logQ - logBeta);
        });
        if (low == lowest) {
            sum += exp(log(n) + log(rho) + a * low - logBeta) / a;
        }
        if (high == NOTHING) {
            sum += -expm1(-n * log1p(rho)) * exp(-d * high - logBeta) / d;
        }
        return sum;
    }

    /** Returns ln(1 + e^y). */
    private static double softplus(double y) {
        return y > 0 ? y + log1p(exp(-y)) : log1p(exp(y));
    }

    /**
     * Returns ∫₀^∞ e^(−zu) (1 + u)^−s du = Ψ(1, 2 − s; z) = z^(s−1) Ψ(s, s; z), for z &gt; 0 and s ≥ 0: the discounted time that
     * is left, in units of what has been.
     */
    static double discountedTime(double s, double z) {
        // In v = ln(1 + u) the integrand is exp(−z(e^v − 1) + (1 − s)v): gone once z·e^v is large or v·s is.
        double high = log1p((NOTHING + max(0, 1 - s) * log1p(NOTHING / z)) / z);
        if (s > 1) {
            high = min(high, NOTHING / (s - 1));
        }
        double rate = s + z + 1;
        double width = min(1, 6 / rate);
        double sum = 0;
        // The panels may widen: the fall from z is steepest at the end, where little is left.
        for (double v = 0; v < high; v += width) {
            double end = min(high, v + width);
            double part = Panels.integrate(v, end, width, at -> exp(-z * expm1(at) + (1 - s) * at));
            sum += part;
            if (part < 1e-18 * sum) {
                break;
            }
        }
        return sum;
    }
}
