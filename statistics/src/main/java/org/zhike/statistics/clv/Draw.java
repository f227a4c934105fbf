package org.zhike.statistics.clv;

import static java.lang.Math.log;
import static java.lang.Math.log1p;
import static java.lang.Math.pow;
import static java.lang.Math.sqrt;

import java.util.random.RandomGenerator;

/** Random numbers of the distributions that the models mix. */
final class Draw {

    private Draw() {}

    /** Standard exponential. */
    static double exponential(RandomGenerator random) {
        return -log1p(-random.nextDouble());
    }

    /** Gamma with scale 1: Marsaglia and Tsang (2000), with a power of a uniform for shapes below 1. */
    static double gamma(RandomGenerator random, double shape) {
        if (shape < 1) {
            // Positive also where the power underflows: a rate of 0 would divide by 0 elsewhere.
            return Math.max(Double.MIN_NORMAL, gamma(random, shape + 1) * pow(1 - random.nextDouble(), 1 / shape));
        }
        double d = shape - 1.0 / 3;
        double c = 1 / sqrt(9 * d);
        while (true) {
            double z = random.nextGaussian();
            double v = 1 + c * z;
            if (v <= 0) {
                continue;
            }
            v = v * v * v;
            if (log(1 - random.nextDouble()) < z * z / 2 + d - d * v + d * log(v)) {
                return d * v;
            }
        }
    }

    static double beta(RandomGenerator random, double a, double b) {
        double x = gamma(random, a);
        return x / (x + gamma(random, b));
    }
}
