package org.zhike.metrics;

import java.util.TreeMap;
import org.zhike.metrics.ReadyMetric.Counted;

/** What the engine found out about the units of one cell. Mutable while rows are read and added up. */
sealed interface Sample {

    long n();

    /** What is known of a cell without rows. */
    static Sample nothing(Counted metric) {
        if (metric.isHistogram()) {
            return new Histogram();
        }
        return Sums.empty(
                metric.formula() == null ? 0 : metric.formula().terms().size());
    }

    /** About how many bytes it takes. */
    long bytes();

    /** Sums of a formula's terms, and of the products of each two where the interval needs them. */
    final class Sums implements Sample {

        private final long n;
        private final double[] sums;
        private final double[][] products;

        Sums(long n, double[] sums, double[][] products) {
            this.n = n;
            this.sums = sums;
            this.products = products;
        }

        static Sums empty(int terms) {
            return new Sums(0, new double[terms], new double[terms][terms]);
        }

        @Override
        public long n() {
            return n;
        }

        @Override
        public long bytes() {
            return 80 + 8L * sums.length + (24 + 8L * sums.length) * products.length;
        }

        double[] sums() {
            return sums.clone();
        }

        double sum(int term) {
            return sums[term];
        }

        double product(int term, int other) {
            return products[term][other];
        }

        Sums plus(Sums other) {
            Sums added = empty(sums.length);
            for (int i = 0; i < sums.length; i++) {
                added.sums[i] = sums[i] + other.sums[i];
                for (int j = 0; j < sums.length; j++) {
                    added.products[i][j] = products[i][j] + other.products[i][j];
                }
            }
            return new Sums(n + other.n, added.sums, added.products);
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

        @Override
        public long bytes() {
            return 64 + 112L * counts.size();
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
