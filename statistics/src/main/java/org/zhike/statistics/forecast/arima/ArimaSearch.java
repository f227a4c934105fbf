package org.zhike.statistics.forecast.arima;

import static java.lang.Math.PI;
import static java.lang.Math.log;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zhike.statistics.numeric.Lbfgs;

/**
 * Fits orders of the same differences to one series. Each fit starts from the best of nothing, the conditional least squares
 * and a fit of other terms, and climbs the exact likelihood. Not for two threads at once.
 */
final class ArimaSearch {

    /** No root nearer to the unit circle than this: such models say little and forecast badly. */
    private static final double NEAREST_ROOT = 1.01;

    private static final Lbfgs ROUGH = new Lbfgs(8, 1e-3, 30);
    private static final Lbfgs CLIMB = new Lbfgs(10, 3e-5, 60);
    private static final Lbfgs PRECISE = new Lbfgs(12, 1e-8, 300);

    private final Differenced data;
    private final Map<Boolean, ArmaLikelihood> likelihoods = new HashMap<>();
    private final Map<ArimaOrder, Candidate> known = new HashMap<>();

    ArimaSearch(Differenced data) {
        this.data = data;
    }

    /** How many orders were fitted. */
    int fitted() {
        return known.size();
    }

    /** Fits an order well enough to compare it with others; each order once. */
    Candidate fit(ArimaOrder order, @Nullable Candidate neighbour) {
        Candidate before = known.get(order);
        if (before != null) {
            return before;
        }
        Candidate candidate = climb(order, neighbour);
        known.put(order, candidate);
        return candidate;
    }

    private Candidate climb(ArimaOrder order, @Nullable Candidate neighbour) {
        ArmaLikelihood likelihood = likelihood(order);
        if (order.terms() == 0) {
            return candidate(likelihood, order, new double[0], true, 0);
        }
        double[] start = new double[order.terms()];
        double best = likelihood.exact(start);
        if (neighbour != null) {
            double[] moved = moved(neighbour, order);
            double value = likelihood.exact(moved);
            if (value < best) {
                start = moved;
                best = value;
            }
        }
        double[] conditional = likelihood.conditionalMinimum(start, ROUGH);
        if (likelihood.exact(conditional) < best) {
            start = conditional;
        }
        Lbfgs.Minimum end = CLIMB.minimize(likelihood.exactFunction(false), start);
        return candidate(likelihood, order, end.point(), end.converged(), end.iterations());
    }

    /** Takes a candidate to the top of its likelihood to all the digits that there are. */
    Candidate polish(Candidate candidate) {
        if (candidate.order.terms() == 0) {
            return candidate;
        }
        ArmaLikelihood likelihood = likelihood(candidate.order);
        Candidate best = polished(likelihood, candidate.order, candidate.raw);
        // The hill may have a second top: look from where nothing is assumed, too.
        double[] nothing = new double[candidate.order.terms()];
        double[] start = likelihood.conditionalMinimum(nothing, ROUGH);
        double[] other = CLIMB.minimize(
                        likelihood.exactFunction(false), Double.isFinite(likelihood.exact(start)) ? start : nothing)
                .point();
        Candidate second = candidate(likelihood, candidate.order, other, true, 0);
        if (second.logLikelihood > best.logLikelihood + 1e-6 && second.admissible) {
            return polished(likelihood, candidate.order, other);
        }
        return best;
    }

    private Candidate polished(ArmaLikelihood likelihood, ArimaOrder order, double[] start) {
        Lbfgs.Minimum end = PRECISE.minimize(likelihood.exactFunction(true), start);
        return candidate(likelihood, order, end.point(), end.converged(), end.iterations());
    }

    /** The numbers of a fit under other terms: terms in common keep theirs, new ones start at nothing. */
    private static double[] moved(Candidate from, ArimaOrder to) {
        double[] raw = new double[to.terms()];
        ArimaOrder old = from.order;
        int[] oldCounts = {old.p(), old.q(), old.seasonalP(), old.seasonalQ()};
        int[] newCounts = {to.p(), to.q(), to.seasonalP(), to.seasonalQ()};
        int oldAt = 0;
        int newAt = 0;
        for (int part = 0; part < oldCounts.length; part++) {
            System.arraycopy(from.raw, oldAt, raw, newAt, Math.min(oldCounts[part], newCounts[part]));
            oldAt += oldCounts[part];
            newAt += newCounts[part];
        }
        return raw;
    }

    private Candidate candidate(
            ArmaLikelihood likelihood, ArimaOrder order, double[] raw, boolean converged, int iterations) {
        int n = data.length();
        double logLikelihood = -n * (likelihood.exact(raw) + log(data.scale()) + (log(2 * PI) + 1) / 2);
        int parameters = order.terms() + (order.constant() ? 1 : 0) + data.regressors() + 1;
        double aicc = n - parameters - 1 > 0
                ? -2 * logLikelihood + 2.0 * parameters * n / (n - parameters - 1)
                : Double.POSITIVE_INFINITY;
        boolean admissible = Double.isFinite(aicc) && likelihood.rootsBeyond(NEAREST_ROOT);
        return new Candidate(order, raw, logLikelihood, aicc, admissible, converged, iterations);
    }

    ArmaLikelihood likelihood(ArimaOrder order) {
        ArmaLikelihood likelihood = likelihoods.computeIfAbsent(
                order.constant(), constant -> new ArmaLikelihood(data.columns(constant), order));
        likelihood.use(order);
        return likelihood;
    }
}
