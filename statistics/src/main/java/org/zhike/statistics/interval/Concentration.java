package org.zhike.statistics.interval;

import java.util.Arrays;
import org.zhike.statistics.Require;

/** How unequally a total is spread over units, such as revenue over customers. */
public final class Concentration {

    private Concentration() {}

    /**
     * Gini's coefficient, Σ(2i − n − 1)·x₍ᵢ₎ / (n·Σx): 0 when all have the same, (n − 1)/n when one has all.
     *
     * @param values not negative, not all 0
     */
    public static double gini(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double n = sorted.length;
        double sum = 0;
        double weighted = 0;
        for (int i = 0; i < sorted.length; i++) {
            sum += Require.notNegative(sorted[i], "a value");
            weighted += (2 * (i + 1) - n - 1) * sorted[i];
        }
        return weighted / (n * Require.positive(sum, "the sum of the values"));
    }

    /**
     * The share of the total that the largest units hold.
     *
     * @param part of the units, such as 0.2; the unit on the border counts in part
     */
    public static double shareOfLargest(double part, double... values) {
        if (!(part >= 0 && part <= 1)) {
            throw new IllegalArgumentException("a part of the units lies from 0 to 1, not " + part);
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double left = part * sorted.length;
        double sum = 0;
        double held = 0;
        for (int i = sorted.length - 1; i >= 0; i--) {
            sum += Require.notNegative(sorted[i], "a value");
            held += sorted[i] * Math.clamp(left, 0, 1);
            left -= 1;
        }
        return held / Require.positive(sum, "the sum of the values");
    }

    /** The Lorenz curve: the share of the total that the smallest units hold, after 0, 1, … n of them; from 0 to 1, convex. */
    public static double[] lorenz(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        var curve = new double[sorted.length + 1];
        for (int i = 0; i < sorted.length; i++) {
            curve[i + 1] = curve[i] + Require.notNegative(sorted[i], "a value");
        }
        double sum = Require.positive(curve[sorted.length], "the sum of the values");
        for (int i = 0; i < curve.length; i++) {
            curve[i] /= sum;
        }
        return curve;
    }

    /** The least part of the units, the largest first, that holds this share of the total: 0.2 for 0.8 by Pareto's rule. */
    public static double unitsHolding(double share, double... values) {
        Require.level(share);
        double[] curve = lorenz(values);
        int n = values.length;
        int units = 0;
        // The small amount keeps the rounding of the curve from asking for one more.
        while (units < n && 1 - curve[n - units] < share - 1e-12) {
            units++;
        }
        return (double) units / n;
    }
}
