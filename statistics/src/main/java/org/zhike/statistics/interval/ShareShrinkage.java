package org.zhike.statistics.interval;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.log1p;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.hipparchus.special.Gamma;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Quantiles;
import org.zhike.statistics.Require;
import org.zhike.statistics.numeric.Lbfgs;

/**
 * What the shares of many like units (stores, agents) are drawn towards: true shares follow Beta(a, b), successes are binomial
 * (Griffiths 1973). A unit's share then follows Beta(a + successes, b + failures).
 *
 * @param a pseudo-successes that every unit starts with
 * @param b pseudo-failures
 */
public record ShareShrinkage(double a, double b) {

    /** Beyond this many pseudo-trials chance alone explains the differences. */
    private static final double NO_SPREAD = 1e7;

    public ShareShrinkage {
        Require.positive(a, "a");
        Require.positive(b, "b");
    }

    /**
     * Fits a and b by maximum likelihood.
     *
     * @return too little data for fewer than two units, or when there are only successes or none; not converged, with very
     *     large a and b, when the units differ by no more than chance: then all shares are the same
     */
    public static FitOutcome<ShareShrinkage> fit(List<Proportion> units) {
        if (units.size() < 2) {
            return FitOutcome.tooLittle("units", units.size(), 2);
        }
        long successes = units.stream().mapToLong(Proportion::successes).sum();
        long trials = units.stream().mapToLong(Proportion::trials).sum();
        if (successes == 0 || successes == trials) {
            return FitOutcome.tooLittle(successes == 0 ? "successes" : "failures", 0, 1);
        }
        double share = (double) successes / trials;
        // On the scales logit of the mean and logarithm of a + b, where there are no bounds.
        double[] start = {log(share / (1 - share)), log(20)};
        Lbfgs.Minimum minimum =
                Lbfgs.standard().minimize((point, gradient) -> minusLogLikelihood(units, point, gradient), start);
        double mean = 1 / (1 + exp(-minimum.point()[0]));
        double size = exp(minimum.point()[1]);
        if (!(size < NO_SPREAD)) {
            var same = new ShareShrinkage(share * NO_SPREAD, (1 - share) * NO_SPREAD);
            return new FitOutcome.NotConverged<>(
                    same,
                    minimum.iterations(),
                    "the units differ by no more than chance: all shares are about " + share);
        }
        var fitted = new ShareShrinkage(mean * size, (1 - mean) * size);
        return minimum.converged()
                ? new FitOutcome.Converged<>(fitted, minimum.iterations())
                : new FitOutcome.NotConverged<>(
                        fitted, minimum.iterations(), "the search ended before the likelihood was level");
    }

    private static double minusLogLikelihood(List<Proportion> units, double[] point, double[] gradient) {
        double mean = 1 / (1 + exp(-point[0]));
        double size = exp(point[1]);
        double a = mean * size;
        double b = (1 - mean) * size;
        double value = 0;
        double byA = 0;
        double byB = 0;
        if (!(a > 0 && b > 0 && size < 1e12)) {
            return Double.POSITIVE_INFINITY;
        }
        for (Proportion unit : units) {
            value -= logRising(a, unit.successes())
                    + logRising(b, unit.trials() - unit.successes())
                    - logRising(size, unit.trials());
            double all = slopeOfLogRising(size, unit.trials());
            byA -= slopeOfLogRising(a, unit.successes()) - all;
            byB -= slopeOfLogRising(b, unit.trials() - unit.successes()) - all;
        }
        gradient[0] = (byA - byB) * size * mean * (1 - mean);
        gradient[1] = byA * a + byB * b;
        return value;
    }

    /** ln Γ(x + k) − ln Γ(x): by its terms when they are few, which loses no digits. */
    private static double logRising(double x, long k) {
        if (k > 2000 && x < 1e6) {
            return Gamma.logGamma(x + k) - Gamma.logGamma(x);
        }
        return LongStream.range(0, k).mapToDouble(i -> log1p(i / x)).sum() + k * log(x);
    }

    private static double slopeOfLogRising(double x, long k) {
        if (k > 2000 && x < 1e6) {
            return Gamma.digamma(x + k) - Gamma.digamma(x);
        }
        return LongStream.range(0, k).mapToDouble(i -> 1 / (x + i)).sum();
    }

    /** The share of all units. */
    public double mean() {
        return a / (a + b);
    }

    /** The standard deviation of true shares between units. */
    public double spread() {
        return Math.sqrt(mean() * (1 - mean()) / (a + b + 1));
    }

    /** The unit's share as best guessed from its own data and all others. */
    public double estimate(Proportion unit) {
        return (a + unit.successes()) / (a + b + unit.trials());
    }

    /** Draws a share that the unit may have, as sure as {@link #interval} is. */
    public double draw(Proportion unit, RandomGenerator random) {
        double success = gamma(a + unit.successes(), random);
        double failure = gamma(b + unit.trials() - unit.successes(), random);
        return success + failure == 0 ? mean() : success / (success + failure);
    }

    /** Draws from the gamma distribution of scale 1 (Marsaglia and Tsang 2000, ACM Transactions on Mathematical Software 26:363). */
    private static double gamma(double shape, RandomGenerator random) {
        if (shape < 1) {
            return gamma(shape + 1, random) * Math.pow(1 - random.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = 1 + c * x;
            if (v > 0) {
                v = v * v * v;
                if (log(1 - random.nextDouble()) < x * x / 2 + d * (1 - v + log(v))) {
                    return d * v;
                }
            }
        }
    }

    /** The equal-tailed posterior interval of the unit's share, a and b taken as known. */
    public Interval interval(Proportion unit, double level) {
        double tail = (1 - Require.level(level)) / 2;
        double alpha = a + unit.successes();
        double beta = b + unit.trials() - unit.successes();
        return new Interval(Quantiles.beta(tail, alpha, beta), Quantiles.beta(1 - tail, alpha, beta), level);
    }
}
