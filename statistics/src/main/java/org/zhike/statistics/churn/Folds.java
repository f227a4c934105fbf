package org.zhike.statistics.churn;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.zhike.statistics.Require;

/** Which rows are held out together: for each row the number of its fold, from 0. */
public final class Folds {

    private Folds() {}

    /**
     * Folds of equal size with equal shares of positives, drawn at random. With fewer positives than folds some folds have none.
     *
     * @param folds at least 2, at most the number of rows
     */
    public static int[] stratified(boolean[] positive, int folds, long seed) {
        Require.atLeast(2, folds, "folds");
        Require.atLeast(folds, positive.length, "the number of rows");
        var random = new SplittableRandom(seed);
        int[] fold = new int[positive.length];
        int next = 0;
        for (boolean side : new boolean[] {true, false}) {
            int[] rows = new int[positive.length];
            int count = 0;
            for (int i = 0; i < positive.length; i++) {
                if (positive[i] == side) {
                    rows[count++] = i;
                }
            }
            for (int i = count - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int kept = rows[i];
                rows[i] = rows[j];
                rows[j] = kept;
            }
            for (int i = 0; i < count; i++) {
                fold[rows[i]] = next++ % folds;
            }
        }
        return fold;
    }

    /**
     * A split by time: the latest rows are held out (fold 1), the earlier ones train (fold 0), and rows less than a gap before
     * the first held-out moment are left out (−1), since their outcome may not have been known yet.
     *
     * @param times of each row, in any unit such as days
     * @param share the part of the rows that is held out, between 0 and 1; rows of one moment stay together
     * @param gap in the unit of the times, not negative
     */
    public static int[] byTime(double[] times, double share, double gap) {
        Checks.finite(times, "a time");
        Require.level(share);
        Require.notNegative(gap, "gap");
        Require.atLeast(2, times.length, "the number of rows");
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        double first = sorted[(int) Math.min(times.length - 1, Math.round(times.length * (1 - share)))];
        if (first == sorted[0]) {
            throw new IllegalArgumentException("all times are the same, or too many to split off " + share);
        }
        int[] fold = new int[times.length];
        for (int i = 0; i < times.length; i++) {
            fold[i] = times[i] >= first ? 1 : times[i] >= first - gap && gap > 0 ? -1 : 0;
        }
        return fold;
    }

    /** The rows of a fold. */
    public static int[] rowsIn(int[] folds, int fold) {
        return IntStream.range(0, folds.length).filter(i -> folds[i] == fold).toArray();
    }

    /** The rows of all other folds; rows with a negative fold are in none. */
    public static int[] rowsOutside(int[] folds, int fold) {
        return IntStream.range(0, folds.length)
                .filter(i -> folds[i] >= 0 && folds[i] != fold)
                .toArray();
    }

    static boolean[] choose(boolean[] values, int[] rows) {
        boolean[] chosen = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            chosen[i] = values[rows[i]];
        }
        return chosen;
    }

    static double[] choose(double[] values, int[] rows) {
        double[] chosen = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            chosen[i] = values[rows[i]];
        }
        return chosen;
    }
}
