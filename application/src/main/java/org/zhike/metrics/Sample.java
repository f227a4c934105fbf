package org.zhike.metrics;

import java.util.TreeMap;

/** What the engine found out about the units of one cell. Mutable while rows are read and added up. */
sealed interface Sample {

    long n();

    /**
     * Sums of a formula's terms.
     *
     * @param products of each two terms; empty when the interval needs none
     */
    record Sums(long n, double[] sums, double[][] products) implements Sample {

        static Sums empty(int terms) {
            return new Sums(0, new double[terms], new double[terms][terms]);
        }

        Sums plus(Sums other) {
            double[] added = sums.clone();
            double[][] addedProducts = new double[sums.length][sums.length];
            for (int i = 0; i < added.length; i++) {
                added[i] += other.sums[i];
                for (int j = 0; j < added.length; j++) {
                    addedProducts[i][j] = products[i][j] + other.products[i][j];
                }
            }
            return new Sums(n + other.n, added, addedProducts);
        }
    }

    /** How often each value occurs: ended, and not ended yet. */
    record Histogram(TreeMap<Double, long[]> counts) implements Sample {

        Histogram() {
            this(new TreeMap<>());
        }

        void add(double value, long ended, long open) {
            long[] count = counts.computeIfAbsent(value, ignored -> new long[2]);
            count[0] += ended;
            count[1] += open;
        }

        @Override
        public long n() {
            return counts.values().stream()
                    .mapToLong(count -> count[0] + count[1])
                    .sum();
        }

        double[] values() {
            return counts.keySet().stream().mapToDouble(Double::doubleValue).toArray();
        }

        long[] ended() {
            return counts.values().stream().mapToLong(count -> count[0]).toArray();
        }

        long[] open() {
            return counts.values().stream().mapToLong(count -> count[1]).toArray();
        }
    }
}
