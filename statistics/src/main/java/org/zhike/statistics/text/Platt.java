package org.zhike.statistics.text;

import static java.lang.Math.abs;
import static java.lang.Math.exp;
import static java.lang.Math.log1p;

/**
 * Probabilities from scores: 1 / (1 + exp(a·score + b)) (Platt 1999), fitted by Newton's method on smoothed targets (Lin, Lin
 * and Weng 2007, A Note on Platt's Probabilistic Outputs, algorithm 1). Scores must come from texts the classifier did not
 * learn from.
 */
record Platt(double a, double b) {

    private static final int MOST_STEPS = 100;
    private static final double RIDGE = 1e-12;

    /** The scale of one side against the other; both sides must occur. */
    static Platt fit(double[] scores, boolean[] positive) {
        double positives = 0;
        for (boolean one : positive) {
            positives += one ? 1 : 0;
        }
        double negatives = scores.length - positives;
        double high = (positives + 1) / (positives + 2);
        double low = 1 / (negatives + 2);
        double[] targets = new double[scores.length];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = positive[i] ? high : low;
        }
        return newton(scores, targets, new Platt(0, Math.log((negatives + 1) / (positives + 1))));
    }

    private static Platt newton(double[] scores, double[] targets, Platt start) {
        Platt at = start;
        double loss = at.loss(scores, targets);
        for (int step = 0; step < MOST_STEPS; step++) {
            double haa = RIDGE;
            double hbb = RIDGE;
            double hab = 0;
            double ga = 0;
            double gb = 0;
            for (int i = 0; i < scores.length; i++) {
                double p = at.probability(scores[i]);
                double curve = p * (1 - p);
                double slope = targets[i] - p;
                haa += scores[i] * scores[i] * curve;
                hbb += curve;
                hab += scores[i] * curve;
                ga += scores[i] * slope;
                gb += slope;
            }
            if (abs(ga) < 1e-9 && abs(gb) < 1e-9) {
                return at;
            }
            double determinant = haa * hbb - hab * hab;
            double da = -(hbb * ga - hab * gb) / determinant;
            double db = -(haa * gb - hab * ga) / determinant;
            double promised = ga * da + gb * db;
            Platt next = null;
            for (double length = 1; length > 1e-10 && next == null; length /= 2) {
                var tried = new Platt(at.a + length * da, at.b + length * db);
                double triedLoss = tried.loss(scores, targets);
                if (triedLoss < loss + 1e-4 * length * promised) {
                    next = tried;
                    loss = triedLoss;
                }
            }
            if (next == null) {
                return at;
            }
            at = next;
        }
        return at;
    }

    private double loss(double[] scores, double[] targets) {
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            double f = a * scores[i] + b;
            sum += f >= 0 ? targets[i] * f + log1p(exp(-f)) : (targets[i] - 1) * f + log1p(exp(f));
        }
        return sum;
    }

    double probability(double score) {
        double f = a * score + b;
        return f >= 0 ? exp(-f) / (1 + exp(-f)) : 1 / (1 + exp(f));
    }
}
