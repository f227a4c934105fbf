package org.zhike.statistics.numeric;

import java.util.stream.IntStream;
import org.zhike.statistics.Require;

/**
 * Ranges of a fixed length, worked on by all cores. The ranges depend on the length alone, not on the cores; who keeps one
 * result per range and combines them in order gets the same digits on every machine.
 */
public final class Chunks {

    /** The work on one range; runs beside others, so it writes only to places of its own. */
    @FunctionalInterface
    public interface Work {
        void run(int chunk, int from, int to);
    }

    private Chunks() {}

    /** How many ranges {@code 0 … n − 1} has. */
    public static int count(int n, int length) {
        Require.atLeast(1, length, "length");
        return (n + length - 1) / length;
    }

    /** Does the work on every range; a single range without leaving the thread. */
    public static void forEach(int n, int length, Work work) {
        int chunks = count(n, length);
        if (chunks == 1) {
            work.run(0, 0, n);
            return;
        }
        IntStream.range(0, chunks).parallel().forEach(chunk -> {
            int from = chunk * length;
            work.run(chunk, from, Math.min(n, from + length));
        });
    }

    /** Work on one range that gives a number. */
    @FunctionalInterface
    public interface Part {
        double of(int from, int to);
    }

    /** The sum of the parts' numbers, added in order. */
    public static double sum(int n, int length, Part part) {
        double[] parts = new double[count(n, length)];
        forEach(n, length, (chunk, from, to) -> parts[chunk] = part.of(from, to));
        double sum = 0;
        for (double one : parts) {
            sum += one;
        }
        return sum;
    }
}
