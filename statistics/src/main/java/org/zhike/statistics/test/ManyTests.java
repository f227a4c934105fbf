package org.zhike.statistics.test;

import static java.lang.Math.max;
import static java.lang.Math.min;

import org.zhike.statistics.Require;
import org.zhike.statistics.numeric.Order;

/**
 * P-values adjusted for their number: a hypothesis may be rejected when its adjusted value is at most the error allowed for
 * the whole family. The result keeps the order of the argument; cost n·log n.
 */
public final class ManyTests {

    private ManyTests() {}

    /** The share of false among the rejected stays below the level, on average (Benjamini and Hochberg 1995). */
    public static double[] benjaminiHochberg(double... pValues) {
        int[] order = ascending(pValues);
        int n = order.length;
        double[] adjusted = new double[n];
        double least = 1;
        for (int rank = n; rank >= 1; rank--) {
            int i = order[rank - 1];
            least = min(least, pValues[i] * n / rank);
            adjusted[i] = least;
        }
        return adjusted;
    }

    /** The chance of even one false rejection stays below the level (Holm 1979); never weaker than Bonferroni. */
    public static double[] holm(double... pValues) {
        int[] order = ascending(pValues);
        int n = order.length;
        double[] adjusted = new double[n];
        double most = 0;
        for (int rank = 1; rank <= n; rank++) {
            int i = order[rank - 1];
            most = max(most, min(1, pValues[i] * (n - rank + 1)));
            adjusted[i] = most;
        }
        return adjusted;
    }

    /** Each value times their number, at most 1. */
    public static double[] bonferroni(double... pValues) {
        double[] adjusted = new double[pValues.length];
        for (int i = 0; i < pValues.length; i++) {
            adjusted[i] = min(1, requireProbability(pValues[i]) * pValues.length);
        }
        return adjusted;
    }

    private static int[] ascending(double[] pValues) {
        for (double p : pValues) {
            requireProbability(p);
        }
        return Order.ascending(pValues);
    }

    private static double requireProbability(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("a p-value lies from 0 to 1, not " + Require.finite(p, "a p-value"));
        }
        return p;
    }
}
