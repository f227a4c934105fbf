package org.zhike.metrics;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhike.metrics.CompareAnswer.Cell;
import org.zhike.metrics.CompareAnswer.Difference;
import org.zhike.platform.Measuring;
import org.zhike.statistics.test.ManyTests;

/** Puts the two sides of each cell beside each other and judges all differences of a metric together. */
final class Compared {

    private static final double FALSE_DISCOVERIES = 0.05;

    private Compared() {}

    static CompareAnswer.Side side(Metric metric, @Nullable Estimate estimate, Measuring rules) {
        if (estimate == null) {
            return new CompareAnswer.Side(null, 0, null, null, MetricAnswer.State.TOO_FEW);
        }
        var interval = estimate.interval();
        return new CompareAnswer.Side(
                estimate.hasValue() ? estimate.value() : null,
                estimate.n(),
                interval == null ? null : finite(interval.low()),
                interval == null ? null : finite(interval.high()),
                estimate.state(metric, rules));
    }

    private static @Nullable Double finite(double bound) {
        return Double.isFinite(bound) ? bound : null;
    }

    /** The difference without regard to the other cells. */
    static @Nullable Difference difference(Metric metric, @Nullable Estimate a, @Nullable Estimate b, Measuring rules) {
        if (a == null || b == null) {
            return null;
        }
        MetricAnswer.Change change = b.since(a, metric.interval(), rules.level());
        if (change == null) {
            return null;
        }
        return new Difference(
                change.value(),
                change.low(),
                change.high(),
                b.pValueSince(a, metric.interval()),
                null,
                change.beyondNoise());
    }

    /** With many parts some differ by chance alone: the share of those among the ones marked is held down. */
    static List<Cell> adjusted(List<Cell> cells) {
        List<Double> known = new ArrayList<>();
        for (Cell cell : cells) {
            Difference difference = cell.difference();
            Double p = difference == null ? null : difference.p();
            if (p != null) {
                known.add(p);
            }
        }
        double[] adjusted = ManyTests.benjaminiHochberg(
                known.stream().mapToDouble(Double::doubleValue).toArray());
        List<Cell> judged = new ArrayList<>();
        int next = 0;
        for (Cell cell : cells) {
            Difference difference = cell.difference();
            if (difference == null || difference.p() == null) {
                judged.add(cell);
                continue;
            }
            double p = adjusted[next++];
            boolean beyondNoise = difference.beyondNoise() && p < FALSE_DISCOVERIES;
            judged.add(new Cell(
                    cell.dimensions(),
                    cell.labels(),
                    cell.a(),
                    cell.b(),
                    new Difference(
                            difference.value(), difference.low(), difference.high(), difference.p(), p, beyondNoise)));
        }
        return judged;
    }
}
