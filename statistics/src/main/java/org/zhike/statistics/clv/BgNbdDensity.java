package org.zhike.statistics.clv;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.log1p;

/** {@link BgNbd#logLikelihood} with its gradient by ln r, ln α, ln a, ln b. */
record BgNbdDensity(double r, double alpha, double a, double b, double logAlpha, double logA)
        implements HistoryDensity {

    static BgNbdDensity at(double[] log) {
        return new BgNbdDensity(exp(log[0]), exp(log[1]), exp(log[2]), exp(log[3]), log[1], log[2]);
    }

    @Override
    public double countPart(int x, double weight, double[] gradient) {
        double byBoth = Special.digammaRise(a + b, x);
        gradient[0] += weight * r * Special.digammaRise(r, x);
        gradient[1] -= weight * x;
        gradient[2] -= weight * a * byBoth;
        gradient[3] += weight * b * (Special.digammaRise(b, x) - byBoth);
        return weight
                * (Special.logRising(r, x) - x * logAlpha + Special.logRising(b, x) - Special.logRising(a + b, x));
    }

    @Override
    public double timePart(int x, double tx, double age, double weight, double[] gradient) {
        double n = r + x;
        double logAge = log1p(age / alpha);
        if (x == 0) {
            gradient[0] -= weight * r * logAge;
            gradient[1] += weight * n * age / (alpha + age);
            return -weight * n * logAge;
        }
        double logLast = log1p(tx / alpha);
        double alive = -n * logAge;
        double stopped = -n * logLast + logA - log(b + x - 1);
        double difference = exp(-Math.abs(alive - stopped));
        double smaller = difference / (1 + difference);
        double chanceStopped = stopped > alive ? 1 - smaller : smaller;
        gradient[0] -= weight * r * (logAge + chanceStopped * (logLast - logAge));
        gradient[1] += weight * n * ((1 - chanceStopped) * age / (alpha + age) + chanceStopped * tx / (alpha + tx));
        gradient[2] += weight * chanceStopped;
        gradient[3] -= weight * chanceStopped * b / (b + x - 1);
        return weight * (Math.max(alive, stopped) + log1p(difference));
    }
}
