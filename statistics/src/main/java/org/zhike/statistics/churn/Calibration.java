package org.zhike.statistics.churn;

import java.util.ArrayList;
import java.util.List;
import org.zhike.statistics.Require;

/**
 * Probabilities beside what happened, in groups of about equal size by rising probability (a reliability diagram); equal
 * probabilities stay in one group.
 */
public record Calibration(List<Group> groups) {

    /**
     * Cases of similar probability.
     *
     * @param meanProbability what was said
     * @param share what happened
     */
    public record Group(long cases, double meanProbability, double share) {}

    public Calibration {
        groups = List.copyOf(groups);
    }

    /**
     * Groups by probability.
     *
     * @param groups how many at most, at least 1; 10 is usual
     */
    public static Calibration of(boolean[] positive, double[] probabilities, int groups) {
        Checks.sameLength(positive, probabilities.length, "probabilities");
        Checks.probabilities(probabilities);
        Require.atLeast(1, groups, "groups");
        int[] order = Order.ascending(probabilities);
        int n = order.length;
        List<Group> found = new ArrayList<>();
        int from = 0;
        for (int g = 1; g <= groups; g++) {
            int to = (int) ((long) n * g / groups);
            while (to < n && to > 0 && probabilities[order[to]] == probabilities[order[to - 1]]) {
                to++;
            }
            if (to > from) {
                found.add(group(positive, probabilities, order, from, to));
                from = to;
            }
        }
        return new Calibration(found);
    }

    private static Group group(boolean[] positive, double[] probabilities, int[] order, int from, int to) {
        double sum = 0;
        long happened = 0;
        for (int k = from; k < to; k++) {
            sum += probabilities[order[k]];
            happened += positive[order[k]] ? 1 : 0;
        }
        int cases = to - from;
        return new Group(cases, sum / cases, (double) happened / cases);
    }

    /** The mean distance of said from happened, weighted by cases (Naeini, Cooper and Hauskrecht 2015). */
    public double expectedError() {
        double sum = 0;
        long cases = 0;
        for (Group group : groups) {
            sum += group.cases() * Math.abs(group.meanProbability() - group.share());
            cases += group.cases();
        }
        return sum / cases;
    }
}
