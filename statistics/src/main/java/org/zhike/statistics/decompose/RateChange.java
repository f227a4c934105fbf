package org.zhike.statistics.decompose;

import static java.lang.Math.sqrt;

import java.util.Arrays;
import java.util.Objects;
import org.zhike.statistics.Require;
import org.zhike.statistics.numeric.ExactSum;

/**
 * The change of a ratio (a rate or a mean) between two periods, taken apart over the cells of one dimension: with the weight w
 * of a cell in its period's denominator, its rate r and the mean R of the two overall rates,
 *
 * <pre>
 * rate    ½(w0 + w1)(r1 − r0)             the cell itself moved
 * mix     (w1 − w0)(½(r0 + r1) − R)       a cell better or worse than the whole gained or lost weight
 * entered w1(r1 − R),  left −w0(r0 − R)   cells that are there in one period only
 * </pre>
 *
 * This is the Shapley value of the two factors of each cell, with the reference R of Bennet's price indicator: as weights sum to
 * 1, R changes no sum. Rounding is put into one piece, so that the true sum of all pieces rounds to {@link #total()}.
 * Standard errors take the weights as given and the rates of cells as independent. Linear in the number of cells.
 */
public final class RateChange implements Change {

    private final double before;
    private final double after;
    /** Of each cell: rate, mix, entered, left. */
    private final double[] pieces;

    private final double[] rateErrors;
    private final double[] standardErrors;
    private final double[] even;
    private final double[] unevenErrors;
    private final boolean reversal;

    private RateChange(Period first, Period second) {
        int cells = first.weight.length;
        before = first.overall;
        after = second.overall;
        pieces = new double[4 * cells];
        rateErrors = new double[cells];
        standardErrors = new double[cells];
        even = new double[cells];
        unevenErrors = new double[cells];
        double reference = before / 2 + after / 2;
        double noise0 = first.variance();
        double noise1 = second.variance();
        int common = 0;
        int up = 0;
        int down = 0;
        for (int i = 0; i < cells; i++) {
            double w0 = first.weight[i];
            double w1 = second.weight[i];
            double r0 = first.rate[i];
            double r1 = second.rate[i];
            if (w0 > 0 && w1 > 0) {
                pieces[4 * i] = (w0 + w1) / 2 * (r1 - r0);
                pieces[4 * i + 1] = (w1 - w0) * ((r0 + r1) / 2 - reference);
                rateErrors[i] = (w0 + w1) / 2 * sqrt(first.variance[i] + second.variance[i]);
                common++;
                up += r1 > r0 ? 1 : 0;
                down += r1 < r0 ? 1 : 0;
            } else {
                pieces[4 * i + 2] = w1 * (r1 - reference);
                pieces[4 * i + 3] = -w0 * (r0 - reference);
            }
            standardErrors[i] = wholeError(first, second, i, noise0 + noise1);
            even[i] = (w0 + w1) / 2 * total();
            unevenErrors[i] = sqrt(first.unevenVariance(i, noise0) + second.unevenVariance(i, noise1));
        }
        ExactSum.trim(pieces, total());
        reversal = common > 1 && ((up == common && total() < 0) || (down == common && total() > 0));
    }

    /**
     * Decomposes a ratio of counts: standard errors take the numerators as Poisson counts.
     *
     * @param numerator0 not negative; cell by cell in the same order in all arrays
     * @param denominator0 not negative; 0 where the cell is not there in the period, and then the numerator must be 0 too
     */
    public static RateChange of(
            double[] numerator0, double[] denominator0, double[] numerator1, double[] denominator1) {
        return of(
                numerator0,
                denominator0,
                numerator1,
                denominator1,
                poisson(numerator0, denominator0),
                poisson(numerator1, denominator1));
    }

    /** Decomposes any ratio; the variances are those of each cell's rate (such as s²/n of a mean), not negative. */
    public static RateChange of(
            double[] numerator0,
            double[] denominator0,
            double[] numerator1,
            double[] denominator1,
            double[] rateVariance0,
            double[] rateVariance1) {
        requireLength(denominator0, numerator1, "numerator1");
        return new RateChange(
                Period.of(numerator0, denominator0, rateVariance0), Period.of(numerator1, denominator1, rateVariance1));
    }

    @Override
    public int cells() {
        return rateErrors.length;
    }

    @Override
    public double before() {
        return before;
    }

    @Override
    public double after() {
        return after;
    }

    /** What the move of the cell's own rate did; 0 for a cell that entered or left. */
    public double rate(int cell) {
        return piece(cell, 0);
    }

    /** What the cell's gain or loss of weight did; 0 for a cell that entered or left. */
    public double mix(int cell) {
        return piece(cell, 1);
    }

    public double entered(int cell) {
        return piece(cell, 2);
    }

    public double left(int cell) {
        return piece(cell, 3);
    }

    /** All that the cell did: the sum of its pieces. */
    @Override
    public double effect(int cell) {
        return ExactSum.of(rate(cell), mix(cell), entered(cell), left(cell));
    }

    /** The standard error of {@link #rate}. */
    public double rateError(int cell) {
        return rateErrors[cell];
    }

    @Override
    public double standardError(int cell) {
        return standardErrors[cell];
    }

    /** The cell's mean weight times the change of the whole. */
    @Override
    public double even(int cell) {
        return even[cell];
    }

    @Override
    public double unevenError(int cell) {
        return unevenErrors[cell];
    }

    /** Simpson's paradox: two cells or more are there in both periods, all their rates moved one way and the total the other. */
    public boolean isReversal() {
        return reversal;
    }

    /** The true sum of all pieces, rounded once. */
    double sumOfPieces() {
        return ExactSum.of(pieces);
    }

    private double piece(int cell, int kind) {
        return pieces[4 * Objects.checkIndex(cell, cells()) + kind];
    }

    /** The effect is w1·r1 − w0·r0 − (w1 − w0)·R, and R itself holds the rates of every cell. */
    private static double wholeError(Period first, Period second, int i, double noise) {
        double w0 = first.weight[i];
        double w1 = second.weight[i];
        double pull = (w1 - w0) / 2;
        double own0 = w0 + pull * w0;
        double own1 = w1 - pull * w1;
        double ownInNoise = w0 * w0 * first.variance[i] + w1 * w1 * second.variance[i];
        double others = Math.max(0, noise - ownInNoise);
        return sqrt(own0 * own0 * first.variance[i] + own1 * own1 * second.variance[i] + pull * pull * others);
    }

    private static double[] poisson(double[] numerator, double[] denominator) {
        requireLength(denominator, numerator, "the numerators");
        var variance = new double[numerator.length];
        for (int i = 0; i < variance.length; i++) {
            Require.notNegative(numerator[i], "a numerator that is a count");
            variance[i] = denominator[i] > 0 ? numerator[i] / denominator[i] / denominator[i] : 0;
        }
        return variance;
    }

    private static void requireLength(double[] expected, double[] given, String name) {
        if (expected.length != given.length) {
            throw new IllegalArgumentException(
                    name + " must have " + expected.length + " cells as the denominators, not " + given.length);
        }
    }

    private static final class Period {

        final double[] weight;
        final double[] rate;
        final double[] variance;
        final double overall;

        private Period(double[] weight, double[] rate, double[] variance, double overall) {
            this.weight = weight;
            this.rate = rate;
            this.variance = variance;
            this.overall = overall;
        }

        static Period of(double[] numerator, double[] denominator, double[] variance) {
            requireLength(denominator, numerator, "the numerators");
            requireLength(denominator, variance, "the variances");
            for (int i = 0; i < denominator.length; i++) {
                Require.finite(numerator[i], "a numerator");
                Require.notNegative(denominator[i], "a denominator");
                Require.notNegative(variance[i], "a variance");
                if (denominator[i] == 0 && numerator[i] != 0) {
                    throw new IllegalArgumentException(
                            "cell " + i + " has the numerator " + numerator[i] + " without a denominator");
                }
            }
            double whole = Require.positive(ExactSum.of(denominator), "the sum of the denominators of a period");
            var weight = new double[denominator.length];
            var rate = new double[denominator.length];
            for (int i = 0; i < weight.length; i++) {
                weight[i] = denominator[i] / whole;
                rate[i] = denominator[i] > 0 ? numerator[i] / denominator[i] : 0;
            }
            return new Period(weight, rate, Arrays.copyOf(variance, variance.length), ExactSum.of(numerator) / whole);
        }

        /** The variance of w(r − overall), for the effect less the even one is its change between the periods. */
        double unevenVariance(int i, double noise) {
            double own = weight[i] * weight[i] * variance[i];
            double others = Math.max(0, noise - own);
            return (1 - weight[i]) * (1 - weight[i]) * own + weight[i] * weight[i] * others;
        }

        double variance() {
            double sum = 0;
            for (int i = 0; i < weight.length; i++) {
                sum += weight[i] * weight[i] * variance[i];
            }
            return sum;
        }
    }
}
