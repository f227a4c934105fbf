package org.zhike.statistics.text;

import java.util.SplittableRandom;
import org.zhike.statistics.Require;

/** Parts of a sample that are left out in turn. */
public final class Folds {

    private Folds() {}

    /**
     * Returns the part of each text, from 0 to {@code folds} − 1; the texts of each class are dealt out evenly, in an order
     * drawn from the seed.
     */
    public static int[] stratified(int[] labels, int folds, long seed) {
        Require.atLeast(2, folds, "folds");
        int[] order = new int[labels.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        var random = new SplittableRandom(seed);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        int classes = 0;
        for (int label : labels) {
            classes = (int) Math.max(classes, Require.atLeast(0, label, "a label") + 1);
        }
        int[] next = new int[classes];
        // Each class starts where the one before ended, so that the parts are of one size.
        int[] sizes = new int[classes];
        for (int label : labels) {
            sizes[label]++;
        }
        for (int k = 1; k < classes; k++) {
            next[k] = (next[k - 1] + sizes[k - 1]) % folds;
        }
        int[] fold = new int[labels.length];
        for (int i : order) {
            fold[i] = next[labels[i]];
            next[labels[i]] = (next[labels[i]] + 1) % folds;
        }
        return fold;
    }
}
