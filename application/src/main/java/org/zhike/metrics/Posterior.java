package org.zhike.metrics;

import static java.lang.Math.max;
import static java.lang.Math.round;
import static java.lang.Math.sqrt;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.zhike.metrics.Metric.IntervalMethod;
import org.zhike.metrics.MetricAnswer.Cell;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Quantiles;
import org.zhike.statistics.interval.FunnelPlot;
import org.zhike.statistics.interval.Interval;
import org.zhike.statistics.interval.Proportion;
import org.zhike.statistics.interval.ShareShrinkage;
import org.zhike.statistics.interval.Shrinkage;

/** What is known of the parts' true values once each was drawn towards all, and the funnel about the pooled value. */
sealed interface Posterior {

    /** Whether the parts differ by more than chance. */
    boolean hasSpread();

    double spread();

    double pooled();

    double shrunk(int part);

    Interval interval(int part, double level);

    double draw(int part, RandomGenerator random);

    /** What the limits narrow with. */
    long size(int part);

    /** The limits of a part of a size. */
    Interval limits(long size, double level);

    /** Returns the posterior of cells that all have a value and a bound. */
    static Posterior of(Metric metric, List<Cell> cells, double level) {
        return metric.interval() == IntervalMethod.WILSON ? Shares.of(cells) : Means.of(metric, cells, level);
    }

    /** The level whose interval reaches one standard error each way. */
    double ONE_ERROR = 0.682689492137086;

    /** Shares: binomial about Beta-distributed true shares. */
    record Shares(List<Proportion> parts, ShareShrinkage prior, double pooled, boolean hasSpread) implements Posterior {

        static Shares of(List<Cell> cells) {
            List<Proportion> parts = cells.stream()
                    .map(cell -> new Proportion(round(orZero(cell.numerator())), round(orZero(cell.denominator()))))
                    .toList();
            long trials = parts.stream().mapToLong(Proportion::trials).sum();
            double pooled =
                    (double) parts.stream().mapToLong(Proportion::successes).sum() / trials;
            return switch (ShareShrinkage.fit(parts)) {
                case FitOutcome.Converged<ShareShrinkage>(ShareShrinkage prior, int _) ->
                    new Shares(parts, prior, pooled, true);
                // Without an end the search found no spread.
                case FitOutcome.NotConverged<ShareShrinkage>(ShareShrinkage prior, int _, String _) ->
                    new Shares(parts, prior, pooled, false);
                // All or none succeeded everywhere: half a success and half a failure keep the shares off the edge.
                case FitOutcome.TooLittleData<ShareShrinkage> _ ->
                    new Shares(
                            parts,
                            new ShareShrinkage(pooled * trials + 0.5, (1 - pooled) * trials + 0.5),
                            pooled,
                            false);
            };
        }

        @Override
        public double spread() {
            return hasSpread ? prior.spread() : 0;
        }

        @Override
        public double shrunk(int part) {
            return hasSpread ? prior.estimate(parts.get(part)) : pooled;
        }

        @Override
        public Interval interval(int part, double level) {
            return hasSpread ? prior.interval(parts.get(part), level) : ofAll().wilson(level);
        }

        /** Without spread all parts have the one share, which is as sure as all their units make it. */
        private Proportion ofAll() {
            return new Proportion(
                    parts.stream().mapToLong(Proportion::successes).sum(),
                    parts.stream().mapToLong(Proportion::trials).sum());
        }

        @Override
        public double draw(int part, RandomGenerator random) {
            return prior.draw(parts.get(part), random);
        }

        @Override
        public long size(int part) {
            return parts.get(part).trials();
        }

        @Override
        public Interval limits(long size, double level) {
            return pooled <= 0 || pooled >= 1
                    ? new Interval(pooled, pooled, level)
                    : FunnelPlot.ofShare(pooled, size, level);
        }
    }

    /** Means, scores and the like: normal about normal true values. */
    record Means(Shrinkage values, List<Long> sizes, double pooled, double deviation, double errorOfMean)
            implements Posterior {

        static Means of(Metric metric, List<Cell> cells, double level) {
            double[] estimates =
                    cells.stream().mapToDouble(cell -> orZero(cell.value())).toArray();
            double[] own = cells.stream()
                    .mapToDouble(cell -> standardError(metric, cell, level))
                    .toArray();
            double units = cells.stream().mapToDouble(Cell::n).sum();
            double squares = 0;
            for (int i = 0; i < own.length; i++) {
                double n = cells.get(i).n();
                squares += n * n * own[i] * own[i] / units;
            }
            double deviation = sqrt(squares);
            double size = Arrays.stream(estimates).map(Math::abs).max().orElse(1);
            double weights = 0;
            for (int i = 0; i < own.length; i++) {
                if (!(own[i] > 0)) {
                    // Units that all agree say little about how sure their mean is; the deviation of all parts says
                    // more.
                    own[i] = max(deviation / sqrt((double) cells.get(i).n()), 1e-9 * max(size, 1e-9));
                }
                weights += 1 / (own[i] * own[i]);
            }
            return new Means(
                    Shrinkage.normal(estimates, own),
                    cells.stream().map(Cell::n).toList(),
                    pooled(cells),
                    deviation,
                    1 / sqrt(weights));
        }

        /** Of a ratio the numerators over the denominators, in the unit of the metric. */
        private static double pooled(List<Cell> cells) {
            boolean isRatio = cells.stream().allMatch(cell -> orZero(cell.denominator()) > 0);
            double weights = 0;
            double sum = 0;
            for (Cell cell : cells) {
                double weight = isRatio ? orZero(cell.denominator()) : cell.n();
                weights += weight;
                sum += weight * orZero(cell.value());
            }
            return sum / weights;
        }

        /** What the cell's interval was made of. */
        private static double standardError(Metric metric, Cell cell, double level) {
            double high = orZero(cell.high());
            double half = metric.interval() == IntervalMethod.KAPLAN_MEIER
                    ? high - orZero(cell.value())
                    : (high - orZero(cell.low())) / 2;
            double critical = metric.interval() == IntervalMethod.DELTA
                    ? Quantiles.criticalT(level, cell.n() - 1.0)
                    : Quantiles.criticalZ(level);
            return half / critical;
        }

        @Override
        public boolean hasSpread() {
            return values.betweenVariance() > 0;
        }

        @Override
        public double spread() {
            return sqrt(values.betweenVariance());
        }

        @Override
        public double shrunk(int part) {
            return values.estimate(part);
        }

        @Override
        public Interval interval(int part, double level) {
            // Without spread all parts have the one mean, which is as sure as all their units make it.
            return hasSpread()
                    ? values.interval(part, level)
                    : Interval.around(values.mean(), Quantiles.criticalZ(level) * errorOfMean, level);
        }

        @Override
        public double draw(int part, RandomGenerator random) {
            return values.draw(part, random);
        }

        @Override
        public long size(int part) {
            return sizes.get(part);
        }

        @Override
        public Interval limits(long size, double level) {
            return FunnelPlot.ofMean(pooled, deviation / sqrt((double) size), 1, level);
        }
    }

    private static double orZero(@Nullable Double number) {
        return number == null ? 0 : number;
    }
}
