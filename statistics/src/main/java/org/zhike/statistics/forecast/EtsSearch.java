package org.zhike.statistics.forecast;

import static java.lang.Math.abs;
import static java.lang.Math.min;

import org.jspecify.annotations.Nullable;
import org.zhike.statistics.numeric.BoundedBfgs;
import org.zhike.statistics.numeric.SmoothFunction;

/**
 * The most likely parameters of one form of exponential smoothing for a series, in the usual region and admissible. Where the
 * best of the usual region is not admissible, a barrier that is taken down in steps holds the search back. For one thread.
 */
final class EtsSearch {

    /** Where to begin, as α and the shares of β and γ: slow and quick smoothing; the surface may have a hill for each. */
    private static final double[][] STARTS = {{0.2, 0.1, 0.05}, {0.7, 0.1, 0.1}};

    /** The last is worth less than 0.001 of log-likelihood. */
    private static final double[] BARRIERS = {0.1, 1e-3, 1e-5};

    private static final BoundedBfgs SEARCH = new BoundedBfgs(1e-6, 300);

    private final EtsForm form;
    private final double[] y;
    private final EtsLikelihood likelihood;
    private final double[] lower;
    private final double[] upper;

    private EtsSearch(EtsForm form, double[] y) {
        this.form = form;
        this.y = y;
        likelihood = new EtsLikelihood(form, y);
        lower = EtsParameters.lower(form);
        upper = EtsParameters.upper(form);
    }

    /** What was found. */
    record Found(EtsParameters parameters, double value, int iterations, boolean converged) {

        boolean isAdmissible() {
            return Double.isFinite(EtsStability.barrier(parameters));
        }
    }

    /**
     * Searches from each start and keeps the best.
     *
     * @param y of magnitude 1
     * @return null where the form cannot describe the series from any start
     */
    static @Nullable Found best(EtsForm form, double[] y) {
        return new EtsSearch(form, y).best();
    }

    private @Nullable Found best() {
        EtsParameters states = EtsStart.states(form, y);
        Found best = null;
        for (double[] start : STARTS) {
            EtsParameters from = start(states, start);
            if (from != null) {
                best = better(best, found(likelihood, from.free()));
            }
        }
        return best == null || best.isAdmissible() ? best : heldBack(states);
    }

    private @Nullable Found heldBack(EtsParameters states) {
        Found best = null;
        for (double[] start : STARTS) {
            EtsParameters from = start(states, start);
            // With little β a form forgets; so a start that does not is drawn there.
            for (double share = start[1]; from != null && !Double.isFinite(EtsStability.barrier(from)); share /= 4) {
                from = share < 1e-4 ? null : start(states, new double[] {start[0], share, start[2]});
            }
            if (from == null) {
                continue;
            }
            double[] at = from.free();
            int iterations = 0;
            boolean converged = true;
            for (double weight : BARRIERS) {
                BoundedBfgs.Minimum minimum = SEARCH.minimize(new Barred(weight), at, lower, upper);
                at = minimum.point();
                iterations += minimum.iterations();
                converged = minimum.converged();
            }
            EtsParameters end = EtsParameters.ofFree(form, at);
            best = better(best, new Found(end, likelihood.value(end), iterations, converged));
        }
        return best;
    }

    private Found found(SmoothFunction function, double[] from) {
        BoundedBfgs.Minimum minimum = SEARCH.minimize(function, from, lower, upper);
        return new Found(
                EtsParameters.ofFree(form, minimum.point()),
                minimum.value(),
                minimum.iterations(),
                minimum.converged());
    }

    private static Found better(@Nullable Found best, Found other) {
        return best == null || other.value() < best.value() ? other : best;
    }

    /** The likelihood with the barrier about the admissible region. */
    private final class Barred implements SmoothFunction {

        private final double weight;
        private final int smoothing = form.damped() ? 4 : 3;

        Barred(double weight) {
            this.weight = weight;
        }

        @Override
        public double at(double[] free, double[] gradient) {
            double barrier = EtsStability.barrier(EtsParameters.ofFree(form, free));
            if (!Double.isFinite(barrier)) {
                return Double.POSITIVE_INFINITY;
            }
            double value = likelihood.at(free, gradient);
            double[] near = free.clone();
            for (int i = 0; i < smoothing; i++) {
                double h = 1e-7;
                near[i] = free[i] + h;
                double above = EtsStability.barrier(EtsParameters.ofFree(form, near));
                near[i] = free[i] - h;
                double below = EtsStability.barrier(EtsParameters.ofFree(form, near));
                near[i] = free[i];
                double slope = (above - below) / (2 * h);
                gradient[i] += Double.isFinite(slope) ? weight * slope : 0;
            }
            return value + weight * barrier;
        }
    }

    private @Nullable EtsParameters start(EtsParameters states, double[] start) {
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
