package org.zhike.packs;

import java.util.List;

/**
 * Random numbers that depend on (seed, stream, index) alone and are the same on every machine and Java version: the
 * SplitMix64 generator (Steele, Lea & Flood 2014, OOPSLA) and strict mathematics. Not safe for use by several threads.
 */
final class Dice {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    Dice(long seed, int stream, long index) {
        state = mix(mix(seed + stream * GOLDEN_GAMMA) + index * GOLDEN_GAMMA);
    }

    /** Uniform in [0, 1). */
    double unit() {
        state += GOLDEN_GAMMA;
        return (mix(state) >>> 11) * 0x1p-53;
    }

    boolean chance(double probability) {
        return unit() < probability;
    }

    /** Uniform in [0, bound). */
    int below(int bound) {
        return (int) (unit() * bound);
    }

    /** Uniform in [from, to). */
    long between(long from, long to) {
        return from + (long) (unit() * (to - from));
    }

    double exponential() {
        return -StrictMath.log(1 - unit());
    }

    /** Standard normal, by Box and Muller. */
    double normal() {
        return StrictMath.sqrt(2 * exponential()) * StrictMath.cos(2 * StrictMath.PI * unit());
    }

    /** Log-normal with that median; {@code spread} is the standard deviation of the logarithm. */
    double around(double median, double spread) {
        return median * StrictMath.exp(spread * normal());
    }

    /** Gamma with scale 1 (Marsaglia & Tsang 2000). */
    double gamma(double shape) {
        if (shape < 1) {
            return gamma(shape + 1) * StrictMath.pow(1 - unit(), 1 / shape);
        }
        double d = shape - 1 / 3.0;
        double c = 1 / StrictMath.sqrt(9 * d);
        while (true) {
            double x = normal();
            double v = (1 + c * x) * (1 + c * x) * (1 + c * x);
            if (v > 0 && StrictMath.log(1 - unit()) < 0.5 * x * x + d * (1 - v + StrictMath.log(v))) {
                return d * v;
            }
        }
    }

    double beta(double a, double b) {
        double x = gamma(a);
        return x / (x + gamma(b));
    }

    /** Poisson, for small means. */
    int poisson(double mean) {
        double limit = StrictMath.exp(-mean);
        int count = 0;
        for (double product = unit(); product > limit; product *= unit()) {
            count++;
        }
        return count;
    }

    <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** Returns an index with probability proportional to its weight. */
    int weighted(double... weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double left = unit() * sum;
        int index = 0;
        while (index < weights.length - 1 && left >= weights[index]) {
            left -= weights[index++];
        }
        return index;
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
