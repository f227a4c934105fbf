package org.zhike.statistics.churn;

import java.util.Arrays;
import org.zhike.statistics.Require;

/**
 * Cases from the highest score down, with ties kept together: what a list of calls is worth. A group of equal scores counts as
 * if its members stood in random order, so that results do not depend on the order of the rows.
 *
 * <p>Cost: one sort.
 */
public final class Ranking {

    /** The cases and the positives up to the end of each group of equal scores. */
    private final long[] cases;

    private final long[] positives;
    private final int groups;

    private Ranking(long[] cases, long[] positives, int groups) {
        this.cases = cases;
        this.positives = positives;
        this.groups = groups;
    }

    /**
     * Ranks by score.
     *
     * @param scores finite; the scale does not matter
     */
    public static Ranking of(boolean[] positive, double[] scores) {
        Checks.sameLength(positive, scores.length, "scores");
        Checks.finite(scores, "a score");
        int[] order = Order.descending(scores);
        long[] cases = new long[scores.length];
        long[] positives = new long[scores.length];
        int group = -1;
        for (int k = 0; k < order.length; k++) {
            if (k == 0 || scores[order[k]] != scores[order[k - 1]]) {
                group++;
                positives[group] = group == 0 ? 0 : positives[group - 1];
            }
            cases[group] = k + 1L;
            positives[group] += positive[order[k]] ? 1 : 0;
        }
        return new Ranking(Arrays.copyOf(cases, group + 1), Arrays.copyOf(positives, group + 1), group + 1);
    }

    public long cases() {
        return cases[groups - 1];
    }

    public long positives() {
        return positives[groups - 1];
    }

    /**
     * The area under the ROC curve: the chance that a positive case stands above a negative one, ties counting one half (Hanley
     * and McNeil 1982). 0.5 where there are only positives or only negatives, since then nothing can be told.
     */
    public double auc() {
        double pairs = (double) positives() * (cases() - positives());
        if (pairs == 0) {
            return 0.5;
        }
        double won = 0;
        for (int g = 0; g < groups; g++) {
            double here = positivesIn(g);
            double negativesHere = casesIn(g) - here;
            double negativesBelow = (cases() - positives()) - (cases[g] - positives[g]);
            won += here * (negativesBelow + negativesHere / 2);
        }
        return won / pairs;
    }

    /**
     * The mean precision over the positives from the top down, at group ends (as scikit-learn's average precision); the share of
     * positives for scores without information; 0 without positives.
     */
    public double averagePrecision() {
        if (positives() == 0) {
            return 0;
        }
        double sum = 0;
        for (int g = 0; g < groups; g++) {
            sum += (double) positivesIn(g) * positives[g] / cases[g];
        }
        return sum / positives();
    }

    /** The positives to expect among the first so many cases; a tie across the cut counts in proportion. */
    public double reached(long first) {
        Require.atLeast(0, first, "the number of cases");
        if (first >= cases()) {
            return positives();
        }
        int g = Arrays.binarySearch(cases, first);
        if (g >= 0) {
            return positives[g];
        }
        int split = -g - 1;
        long casesAbove = split == 0 ? 0 : cases[split - 1];
        double above = split == 0 ? 0 : positives[split - 1];
        return above + (double) positivesIn(split) * (first - casesAbove) / casesIn(split);
    }

    /** The share of positives among the first so many cases. */
    public double precisionAt(long first) {
        Require.atLeast(1, first, "the number of cases");
        return reached(first) / Math.min(first, cases());
    }

    /** The share of all positives that is among the first so many cases; 0 without positives. */
    public double recallAt(long first) {
        return positives() == 0 ? 0 : reached(first) / positives();
    }

    /** How many times richer in positives the best share of cases is than all of them; 1 without positives. */
    public double lift(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("a share lies above 0 and is at most 1; not " + share);
        }
        if (positives() == 0) {
            return 1;
        }
        long first = Math.max(1, Math.round(share * cases()));
        return precisionAt(first) * cases() / positives();
    }

    /** The lift of each tenth of the cases by itself, the best first; their mean is about 1. */
    public double[] liftByDecile() {
        double[] lifts = new double[10];
        for (int d = 0; d < 10; d++) {
            long from = cases() * d / 10;
            long to = cases() * (d + 1) / 10;
            lifts[d] = positives() == 0 || from == to
                    ? 1
                    : (reached(to) - reached(from)) / (to - from) * cases() / positives();
        }
        return lifts;
    }

    /**
     * What a team reaches: with so many calls a week, the positives reached by the end of each week, best cases first; the last
     * week is the one in which the list ends.
     *
     * @param callsAWeek how many cases are worked on in a week, at least 1
     */
    public double[] capacityCurve(long callsAWeek) {
        Require.atLeast(1, callsAWeek, "calls a week");
        double[] reached = new double[Math.toIntExact((cases() + callsAWeek - 1) / callsAWeek)];
        for (int week = 0; week < reached.length; week++) {
            reached[week] = reached(callsAWeek * (week + 1));
        }
        return reached;
    }

    private long positivesIn(int group) {
        return positives[group] - (group == 0 ? 0 : positives[group - 1]);
    }

    private long casesIn(int group) {
        return cases[group] - (group == 0 ? 0 : cases[group - 1]);
    }
}
