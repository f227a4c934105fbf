package org.zhike.statistics.interval;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.zhike.statistics.Require;
import org.zhike.statistics.numeric.Order;

/**
 * The ranks that units may truly have, given how sure their values are: by drawing all values again and again and ranking each
 * draw (Goldstein and Spiegelhalter 1996, JRSS A 159:385). Rank 1 is the largest value. Immutable.
 */
public final class UncertainRanks {

    /** What a unit's true value may be. */
    @FunctionalInterface
    public interface Draw {
        double value(int unit, RandomGenerator random);
    }

    private final int draws;
    /** By unit and rank, how often. */
    private final int[][] counts;

    private UncertainRanks(int draws, int[][] counts) {
        this.draws = draws;
        this.counts = counts;
    }

    /**
     * Simulates the ranks; memory grows with the square of the units. The same seed gives the same ranks. Equal draws are ranked
     * by lot.
     *
     * @param draws at least 100; 2,000 for intervals that are stable to a rank in a hundred
     */
    public static UncertainRanks simulate(int units, Draw draw, int draws, long seed) {
        Require.atLeast(1, units, "units");
        Require.atLeast(100, draws, "draws");
        var random = new SplittableRandom(seed);
        var counts = new int[units][units];
        var values = new double[units];
        int[] lots = IntStream.range(0, units).toArray();
        for (int i = 0; i < draws; i++) {
            shuffle(lots, random);
            for (int place = 0; place < units; place++) {
                values[place] = -draw.value(lots[place], random);
            }
            int[] order = Order.ascending(values);
            for (int rank = 0; rank < units; rank++) {
                counts[lots[order[rank]]][rank]++;
            }
        }
        return new UncertainRanks(draws, counts);
    }

    private static void shuffle(int[] lots, RandomGenerator random) {
        for (int i = lots.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = lots[i];
            lots[i] = lots[j];
            lots[j] = kept;
        }
    }

    /** The mean of the unit's ranks. */
    public double expected(int unit) {
        double sum = 0;
        for (int rank = 0; rank < counts[unit].length; rank++) {
            sum += (rank + 1.0) * counts[unit][rank];
        }
        return sum / draws;
    }

    /** The ranks between which the unit's lies, equally likely to miss on either side; whole numbers. */
    public Interval interval(int unit, double level) {
        double tail = (1 - Require.level(level)) / 2;
        return new Interval(quantile(unit, tail), quantile(unit, 1 - tail), level);
    }

    /** The chance that the unit is among the first so many. */
    public double amongFirst(int unit, int places) {
        return Arrays.stream(counts[unit], 0, Math.min(places, counts[unit].length))
                        .sum()
                / (double) draws;
    }

    private double quantile(int unit, double probability) {
        long sum = 0;
        for (int rank = 0; rank < counts[unit].length; rank++) {
            sum += counts[unit][rank];
            if (sum >= probability * draws) {
                return rank + 1.0;
            }
        }
        return counts[unit].length;
    }
}
