package org.zhike.statistics.forecast;

import java.util.SplittableRandom;

/** Series that follow a known form of exponential smoothing, written as its textbook equations. */
final class SimulatedEts {

    private SimulatedEts() {}

    static EtsParameters parameters(EtsForm form) {
        double[] seasons = new double[form.seasonal() ? form.period() : 0];
        for (int i = 0; i < seasons.length; i++) {
            double wave = Math.sin(2 * Math.PI * i / seasons.length);
            seasons[i] = form.season() == EtsForm.Kind.MULTIPLICATIVE ? 1 + 0.2 * wave : 20 * wave;
        }
        return new EtsParameters(
                form,
                0.4,
                form.hasTrend() ? 0.02 : 0,
                form.seasonal() ? 0.2 : 0,
                form.damped() ? 0.9 : form.hasTrend() ? 1 : 0,
                100,
                form.hasTrend() ? 1 : 0,
                seasons);
    }

    /** The next values after given states, with errors of this deviation (relative for multiplicative errors). */
    static double[] series(EtsParameters p, double deviation, int length, SplittableRandom random) {
        double level = p.level;
        double slope = p.slope;
        double[] seasons = p.seasons.clone();
        boolean multiplied = p.form.season() == EtsForm.Kind.MULTIPLICATIVE;
        double[] y = new double[length];
        for (int t = 0; t < length; t++) {
            int at = t % p.form.period();
            double season = p.form.seasonal() ? seasons[at] : multiplied ? 1 : 0;
            double base = level + p.phi * slope;
            double mean = multiplied ? base * season : base + season;
            double error = deviation * random.nextGaussian() * (p.form.multiplicativeError() ? mean : 1);
            y[t] = mean + error;
            level = base + p.alpha * (multiplied ? error / season : error);
            slope = p.phi * slope + p.beta * (multiplied ? error / season : error);
            if (p.form.seasonal()) {
                seasons[at] += p.gamma * (multiplied ? error / base : error);
            }
        }
        return y;
    }
}
