package org.zhike.statistics.interval;

import static java.lang.Math.sqrt;

import org.zhike.statistics.Quantiles;
import org.zhike.statistics.Require;

/** So many independent events in so much time (or customers, or area); exposure 1 for a plain count. */
public record PoissonRate(long events, double exposure) {

    public PoissonRate {
        Require.atLeast(0, events, "events");
        Require.positive(exposure, "exposure");
    }

    public double rate() {
        return events / exposure;
    }

    public double standardError() {
        return sqrt((double) events) / exposure;
    }

    /** The exact interval (Garwood 1936). */
    public Interval exact(double level) {
        double tail = (1 - Require.level(level)) / 2;
        double low = events == 0 ? 0 : Quantiles.gamma(tail, (double) events);
        double high = Quantiles.gamma(1 - tail, events + 1.0);
        return new Interval(low / exposure, high / exposure, level);
    }
}
