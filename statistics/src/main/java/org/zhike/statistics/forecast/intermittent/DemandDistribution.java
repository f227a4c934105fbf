package org.zhike.statistics.forecast.intermittent;

import static java.lang.Math.floor;
import static java.lang.Math.max;
import static java.lang.Math.min;

import java.util.Arrays;
import org.zhike.statistics.Require;

/**
 * The distribution of demand over some periods, on evenly spaced quantities. Whole sizes are kept exactly as long as the
 * largest total has at most {@value #MOST_POINTS} steps; otherwise a size is shared between its neighbours on the grid, which
 * keeps the mean. Immutable.
 */
public final class DemandDistribution {

    private static final int MOST_POINTS = 4096;

    private final double[] probabilities;
    private final double unit;

    private DemandDistribution(double[] probabilities, double unit) {
        this.probabilities = probabilities;
        this.unit = unit;
    }

    /** The sum of independent periods, each with demand by a chance, of these sizes by these weights. */
    static DemandDistribution compound(double chance, double[] sizes, double[] weights, int periods) {
        Require.atLeast(1, periods, "periods");
        double largest = 0;
        boolean whole = true;
        for (double size : sizes) {
            largest = max(largest, size);
            whole &= size == floor(size);
        }
        double unit = whole && largest * periods <= MOST_POINTS ? 1 : max(largest * periods, largest) / MOST_POINTS;
        double[] one = new double[(int) Math.ceil(largest / unit) + 2];
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        one[0] = 1 - chance;
        for (int i = 0; i < sizes.length; i++) {
            double place = sizes[i] / unit;
            int below = (int) floor(place);
            double share = place - below;
            double mass = chance * weights[i] / total;
            one[below] += mass * (1 - share);
            one[below + 1] += mass * share;
        }
        return new DemandDistribution(power(trimmed(one), periods), unit);
    }

    /** The distribution of a sum of so many, by squaring. */
    private static double[] power(double[] one, int count) {
        double[] result = {1};
        double[] square = one;
        for (int left = count; left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                result = convolved(result, square);
            }
            if (left > 1) {
                square = convolved(square, square);
            }
        }
        return result;
    }

    private static double[] convolved(double[] a, double[] b) {
        double[] sum = new double[a.length + b.length - 1];
        for (int i = 0; i < a.length; i++) {
            double weight = a[i];
            // Also passes by what is too rare to count.
            if (weight > 1e-300) {
                for (int j = 0; j < b.length; j++) {
                    sum[i + j] += weight * b[j];
                }
            }
        }
        return sum;
    }

    private static double[] trimmed(double[] p) {
        int length = p.length;
        while (length > 1 && p[length - 1] == 0) {
            length--;
        }
        return Arrays.copyOf(p, length);
    }

    public double mean() {
        double sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            sum += i * probabilities[i];
        }
        return sum * unit;
    }

    /** Returns the least quantity that covers the demand with a probability: the stock for a service level. */
    public double quantile(double probability) {
        Require.level(probability);
        double sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            sum += probabilities[i];
            // Sums of many small numbers end a little short of what they should.
            if (sum >= probability - 1e-12) {
                return i * unit;
            }
        }
        return (probabilities.length - 1) * unit;
    }

    /** Returns the probability that demand is at most a quantity. */
    public double covered(double quantity) {
        double sum = 0;
        for (int i = 0; i < probabilities.length && i * unit <= quantity; i++) {
            sum += probabilities[i];
        }
        return min(1, sum);
    }

    /** Returns the expected demand above a quantity: what a stock of it leaves unserved. */
    public double shortage(double quantity) {
        double sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            sum += probabilities[i] * max(0, i * unit - quantity);
        }
        return sum;
    }
}
