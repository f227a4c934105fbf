package org.zhike.statistics.survival;

import static java.lang.Math.exp;
import static java.lang.Math.sqrt;

import org.zhike.statistics.Quantiles;
import org.zhike.statistics.interval.Interval;

/**
 * The cumulative hazard when some have been seen only up to a point: Σ d/n over the times so far (Nelson 1972, Aalen 1978),
 * with Aalen's variance Σ d/n². Immutable; steps are those of the Kaplan–Meier curve of the same data.
 */
public final class NelsonAalen {

    private final KaplanMeier counts;
    private final double[] hazard;
    private final double[] variance;

    private NelsonAalen(KaplanMeier counts) {
        this.counts = counts;
        hazard = new double[counts.steps()];
        variance = new double[counts.steps()];
        double h = 0;
        double v = 0;
        for (int i = 0; i < hazard.length; i++) {
            double n = counts.atRisk(i);
            h += counts.events(i) / n;
            v += counts.events(i) / (n * n);
            hazard[i] = h;
            variance[i] = v;
        }
    }

    /** From the numbers at risk and ended that a survival curve already counted. */
    public static NelsonAalen of(KaplanMeier counts) {
        return new NelsonAalen(counts);
    }

    /** From one duration each, and whether it was seen to end. */
    public static NelsonAalen of(double[] durations, boolean[] ended) {
        return new NelsonAalen(KaplanMeier.of(durations, ended));
    }

    public int steps() {
        return hazard.length;
    }

    public double time(int step) {
        return counts.time(step);
    }

    /** Expected ends per unit up to and with the step's time; may exceed 1. */
    public double cumulativeHazard(int step) {
        return hazard[step];
    }

    /** Returns the cumulative hazard at a time; 0 before the first, its last value after the last. */
    public double cumulativeHazardAt(double time) {
        int step = counts.stepAt(time);
        return step < 0 ? 0 : hazard[step];
    }

    public double standardError(int step) {
        return sqrt(variance[step]);
    }

    /** The interval on the logarithmic scale, so that it stays above 0; without width where nothing has ended. */
    public Interval interval(int step, double level) {
        double h = hazard[step];
        if (h == 0) {
            return new Interval(0, 0, level);
        }
        double factor = exp(Quantiles.criticalZ(level) * standardError(step) / h);
        return new Interval(h / factor, h * factor, level);
    }

    /** exp(−H): the share that lasts beyond the step's time (Fleming and Harrington 1984); never below Kaplan–Meier. */
    public double survival(int step) {
        return exp(-hazard[step]);
    }
}
