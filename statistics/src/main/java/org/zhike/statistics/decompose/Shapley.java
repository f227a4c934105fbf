package org.zhike.statistics.decompose;

import static java.lang.Math.sqrt;

import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;
import org.zhike.statistics.Require;
import org.zhike.statistics.numeric.Chunks;
import org.zhike.statistics.numeric.ExactSum;

/**
 * The Shapley value of a game: what each player adds to the worth of those before it, on average over all orders of the
 * players (Shapley 1953). The values add up to worth(all) − worth(none). A set of players is a mask with bit i for player i;
 * the worth must be a pure function of it, for it is asked by several threads.
 */
public final class Shapley {

    /** 2^20 worths are asked and kept: 8 MB. */
    public static final int MOST_EXACT = 20;

    private static final int CHUNK = 1 << 12;

    private final double[] values;
    private final double[] standardErrors;

    private Shapley(double[] values, double[] standardErrors) {
        this.values = values;
        this.standardErrors = standardErrors;
    }

    /** Works the values out by asking the worth of each of the 2^n sets once; n · 2^n steps. At most 20 players. */
    public static Shapley exact(int players, LongToDoubleFunction worth) {
        Require.atLeast(1, players, "players");
        if (players > MOST_EXACT) {
            throw new IllegalArgumentException(
                    "at most " + MOST_EXACT + " players are worked out exactly, not " + players + "; sample them");
        }
        var worths = new double[1 << players];
        Chunks.forEach(worths.length, CHUNK, (chunk, from, to) -> {
            for (int mask = from; mask < to; mask++) {
                worths[mask] = Require.finite(worth.applyAsDouble(mask), "a worth");
            }
        });
        double[] weights = weights(players);
        double[] values = IntStream.range(0, players)
                .parallel()
                .mapToDouble(player -> value(worths, weights, 1 << player))
                .toArray();
        ExactSum.trim(values, worths[worths.length - 1] - worths[0]);
        return new Shapley(values, new double[players]);
    }

    /**
     * Estimates the values from random orders, each followed by its reverse, which takes much of the chance out (Mitchell,
     * Cooper, Frank and Holmes 2022). Asks 2 · pairs · (n − 1) + 2 worths. The same seed gives the same values.
     *
     * @param players 1 to 62
     * @param pairs of orders, at least 2
     */
    public static Shapley sampled(int players, LongToDoubleFunction worth, int pairs, long seed) {
        Require.atLeast(1, players, "players");
        Require.atLeast(2, pairs, "pairs");
        if (players > 62) {
            throw new IllegalArgumentException("at most 62 players fit a mask, not " + players);
        }
        long all = (1L << players) - 1;
        double none = Require.finite(worth.applyAsDouble(0), "a worth");
        double whole = Require.finite(worth.applyAsDouble(all), "a worth");
        // Orders are drawn before the work is shared, so that the number of cores changes nothing.
        var random = new SplittableRandom(seed);
        long[] seeds = random.longs(pairs).toArray();
        var gains = new double[pairs][];
        Chunks.forEach(pairs, 1, (pair, from, to) -> gains[pair] = pair(players, worth, none, whole, seeds[pair]));
        var values = new double[players];
        var errors = new double[players];
        for (int i = 0; i < players; i++) {
            double sum = 0;
            for (double[] gain : gains) {
                sum += gain[i];
            }
            values[i] = sum / pairs;
            double squares = 0;
            for (double[] gain : gains) {
                squares += (gain[i] - values[i]) * (gain[i] - values[i]);
            }
            errors[i] = sqrt(squares / (pairs - 1.0) / pairs);
        }
        ExactSum.trim(values, whole - none);
        return new Shapley(values, errors);
    }

    public int players() {
        return values.length;
    }

    public double value(int player) {
        return values[player];
    }

    /** The standard error left by the sampling of orders; 0 for exact values. */
    public double standardError(int player) {
        return standardErrors[player];
    }

    /** The true sum of the values, rounded once. */
    double sumOfPieces() {
        return ExactSum.of(values);
    }

    /** Of a set of s players before the one: s! (n − 1 − s)! / n!. */
    private static double[] weights(int players) {
        var weights = new double[players];
        weights[0] = 1.0 / players;
        for (int s = 1; s < players; s++) {
            weights[s] = weights[s - 1] * s / (players - s);
        }
        return weights;
    }

    private static double value(double[] worths, double[] weights, int player) {
        double sum = 0;
        for (int mask = 0; mask < worths.length; mask++) {
            if ((mask & player) == 0) {
                sum += weights[Integer.bitCount(mask)] * (worths[mask | player] - worths[mask]);
            }
        }
        return sum;
    }

    private static double[] pair(int players, LongToDoubleFunction worth, double none, double whole, long seed) {
        var order = new int[players];
        var random = new SplittableRandom(seed);
        for (int i = 0; i < players; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        var gains = new double[players];
        for (int turn = 0; turn < 2; turn++) {
            long mask = 0;
            double before = none;
            for (int k = 0; k < players; k++) {
                int player = turn == 0 ? order[k] : order[players - 1 - k];
                mask |= 1L << player;
                double after = k == players - 1 ? whole : Require.finite(worth.applyAsDouble(mask), "a worth");
                gains[player] += (after - before) / 2;
                before = after;
            }
        }
        return gains;
    }
}
