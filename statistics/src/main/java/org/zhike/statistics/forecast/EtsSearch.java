package org.zhike.statistics.forecast;

import static java.lang.Math.abs;
import static java.lang.Math.min;

import org.jspecify.annotations.Nullable;
import org.zhike.statistics.numeric.BoundedBfgs;

/** The most likely parameters of one form of exponential smoothing for a series. For one thread. */
final class EtsSearch {

    /** Where to begin, as α and the shares of β and γ: slow and quick smoothing; the surface may have a hill for each. */
    private static final double[][] STARTS = {{0.2, 0.1, 0.05}, {0.7, 0.1, 0.1}};

    private static final BoundedBfgs SEARCH = new BoundedBfgs(1e-6, 300);

    private EtsSearch() {}

    /** What was found. */
    record Found(EtsParameters parameters, double value, int iterations, boolean converged) {}

    /**
     * Searches from each start and keeps the best.
     *
     * @param y of magnitude 1
     * @return null where the form cannot describe the series from any start
     */
    static @Nullable Found best(EtsForm form, double[] y) {
        var likelihood = new EtsLikelihood(form, y);
        double[] lower = EtsParameters.lower(form);
        double[] upper = EtsParameters.upper(form);
        EtsParameters states = EtsStart.states(form, y);
        Found best = null;
        for (double[] start : STARTS) {
            EtsParameters from = start(form, states, start, likelihood, y);
            if (from == null) {
                continue;
            }
            BoundedBfgs.Minimum minimum = SEARCH.minimize(likelihood, from.free(), lower, upper);
            if (best == null || minimum.value() < best.value()) {
                best = new Found(
                        EtsParameters.ofFree(form, minimum.point()),
                        minimum.value(),
                        minimum.iterations(),
                        minimum.converged());
            }
        }
        return best;
    }

    private static @Nullable EtsParameters start(
            EtsForm form, EtsParameters states, double[] start, EtsLikelihood likelihood, double[] y) {
        double alpha = start[0];
        EtsParameters from = states.smoothing(
                alpha,
                form.hasTrend() ? EtsParameters.LOWEST + start[1] * alpha : 0,
                form.seasonal() ? EtsParameters.LOWEST + start[2] * (1 - alpha) : 0,
                form.damped() ? 0.97 : form.hasTrend() ? 1 : 0);
        if (Double.isFinite(likelihood.value(from))) {
            return from;
        }
        // A steep first line or deep seasons may lead below zero, where multiplicative forms end: begin flatter.
        double mean = 0;
        int count = min(y.length, 10);
        for (int t = 0; t < count; t++) {
            mean += abs(y[t]) / count;
        }
        double rest = form.season() == EtsForm.Kind.MULTIPLICATIVE ? 1 : 0;
        for (double kept = 1; kept > 0.05; kept /= 2) {
            double[] flatter = from.seasons.clone();
            for (int i = 0; i < flatter.length; i++) {
                flatter[i] = rest + kept * (flatter[i] - rest);
            }
            EtsParameters level = from.states(mean, 0, flatter);
            if (Double.isFinite(likelihood.value(level))) {
                return level;
            }
        }
        return null;
    }
}
