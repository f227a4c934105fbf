package org.zhike.statistics.experiment;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.zhike.statistics.Require;
import org.zhike.statistics.numeric.Order;

/**
 * What treating only those of the highest scores would gain, measured on an experiment with arms drawn by lot (Radcliffe 2007,
 * "Using control groups to target on predicted lift"). Scores are worth something when the curve lies above the straight line
 * that scores drawn at random give. Points lie where the score changes, so that the order of equal scores does not matter.
 * Immutable.
 */
public final class UpliftCurve {

    private final double[] share;
    private final double[] qini;
    private final double[] gain;
    private final boolean[] treatedInOrder;
    private final double[] outcomeInOrder;
    private final int[] ends;

    private UpliftCurve(boolean[] treatedInOrder, double[] outcomeInOrder, int[] ends) {
        this.treatedInOrder = treatedInOrder;
        this.outcomeInOrder = outcomeInOrder;
        this.ends = ends;
        int n = treatedInOrder.length;
        share = new double[ends.length + 1];
        qini = new double[ends.length + 1];
        gain = new double[ends.length + 1];
        double treated = 0;
        double control = 0;
        double ofTreated = 0;
        double ofControl = 0;
        double allTreated = 0;
        for (boolean t : treatedInOrder) {
            allTreated += t ? 1 : 0;
        }
        int i = 0;
        for (int k = 0; k < ends.length; k++) {
            for (; i < ends[k]; i++) {
                if (treatedInOrder[i]) {
                    treated++;
                    ofTreated += outcomeInOrder[i];
                } else {
                    control++;
                    ofControl += outcomeInOrder[i];
                }
            }
            share[k + 1] = (double) ends[k] / n;
            // As long as an arm has nobody, nothing can be said of a difference.
            qini[k + 1] = control == 0 ? 0 : (ofTreated - ofControl * treated / control) / allTreated;
            gain[k + 1] = control == 0 || treated == 0 ? 0 : (ofTreated / treated - ofControl / control) * share[k + 1];
        }
    }

    /**
     * Orders the units of an experiment by their scores, the highest first.
     *
     * @param scores how much treating a unit is thought to add; not learned from these outcomes
     * @param outcomes such as 1 for a purchase and 0 for none, or money
     */
    public static UpliftCurve of(double[] scores, boolean[] treated, double[] outcomes) {
        int n = scores.length;
        if (treated.length != n || outcomes.length != n) {
            throw new IllegalArgumentException(
                    n + " scores, but " + treated.length + " arms and " + outcomes.length + " outcomes");
        }
        double[] keys = new double[n];
        int arms = 0;
        for (int i = 0; i < n; i++) {
            keys[i] = -Require.finite(scores[i], "a score");
            Require.finite(outcomes[i], "an outcome");
            arms |= treated[i] ? 1 : 2;
        }
        if (arms != 3) {
            throw new IllegalArgumentException("there must be treated and untreated units");
        }
        int[] order = Order.ascending(keys);
        boolean[] treatedInOrder = new boolean[n];
        double[] outcomeInOrder = new double[n];
        int[] ends = IntStream.rangeClosed(1, n)
                .filter(i -> i == n || keys[order[i]] != keys[order[i - 1]])
                .toArray();
        for (int i = 0; i < n; i++) {
            treatedInOrder[i] = treated[order[i]];
            outcomeInOrder[i] = outcomes[order[i]];
        }
        return new UpliftCurve(treatedInOrder, outcomeInOrder, ends);
    }

    /** The scores of the two-model way: what is foretold with the treatment less what is foretold without. */
    public static double[] twoModelScores(double[] ifTreated, double[] ifNot) {
        if (ifTreated.length != ifNot.length) {
            throw new IllegalArgumentException(ifTreated.length + " forecasts with, but " + ifNot.length + " without");
        }
        double[] scores = new double[ifTreated.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = ifTreated[i] - ifNot[i];
        }
        return scores;
    }

    /** How many points there are, with that of nobody treated. */
    public int points() {
        return share.length;
    }

    /** The share of units with the point's score or a higher one, 0 to 1. */
    public double share(int point) {
        return share[point];
    }

    /** Outcomes gained per treated unit of the whole experiment: (Y_T − Y_C·n_T/n_C) / N_T within the share. */
    public double qini(int point) {
        return qini[point];
    }

    /** Outcomes gained per unit of all by treating the share: the difference of the arms' means within it, times the share. */
    public double gain(int point) {
        return gain[point];
    }

    /** The difference of the arms' means over all units: what treating everybody gains per unit. */
    public double lift() {
        return gain[gain.length - 1];
    }

    /**
     * Qini's coefficient Q: the area between the Qini curve and the straight line to its end, in outcomes per treated unit; 0 for
     * scores at random, below 0 for scores that are wrong way round.
     */
    public double coefficient() {
        return area(share, qini) - qini[qini.length - 1] / 2;
    }

    /** The area under the gain curve (AUUC), in outcomes per unit. */
    public double areaUnderGain() {
        return area(share, gain);
    }

    /** The area that scores at random would have: half the lift. */
    public double randomAreaUnderGain() {
        return lift() / 2;
    }

    /**
     * The chance that scores at random have so high a coefficient, (1 + as high) / (1 + shuffles), by shuffling who has which
     * score. Uses all cores; the same seed gives the same result.
     */
    public double pValueAgainstRandom(int shuffles, long seed) {
        Require.atLeast(1, shuffles, "shuffles");
        double own = coefficient();
        long asHigh = IntStream.range(0, shuffles)
                .parallel()
                .filter(s -> shuffled(new SplittableRandom(seed + 0x9E3779B97F4A7C15L * (s + 1))) >= own)
                .count();
        return (1.0 + asHigh) / (1.0 + shuffles);
    }

    private double shuffled(SplittableRandom random) {
        boolean[] treated = treatedInOrder.clone();
        double[] outcomes = outcomeInOrder.clone();
        for (int i = treated.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            boolean t = treated[i];
            treated[i] = treated[j];
            treated[j] = t;
            double y = outcomes[i];
            outcomes[i] = outcomes[j];
            outcomes[j] = y;
        }
        return new UpliftCurve(treated, outcomes, ends).coefficient();
    }

    private static double area(double[] x, double[] y) {
        double sum = 0;
        for (int i = 1; i < x.length; i++) {
            sum += (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2;
        }
        return sum;
    }
}
