package org.zhike.statistics.churn;

import org.zhike.statistics.Require;

/**
 * Gradient boosted trees for a yes or no. The library states what it needs; an artifact of its own brings it, so that those who do
 * without trees do not carry them.
 */
public interface TreeLearner {

    /**
     * How to grow.
     *
     * @param rounds trees at most
     * @param learningRate the part of each tree that counts, above 0, at most 1
     * @param depth of a tree, at least 1
     * @param leastWeight the least sum of p(1 − p) in a leaf, not negative
     * @param rowShare of the rows that each tree sees, above 0, at most 1
     * @param columnShare of the columns that each tree sees, above 0, at most 1
     * @param ridge on leaf values, not negative
     * @param seed of the draws
     */
    record Settings(
            int rounds,
            double learningRate,
            int depth,
            double leastWeight,
            double rowShare,
            double columnShare,
            double ridge,
            long seed) {

        public Settings {
            Require.atLeast(1, rounds, "rounds");
            share(learningRate, "learningRate");
            Require.atLeast(1, depth, "depth");
            Require.notNegative(leastWeight, "leastWeight");
            share(rowShare, "rowShare");
            share(columnShare, "columnShare");
            Require.notNegative(ridge, "ridge");
        }

        private static void share(double value, String name) {
            if (!(value > 0 && value <= 1)) {
                throw new IllegalArgumentException(name + " lies above 0 and is at most 1; not " + value);
            }
        }

        /** Many small slow steps of pairs: what tables of customers ask for. */
        public static Settings standard() {
            return new Settings(1000, 0.03, 2, 3, 0.7, 0.5, 3, 1);
        }

        public Settings withRounds(int rounds) {
            return new Settings(rounds, learningRate, depth, leastWeight, rowShare, columnShare, ridge, seed);
        }

        public Settings withDepth(int depth) {
            return new Settings(rounds, learningRate, depth, leastWeight, rowShare, columnShare, ridge, seed);
        }

        public Settings withSeed(long seed) {
            return new Settings(rounds, learningRate, depth, leastWeight, rowShare, columnShare, ridge, seed);
        }
    }

    /** Rows to grow on or to watch; NaN is missing. */
    final class Rows {

        private final Matrix features;
        private final boolean[] positive;

        /** Takes over the outcomes; the caller must not change them afterwards. */
        public Rows(Matrix features, boolean[] positive) {
            Checks.sameLength(positive, features.rows(), "rows");
            this.features = features;
            this.positive = positive;
        }

        public Matrix features() {
            return features;
        }

        public int count() {
            return positive.length;
        }

        public boolean isPositive(int row) {
            return positive[row];
        }

        Rows choose(int[] rows) {
            return new Rows(features.rows(rows), Folds.choose(positive, rows));
        }
    }

    /** Grows all rounds. */
    Trees grow(Rows training, Settings settings);

    /** Grows until the log loss of the watched rows has not fallen for so many rounds; keeps the rounds up to the best. */
    Trees growWatched(Rows training, Rows watched, int patience, Settings settings);

    /** Grown trees. Immutable; safe for several threads. */
    interface Trees {

        int rounds();

        double[] logOdds(Matrix features);

        /**
         * For each row what each column adds to the log-odds (Lundberg and Lee 2017, exact for trees), and in the last place the
         * base. Far slower than scoring.
         */
        double[][] contributions(Matrix features);
    }
}
