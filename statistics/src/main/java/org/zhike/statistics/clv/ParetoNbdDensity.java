package org.zhike.statistics.clv;

import static java.lang.Math.exp;
import static java.lang.Math.log1p;

/** {@link ParetoNbd#logLikelihood} with its gradient by ln r, ln α, ln s, ln β. */
final class ParetoNbdDensity implements HistoryDensity {

    private final double r;
    private final double alpha;
    private final double s;
    private final double beta;
    private final double logAlpha;
    private final ParetoDropout dropout;

    private ParetoNbdDensity(double[] log) {
        r = exp(log[0]);
        alpha = exp(log[1]);
        s = exp(log[2]);
        beta = exp(log[3]);
        logAlpha = log[1];
        dropout = new ParetoDropout(r, alpha, s, beta);
    }

    static ParetoNbdDensity at(double[] log) {
        return new ParetoNbdDensity(log);
    }

    @Override
    public double countPart(int x, double weight, double[] gradient) {
        gradient[0] += weight * r * Special.digammaRise(r, x);
        gradient[1] -= weight * x;
        return weight * (Special.logRising(r, x) - x * logAlpha);
    }

    @Override
    public double timePart(int x, double tx, double age, double weight, double[] gradient) {
        double n = r + x;
        double logA = log1p(age / alpha);
        double logB = log1p(age / beta);
        double alive = -n * logA - s * logB;
        dropout.integrate(x, tx, age);
        double stopped = dropout.logValue();
        double chanceStopped = 1 / (1 + exp(alive - stopped));
        double chanceAlive = 1 / (1 + exp(stopped - alive));
        gradient[0] += weight * r * (chanceStopped * dropout.byR() - chanceAlive * logA);
        gradient[1] += weight * (chanceStopped * dropout.byAlpha() + chanceAlive * n * age / (alpha + age));
        gradient[2] += weight * s * (chanceStopped * dropout.byS() - chanceAlive * logB);
        gradient[3] += weight * (chanceStopped * dropout.byBeta() + chanceAlive * s * age / (beta + age));
        return weight * BgNbd.logOfSum(alive, stopped);
    }
}
