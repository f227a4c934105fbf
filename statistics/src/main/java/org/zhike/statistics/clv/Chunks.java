package org.zhike.statistics.clv;

import java.util.stream.IntStream;

/** Sums over many rows on both cores, in pieces of fixed size added in their order: the same to the last digit on any machine. */
final class Chunks {

    private static final int ROWS = 2048;

    private Chunks() {}

    /** Adds what belongs to the rows from start to end, excluded, to the sums. */
    @FunctionalInterface
    interface Body {
        void add(int start, int end, double[] sums);
    }

    static double[] sum(int rows, int width, Body body) {
        int chunks = (rows + ROWS - 1) / ROWS;
        double[][] parts = new double[chunks][width];
        IntStream.range(0, chunks)
                .parallel()
                .forEach(chunk -> body.add(chunk * ROWS, Math.min(rows, (chunk + 1) * ROWS), parts[chunk]));
        double[] total = new double[width];
        for (double[] part : parts) {
            for (int i = 0; i < width; i++) {
                total[i] += part[i];
            }
        }
        return total;
    }
}
