package org.zhike.statistics.forecast;

import static org.zhike.statistics.forecast.EtsForm.Kind.MULTIPLICATIVE;

/**
 * The smoothing parameters and states of an exponential smoothing model.
 *
 * <p>The search moves {@code free} variables between plain bounds: α; β and γ as shares of their ranges, which depend on α;
 * φ; level, slope and all seasons but the oldest, which follows from their sum (0, or the period when multiplicative).
 */
final class EtsParameters {

    /** The usual region, as in R's ets: 0.0001 ≤ α ≤ 0.9999, 0.0001 ≤ β ≤ α, 0.0001 ≤ γ ≤ 1 − α. */
    static final double LOWEST = 1e-4;

    static final double HIGHEST = 0.9999;
    static final double LEAST_PHI = 0.8;

    /** A damped trend with φ nearer to 1 could not be told from a straight one. */
    static final double MOST_PHI = 0.98;

    final EtsForm form;
    final double alpha;
    final double beta;
    final double gamma;
    final double phi;
    final double level;
    final double slope;

    /** The season of the next value first, that of the last value last; empty without seasons. */
    final double[] seasons;

    EtsParameters(
            EtsForm form,
            double alpha,
            double beta,
            double gamma,
            double phi,
            double level,
            double slope,
            double[] seasons) {
        this.form = form;
        this.alpha = alpha;
        this.beta = beta;
        this.gamma = gamma;
        this.phi = phi;
        this.level = level;
        this.slope = slope;
        this.seasons = seasons;
    }

    static EtsParameters ofFree(EtsForm form, double[] free) {
        int at = 0;
        double alpha = free[at++];
        double beta = form.hasTrend() ? LOWEST + free[at++] * (alpha - LOWEST) : 0;
        double gamma = form.seasonal() ? LOWEST + free[at++] * (1 - alpha - LOWEST) : 0;
        double phi = form.damped() ? free[at++] : form.hasTrend() ? 1 : 0;
        double level = free[at++];
        double slope = form.hasTrend() ? free[at++] : 0;
        double[] seasons = new double[form.seasonal() ? form.period() : 0];
        if (form.seasonal()) {
            double rest = form.season() == MULTIPLICATIVE ? form.period() : 0;
            for (int i = 1; i < seasons.length; i++) {
                seasons[i] = free[at++];
                rest -= seasons[i];
            }
            seasons[0] = rest;
        }
        return new EtsParameters(form, alpha, beta, gamma, phi, level, slope, seasons);
    }

    double[] free() {
        double[] free = new double[form.freeParameters()];
        int at = 0;
        free[at++] = alpha;
        if (form.hasTrend()) {
            free[at++] = share(beta - LOWEST, alpha - LOWEST);
        }
        if (form.seasonal()) {
            free[at++] = share(gamma - LOWEST, 1 - alpha - LOWEST);
        }
        if (form.damped()) {
            free[at++] = phi;
        }
        free[at++] = level;
        if (form.hasTrend()) {
            free[at++] = slope;
        }
        for (int i = 1; i < seasons.length; i++) {
            free[at++] = seasons[i];
        }
        return free;
    }

    private static double share(double part, double whole) {
        return whole > 0 ? Math.clamp(part / whole, 0, 1) : 0;
    }

    /** The same with other smoothing, within its region. */
    EtsParameters smoothing(double newAlpha, double newBeta, double newGamma, double newPhi) {
        return new EtsParameters(form, newAlpha, newBeta, newGamma, newPhi, level, slope, seasons);
    }

    EtsParameters states(double newLevel, double newSlope, double[] newSeasons) {
        return new EtsParameters(form, alpha, beta, gamma, phi, newLevel, newSlope, newSeasons);
    }

    /** The same model of the series multiplied by a factor. */
    EtsParameters scaled(double factor) {
        double[] scaled = seasons.clone();
        if (form.season() == EtsForm.Kind.ADDITIVE) {
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] *= factor;
            }
        }
        return states(level * factor, slope * factor, scaled);
    }

    static double[] lower(EtsForm form) {
        double[] bounds = new double[form.freeParameters()];
        int at = 0;
        bounds[at++] = LOWEST;
        at += form.hasTrend() ? 1 : 0;
        at += form.seasonal() ? 1 : 0;
        if (form.damped()) {
            bounds[at++] = LEAST_PHI;
        }
        for (; at < bounds.length; at++) {
            bounds[at] = Double.NEGATIVE_INFINITY;
        }
        return bounds;
    }

    static double[] upper(EtsForm form) {
        double[] bounds = new double[form.freeParameters()];
        int at = 0;
        bounds[at++] = HIGHEST;
        if (form.hasTrend()) {
            bounds[at++] = 1;
        }
        if (form.seasonal()) {
            bounds[at++] = 1;
        }
        if (form.damped()) {
            bounds[at++] = MOST_PHI;
        }
        for (; at < bounds.length; at++) {
            bounds[at] = Double.POSITIVE_INFINITY;
        }
        return bounds;
    }
}
