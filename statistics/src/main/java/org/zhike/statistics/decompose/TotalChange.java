package org.zhike.statistics.decompose;

import static java.lang.Math.abs;
import static java.lang.Math.sqrt;

import java.util.Objects;
import org.zhike.statistics.Require;
import org.zhike.statistics.numeric.ExactSum;

/**
 * The change of an additive metric (a count or a sum, such as orders or revenue) between two periods, taken apart over the
 * cells of one dimension: what a cell has afterwards less what it had before, with cells that entered or left apart. Rounding
 * is put into one piece, so that the true sum of all pieces rounds to {@link #total()}. Standard errors take the cells
 * as independent. Linear in the number of cells.
 */
public final class TotalChange implements Change {

    /** How a cell took part in the two periods. */
    public enum Kind {
        STAYED,
        ENTERED,
        LEFT,
        /** In neither period. */
        ABSENT
    }

    private final double before;
    private final double after;
    private final double[] effects;
    private final double[] standardErrors;
    private final double[] weights;
    private final Kind[] kinds;
    private final double noise;
    private final double absolute;

    private TotalChange(double[] first, double[] second, double[] variance0, double[] variance1) {
        int cells = first.length;
        before = Require.finite(ExactSum.of(first), "the total before");
        after = Require.finite(ExactSum.of(second), "the total afterwards");
        effects = new double[cells];
        standardErrors = new double[cells];
        weights = new double[cells];
        kinds = new Kind[cells];
        double variance = 0;
        double size = 0;
        for (int i = 0; i < cells; i++) {
            kinds[i] = kind(first[i] != 0 || variance0[i] > 0, second[i] != 0 || variance1[i] > 0);
            effects[i] = second[i] - first[i];
            standardErrors[i] = sqrt(variance0[i] + variance1[i]);
            weights[i] = abs(first[i]) + abs(second[i]);
            variance += variance0[i] + variance1[i];
            size += weights[i];
        }
        for (int i = 0; i < cells && size > 0; i++) {
            weights[i] /= size;
        }
        noise = variance;
        ExactSum.trim(effects, total());
        double sum = 0;
        for (double effect : effects) {
            sum += abs(effect);
        }
        absolute = sum;
    }

    /**
     * Takes counts apart, each a Poisson count whose variance is itself.
     *
     * @param before not negative; 0 for a cell that is not there; cell by cell in the same order in both
     */
    public static TotalChange ofCounts(double[] before, double[] after) {
        for (int i = 0; i < before.length; i++) {
            Require.notNegative(before[i], "a count before");
        }
        for (double count : after) {
            Require.notNegative(count, "a count afterwards");
        }
        return of(before, after, before, after);
    }

    /**
     * Takes sums apart.
     *
     * @param before of any sign; 0 with the variance 0 for a cell that is not there
     * @param variance0 of the cells' sums, not negative: Σy² for a sum over events left to chance, see
     *     {@link org.zhike.statistics.interval.Total}
     */
    public static TotalChange of(double[] before, double[] after, double[] variance0, double[] variance1) {
        Require.atLeast(1, before.length, "the number of cells");
        requireLength(before, after, "after");
        requireLength(before, variance0, "variance0");
        requireLength(before, variance1, "variance1");
        for (int i = 0; i < before.length; i++) {
            Require.finite(before[i], "a value before");
            Require.finite(after[i], "a value afterwards");
            Require.notNegative(variance0[i], "a variance");
            Require.notNegative(variance1[i], "a variance");
        }
        return new TotalChange(before, after, variance0, variance1);
    }

    @Override
    public int cells() {
        return effects.length;
    }

    @Override
    public double before() {
        return before;
    }

    @Override
    public double after() {
        return after;
    }

    public Kind kind(int cell) {
        return kinds[cell];
    }

    /** What a cell of both periods gained or lost; 0 for others. */
    public double stayed(int cell) {
        return kinds[cell] == Kind.STAYED ? effects[cell] : 0;
    }

    /** What a cell brought that was not there before; 0 for others. */
    public double entered(int cell) {
        return kinds[cell] == Kind.ENTERED ? effects[cell] : 0;
    }

    /** What a cell took away with it; 0 for others. */
    public double left(int cell) {
        return kinds[cell] == Kind.LEFT ? effects[cell] : 0;
    }

    @Override
    public double effect(int cell) {
        return effects[cell];
    }

    /** The cell's part of the absolute change, |effect| / Σ|effect|; 0 when nothing changed. */
    public double share(int cell) {
        return absolute == 0 ? 0 : abs(effects[cell]) / absolute;
    }

    @Override
    public double standardError(int cell) {
        return standardErrors[cell];
    }

    /** The standard error of {@link #total()}. */
    public double totalError() {
        return sqrt(noise);
    }

    /** The cell's part of both periods' values, by their size, times the change of the whole. */
    @Override
    public double even(int cell) {
        return weights[Objects.checkIndex(cell, cells())] * total();
    }

    @Override
    public double unevenError(int cell) {
        double w = weights[cell];
        double own = standardErrors[cell] * standardErrors[cell];
        return sqrt((1 - w) * (1 - w) * own + w * w * Math.max(0, noise - own));
    }

    /** The true sum of all pieces, rounded once. */
    double sumOfPieces() {
        return ExactSum.of(effects);
    }

    private static Kind kind(boolean first, boolean second) {
        if (first) {
            return second ? Kind.STAYED : Kind.LEFT;
        }
        return second ? Kind.ENTERED : Kind.ABSENT;
    }

    private static void requireLength(double[] expected, double[] given, String name) {
        if (expected.length != given.length) {
            throw new IllegalArgumentException(name + " must have " + expected.length + " cells, not " + given.length);
        }
    }
}
