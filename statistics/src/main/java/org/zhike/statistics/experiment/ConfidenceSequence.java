package org.zhike.statistics.experiment;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.min;
import static java.lang.Math.sqrt;

import org.zhike.statistics.Require;
import org.zhike.statistics.interval.Interval;

/**
 * Intervals that hold the truth at every look at once, so that one may watch an experiment and stop when one likes: Robbins's
 * (1970) normal mixture, the mixture sequential probability ratio test of Johari, Koomen, Pekelis and Walsh (2022, Operations
 * Research 70:1806). For estimates that are normal enough, each with the standard error of its day; the first looks should
 * wait for some dozens of units in each arm.
 *
 * @param mixtureVariance τ²: the variance of the effects the sequence is sharpest for, in the estimate's unit squared
 */
public record ConfidenceSequence(double mixtureVariance) {

    public ConfidenceSequence {
        Require.positive(mixtureVariance, "mixtureVariance");
    }

    /**
     * The sequence that is narrowest when the standard error is this: that planned for the end. It must be chosen before the
     * first look.
     */
    public static ConfidenceSequence tunedFor(double standardError, double level) {
        Require.positive(standardError, "standardError");
        double logTerm = -2 * log(1 - Require.level(level));
        // The squared width (1 + 1/r)·ln((1 + r)/α²), r = τ²/V, is least where r = ln((1 + r)/α²).
        double r = 1 + logTerm;
        for (int i = 0; i < 100; i++) {
            r = Math.log1p(r) + logTerm;
        }
        return new ConfidenceSequence(r * standardError * standardError);
    }

    /** The interval at one look: wider than that of a single planned look, by about half when tuned for it. */
    public Interval interval(double estimate, double standardError, double level) {
        Require.finite(estimate, "estimate");
        double alpha = 1 - Require.level(level);
        if (standardError == Double.POSITIVE_INFINITY) {
            return Interval.unbounded(level);
        }
        double v = Require.notNegative(standardError, "standardError") * standardError;
        if (v == 0) {
            return new Interval(estimate, estimate, level);
        }
        double all = v + mixtureVariance;
        double margin = sqrt(v * all / mixtureVariance * (log(all / v) - 2 * log(alpha)));
        return Interval.around(estimate, margin, level);
    }

    /**
     * The p-value of "no effect" at one look, valid at any; over several looks the smallest one counts.
     *
     * @param standardError positive
     */
    public double pValue(double estimate, double standardError) {
        Require.finite(estimate, "estimate");
        double z = estimate / Require.positive(standardError, "standardError");
        double all = standardError * standardError + mixtureVariance;
        // By logarithms: the square of a tiny error may be 0.
        double logRatio = log(standardError) - log(all) / 2 + z * z / 2 * (mixtureVariance / all);
        return min(1, exp(-logRatio));
    }
}
