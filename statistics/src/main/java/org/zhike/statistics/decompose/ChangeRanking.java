package org.zhike.statistics.decompose;

import static java.lang.Math.abs;
import static java.lang.Math.max;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.zhike.statistics.Quantiles;
import org.zhike.statistics.Require;

/**
 * The dimensions of a metric, from the one that tells most of why it moved to the one that tells least. A dimension tells
 * something where its cells did not move alike: with the effect e of a cell and the even one u, the share is
 *
 * <pre>Σ |e − u| over the cells beyond noise  /  Σ (|e| + |u|) over all cells</pre>
 *
 * which is 0 when all cells moved alike or by chance alone, near 1 when one small cell did it all, and 1 when gains and losses
 * of cells cancelled. A cell is beyond noise when |e − u| exceeds the normal quantile of the level, divided by the number of
 * cells (Bonferroni), so that a dimension does not rise by having many of them. n log n in the cells.
 */
public final class ChangeRanking {

    /** Totals of one metric that differ by more, as a part of its values, come from different data. */
    private static final double SAME_TOTAL = 1e-6;

    /** A dimension's name and the metric's change over its cells. */
    public record Dimension(String name, Change change) {}

    /**
     * What a dimension tells.
     *
     * @param share of the absolute change, 0 to 1
     * @param cells those beyond noise, the largest first
     */
    public record Explained(String name, double share, List<Integer> cells) {

        public Explained {
            cells = List.copyOf(cells);
        }
    }

    private ChangeRanking() {}

    /**
     * Ranks dimensions; equal ones keep their order.
     *
     * @param level the chance that a dimension without any news has no cell beyond noise, 0.95 as a rule
     */
    public static List<Explained> of(List<Dimension> dimensions, double level) {
        Require.level(level);
        Require.atLeast(1, dimensions.size(), "the number of dimensions");
        Dimension first = dimensions.getFirst();
        for (Dimension other : dimensions) {
            requireSame(first, other);
        }
        return dimensions.stream()
                .map(dimension -> explained(dimension, level))
                .sorted(Comparator.comparingDouble(Explained::share).reversed())
                .toList();
    }

    private static Explained explained(Dimension dimension, double level) {
        Change change = dimension.change();
        double z = Quantiles.criticalZ(1 - (1 - level) / change.cells());
        var beyond = new ArrayList<Integer>();
        double told = 0;
        double all = 0;
        for (int i = 0; i < change.cells(); i++) {
            double uneven = abs(uneven(change, i));
            all += abs(change.effect(i)) + abs(change.even(i));
            // Rounding alone must not tell anything where there are no errors given.
            double rounding = 1e-12 * max(abs(change.before()), abs(change.after()));
            if (uneven > z * change.unevenError(i) + rounding) {
                told += uneven;
                beyond.add(i);
            }
        }
        beyond.sort(Comparator.comparingDouble(i -> -abs(uneven(change, i))));
        return new Explained(dimension.name(), all == 0 ? 0 : Math.min(1, told / all), beyond);
    }

    private static double uneven(Change change, int cell) {
        return change.effect(cell) - change.even(cell);
    }

    private static void requireSame(Dimension first, Dimension other) {
        double allowed = SAME_TOTAL
                * max(abs(first.change().before()), abs(first.change().after()));
        if (abs(first.change().before() - other.change().before()) > allowed
                || abs(first.change().after() - other.change().after()) > allowed) {
            throw new IllegalArgumentException(
                    "the dimensions must be of one metric, but %s went from %s to %s and %s from %s to %s"
                            .formatted(
                                    first.name(),
                                    first.change().before(),
                                    first.change().after(),
                                    other.name(),
                                    other.change().before(),
                                    other.change().after()));
        }
    }
}
