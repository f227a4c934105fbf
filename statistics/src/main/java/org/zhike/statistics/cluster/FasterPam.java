package org.zhike.statistics.cluster;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.zhike.statistics.numeric.Chunks;

/** FasterPAM (Schubert and Rousseeuw 2021, Fast and eager k-medoids clustering, algorithm 3) on a matrix of all pairs. */
final class FasterPam {

    private static final int MOST_PASSES = 100;

    private final float[][] pairs;

    private FasterPam(float[][] pairs) {
        this.pairs = pairs;
    }

    static FasterPam of(Dissimilarity distance) {
        int n = distance.rows();
        float[][] pairs = new float[n][n];
        Chunks.forEach(n, 64, (chunk, from, to) -> {
            for (int i = from; i < to; i++) {
                for (int j = 0; j < n; j++) {
                    pairs[i][j] = (float) distance.between(i, j);
                }
            }
        });
        return new FasterPam(pairs);
    }

    /** Where a search ended. */
    static final class Search {

        private final int[] medoids;
        private final double loss;
        private final int passes;
        private final boolean settled;

        private Search(int[] medoids, double loss, int passes, boolean settled) {
            this.medoids = medoids;
            this.loss = loss;
            this.passes = passes;
            this.settled = settled;
        }

        int[] medoids() {
            return medoids.clone();
        }

        int passes() {
            return passes;
        }

        boolean settled() {
            return settled;
        }

        static Search better(Search a, Search b) {
            return b.loss < a.loss ? b : a;
        }
    }

    /** Rows far from the medoids so far are likelier to be the next; the distance itself counts, not its square. */
    int[] start(int k, SplittableRandom random) {
        int n = pairs.length;
        int[] medoids = new int[k];
        double[] nearest = new double[n];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        medoids[0] = random.nextInt(n);
        for (int c = 1; c < k; c++) {
            double total = 0;
            for (int i = 0; i < n; i++) {
                nearest[i] = Math.min(nearest[i], pairs[medoids[c - 1]][i]);
                total += nearest[i];
            }
            medoids[c] = total > 0 ? draw(nearest, random.nextDouble() * total) : unused(medoids, c);
        }
        return medoids;
    }

    private static int draw(double[] weights, double at) {
        int found = 0;
        double left = at;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                found = i;
                left -= weights[i];
                if (left < 0) {
                    break;
                }
            }
        }
        return found;
    }

    private static int unused(int[] medoids, int count) {
        int row = 0;
        while (contains(medoids, count, row)) {
            row++;
        }
        return row;
    }

    private static boolean contains(int[] medoids, int count, int row) {
        for (int c = 0; c < count; c++) {
            if (medoids[c] == row) {
                return true;
            }
        }
        return false;
    }

    Search search(int[] start) {
        if (start.length == 1) {
            return single();
        }
        State state = new State(start.clone());
        int n = pairs.length;
        int since = 0;
        int looked = 0;
        while (since < n && looked < MOST_PASSES * n) {
            int candidate = looked++ % n;
            since = !state.isMedoid(candidate) && state.exchange(candidate) ? 0 : since + 1;
        }
        return new Search(state.medoids, state.loss(), (looked + n - 1) / n, since >= n);
    }

    /** The row with the least sum to all others. */
    private Search single() {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < pairs.length; i++) {
            double sum = 0;
            for (float d : pairs[i]) {
                sum += d;
            }
            if (sum < least) {
                least = sum;
                best = i;
            }
        }
        return new Search(new int[] {best}, least, 1, true);
    }

    /** The medoids with each row's two nearest. */
    private final class State {

        private final int[] medoids;
        private final int[] nearest = new int[pairs.length];
        private final float[] first = new float[pairs.length];
        private final float[] second = new float[pairs.length];

        /** What the loss grows by when a medoid goes and nothing comes. */
        private final double[] removal;

        State(int[] medoids) {
            this.medoids = medoids;
            this.removal = new double[medoids.length];
            update();
        }

        boolean isMedoid(int row) {
            return contains(medoids, medoids.length, row);
        }

        double loss() {
            double sum = 0;
            for (float d : first) {
                sum += d;
            }
            return sum;
        }

        /** Puts the candidate in the place of the medoid for which that helps most, if it helps. */
        boolean exchange(int candidate) {
            double[] change = removal.clone();
            double gain = 0;
            float[] toCandidate = pairs[candidate];
            for (int o = 0; o < first.length; o++) {
                // In doubles: rounded differences could let medoids be exchanged in a circle.
                double d = toCandidate[o];
                if (d < first[o]) {
                    gain += d - first[o];
                    change[nearest[o]] += (double) first[o] - second[o];
                } else if (d < second[o]) {
                    change[nearest[o]] += d - second[o];
                }
            }
            int best = 0;
            for (int c = 1; c < change.length; c++) {
                best = change[c] < change[best] ? c : best;
            }
            // Less than rounding could exchange back and forth for ever.
            if (!(change[best] + gain < -1e-9 * (1 + loss()))) {
                return false;
            }
            medoids[best] = candidate;
            update();
            return true;
        }

        private void update() {
            Arrays.fill(removal, 0);
            for (int o = 0; o < first.length; o++) {
                first[o] = Float.MAX_VALUE;
                second[o] = Float.MAX_VALUE;
                for (int c = 0; c < medoids.length; c++) {
                    float d = pairs[medoids[c]][o];
                    if (d < first[o]) {
                        second[o] = first[o];
                        first[o] = d;
                        nearest[o] = c;
                    } else if (d < second[o]) {
                        second[o] = d;
                    }
                }
                removal[nearest[o]] += (double) second[o] - first[o];
            }
        }
    }
}
