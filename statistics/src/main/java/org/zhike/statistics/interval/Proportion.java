package org.zhike.statistics.interval;

import static java.lang.Math.asin;
import static java.lang.Math.exp;
import static java.lang.Math.hypot;
import static java.lang.Math.max;
import static java.lang.Math.min;
import static java.lang.Math.sqrt;

import org.zhike.statistics.Quantiles;
import org.zhike.statistics.Require;

/** A share: so many successes in so many trials, at least one trial. */
public record Proportion(long successes, long trials) {

    public Proportion {
        Require.atLeast(1, trials, "trials");
        Require.atLeast(0, successes, "successes");
        if (successes > trials) {
            throw new IllegalArgumentException(successes + " successes cannot come of " + trials + " trials");
        }
    }

    public double share() {
        return (double) successes / trials;
    }

    public double standardError() {
        return sqrt(share() * (1 - share()) / trials);
    }

    /** The score interval of Wilson (1927): the one to use. */
    public Interval wilson(double level) {
        double n = trials;
        double p = share();
        double z = Quantiles.criticalZ(level);
        double centre = (p + z * z / (2 * n)) / (1 + z * z / n);
        double margin = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n));
        // Exact at the ends, where rounding would leave 1e-17 instead of 0.
        double low = successes == 0 ? 0 : centre - margin;
        double high = successes == trials ? 1 : centre + margin;
        return new Interval(low, high, level);
    }

    /** Wilson's interval with continuity correction (Newcombe 1998, Statistics in Medicine 17:857, method 4). */
    public Interval wilsonCorrected(double level) {
        double n = trials;
        double p = share();
        double q = 1 - p;
        double z = Quantiles.criticalZ(level);
        double zz = z * z;
        double low = successes == 0
                ? 0
                : (2 * n * p + zz - 1 - z * sqrt(zz - 2 - 1 / n + 4 * p * (n * q + 1))) / (2 * (n + zz));
        double high = successes == trials
                ? 1
                : (2 * n * p + zz + 1 + z * sqrt(zz + 2 - 1 / n + 4 * p * (n * q - 1))) / (2 * (n + zz));
        return new Interval(max(0, low), min(1, high), level);
    }

    /** The textbook interval, p ± z·√(p(1−p)/n): wrong near 0 and 1 and for few trials; here for comparison. */
    public Interval wald(double level) {
        return Interval.around(share(), Quantiles.criticalZ(level) * standardError(), level);
    }

    /** The exact interval of Clopper and Pearson (1934): never too narrow, usually too wide. */
    public Interval clopperPearson(double level) {
        double tail = (1 - Require.level(level)) / 2;
        double x = successes;
        double failures = trials - x;
        double low = x == 0 ? 0 : Quantiles.beta(tail, x, failures + 1);
        double high = failures == 0 ? 1 : Quantiles.beta(1 - tail, x + 1, failures);
        return new Interval(low, high, level);
    }

    /** The interval of Agresti and Coull (1998), not cut at 0 and 1. */
    public Interval agrestiCoull(double level) {
        double z = Quantiles.criticalZ(level);
        double n = trials + z * z;
        double p = (successes + z * z / 2) / n;
        return Interval.around(p, z * sqrt(p * (1 - p) / n), level);
    }

    /** The equal-tailed posterior interval under Jeffreys' prior, Beta(½, ½). */
    public Interval jeffreys(double level) {
        double tail = (1 - Require.level(level)) / 2;
        double a = successes + 0.5;
        double b = trials - successes + 0.5;
        return new Interval(Quantiles.beta(tail, a, b), Quantiles.beta(1 - tail, a, b), level);
    }

    /** The interval of this share minus an independent other (Newcombe 1998, Statistics in Medicine 17:873, method 10). */
    public Interval minus(Proportion other, double level) {
        Interval a = wilson(level);
        Interval b = other.wilson(level);
        double difference = share() - other.share();
        return new Interval(
                difference - hypot(share() - a.low(), b.high() - other.share()),
                difference + hypot(a.high() - share(), other.share() - b.low()),
                level);
    }

    /**
     * The interval of this share divided by an independent other, on the logarithmic scale (Katz and others 1978); from 0 to
     * infinity when either has no successes.
     */
    public Interval dividedBy(Proportion other, double level) {
        double z = Quantiles.criticalZ(level);
        if (successes == 0 || other.successes == 0) {
            return new Interval(0, Double.POSITIVE_INFINITY, level);
        }
        double ratio = share() / other.share();
        double error = sqrt(1.0 / successes - 1.0 / trials + 1.0 / other.successes - 1.0 / other.trials);
        return new Interval(ratio * exp(-z * error), ratio * exp(z * error), level);
    }

    /** Cohen's h, 2·asin√p − 2·asin√q: 0.2 is a small, 0.5 a medium, 0.8 a large effect (Cohen 1988, 6.2). */
    public double cohensH(Proportion other) {
        return 2 * asin(sqrt(share())) - 2 * asin(sqrt(other.share()));
    }

    /** Tests "the two shares are the same" by z with the pooled variance; no difference when nobody or everybody succeeded. */
    public Comparison pooledTest(Proportion other) {
        double pooled = (double) (successes + other.successes) / (trials + other.trials);
        double error = sqrt(pooled * (1 - pooled) * (1.0 / trials + 1.0 / other.trials));
        return new Comparison(share() - other.share(), error, Double.POSITIVE_INFINITY);
    }
}
