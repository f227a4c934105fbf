package org.zhike.metrics;

import static java.lang.Math.abs;
import static java.lang.Math.max;
import static java.lang.Math.round;
import static java.lang.Math.sqrt;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zhike.expressions.Expression.Variable;
import org.zhike.metrics.Formula.Fraction;
import org.zhike.metrics.Metric.IntervalMethod;
import org.zhike.metrics.Metric.Unit;
import org.zhike.metrics.ReadyMetric.Combined;
import org.zhike.metrics.ReadyMetric.Counted;
import org.zhike.metrics.Sample.Histogram;
import org.zhike.metrics.Sample.Sums;
import org.zhike.platform.Measuring;
import org.zhike.statistics.Quantiles;
import org.zhike.statistics.interval.Comparison;
import org.zhike.statistics.interval.Distribution;
import org.zhike.statistics.interval.Interval;
import org.zhike.statistics.interval.NetPromoter;
import org.zhike.statistics.interval.PoissonRate;
import org.zhike.statistics.interval.Proportion;
import org.zhike.statistics.survival.KaplanMeier;

/**
 * A metric's value and how sure it is.
 *
 * @param value NaN where there is none
 * @param interval null when the value is a full count
 * @param standardError 0 for a full count; infinite when the data give no bound
 */
record Estimate(
        double value,
        long n,
        @Nullable Double numerator,
        @Nullable Double denominator,
        @Nullable Interval interval,
        double standardError) {

    /** What is known of units that give no value, such as refunds without a sale. */
    static Estimate without(long n) {
        return new Estimate(Double.NaN, n, null, null, null, Double.POSITIVE_INFINITY);
    }

    /** Whether it is something divided by something that is there. */
    boolean isRatio() {
        return numerator != null && denominator != null && denominator > 0;
    }

    double numeratorOrZero() {
        return numerator == null ? 0 : numerator;
    }

    double denominatorOrZero() {
        return denominator == null ? 0 : denominator;
    }

    boolean hasValue() {
        return !Double.isNaN(value);
    }

    /**
     * Returns the estimate; empty when there is nothing to divide by or to take a quantile of.
     *
     * @param level of its interval
     */
    static Optional<Estimate> of(Counted metric, Sample sample, double years, double level) {
        return switch (sample) {
            case Sums sums -> ofSums(metric, sums, metric.metric().unit() == Unit.PER_YEAR ? 1 / years : 1, level);
            case Histogram histogram when histogram.counts().isEmpty() -> Optional.empty();
            case Histogram histogram when metric.formula() == null -> Optional.of(ofLifetimes(histogram, level));
            case Histogram histogram -> Optional.of(ofQuantile(histogram, metric.formula(), level));
        };
    }

    private static Optional<Estimate> ofSums(Counted metric, Sums sample, double scale, double level) {
        Formula formula = metric.formula();
        if (formula == null) {
            throw new IllegalStateException(metric.metric().id() + " has no formula");
        }
        Dual value = formula.evaluate(sample.sums());
        Fraction fraction = formula.fraction(sample.sums()).orElse(null);
        Double numerator = fraction == null ? null : fraction.numerator();
        Double denominator = fraction == null ? null : fraction.denominator();
        if (Double.isNaN(value.value())) {
            return Optional.of(
                    new Estimate(Double.NaN, sample.n(), numerator, denominator, null, Double.POSITIVE_INFINITY));
        }
        Uncertain uncertain = uncertain(metric.metric().interval(), value, sample, level);
        Interval interval = uncertain.interval();
        return Optional.of(new Estimate(
                value.value() * scale,
                sample.n(),
                numerator,
                denominator,
                interval == null ? null : interval.times(scale),
                uncertain.standardError() * scale));
    }

    private record Uncertain(@Nullable Interval interval, double standardError) {}

    private static Uncertain uncertain(IntervalMethod method, Dual value, Sums sample, double level) {
        return switch (method) {
            case NONE -> new Uncertain(null, 0);
            case WILSON -> {
                var share = new Proportion(round(sample.sum(0)), round(sample.sum(1)));
                yield new Uncertain(share.wilson(level), share.standardError());
            }
            case NPS -> {
                long promoters = round(sample.sum(0));
                long detractors = round(sample.sum(2));
                var score = new NetPromoter(promoters, round(sample.sum(1)) - promoters - detractors, detractors);
                yield new Uncertain(score.adjustedWald(level), score.standardError());
            }
            case POISSON -> {
                var count = new PoissonRate(round(value.value()), 1);
                yield new Uncertain(count.exact(level), count.standardError());
            }
            case TOTAL -> {
                double error = sqrt(variance(value, sample));
                yield new Uncertain(Interval.around(value.value(), Quantiles.criticalZ(level) * error, level), error);
            }
            case DELTA -> {
                long n = sample.n();
                if (n < 2) {
                    yield new Uncertain(Interval.unbounded(level), Double.POSITIVE_INFINITY);
                }
                double error = sqrt(variance(value, sample) * n / (n - 1));
                double margin = Quantiles.criticalT(level, n - 1.0) * error;
                yield new Uncertain(Interval.around(value.value(), margin, level), error);
            }
            case ORDER_STATISTICS, KAPLAN_MEIER, COMPOSITE ->
                throw new IllegalStateException(method + " is not made of sums");
        };
    }

    /**
     * The variance of a formula of sums over a number of independent units that is left to chance: gᵀMg with slopes g and sums of
     * products M (the delta method on compound Poisson totals). For a ratio it is the usual linearised variance, since the residuals
     * of a ratio add up to 0; see {@link org.zhike.statistics.interval.RatioOfSums} and {@link org.zhike.statistics.interval.Total}.
     */
    private static double variance(Dual value, Sums sample) {
        double variance = 0;
        int terms = sample.sums().length;
        for (int i = 0; i < terms; i++) {
            for (int j = 0; j < terms; j++) {
                variance += value.slope(i) * value.slope(j) * sample.product(i, j);
            }
        }
        // Rounding may leave −1e-20 where all units agree.
        return max(0, variance);
    }

    private static Estimate ofQuantile(Histogram histogram, Formula formula, double level) {
        double probability = formula.quantile().orElseThrow().probability();
        var distribution = new Distribution(histogram.values(), histogram.ended());
        Interval interval = distribution.quantileInterval(probability, level);
        return new Estimate(
                distribution.quantile(probability),
                distribution.n(),
                null,
                null,
                interval,
                interval.halfWidth() / Quantiles.criticalZ(level));
    }

    private static Estimate ofLifetimes(Histogram histogram, double level) {
        KaplanMeier.Mean mean = KaplanMeier.ofCounts(histogram.values(), histogram.ended(), histogram.open())
                .restrictedMean();
        double margin = Quantiles.criticalZ(level) * mean.standardError();
        Interval interval = Interval.around(mean.value(), margin, level).within(0, Double.POSITIVE_INFINITY);
        return new Estimate(mean.value(), histogram.n(), null, null, interval, mean.standardError());
    }

    /** Returns the formula of other estimates, taken as independent; empty when the formula has no value there. */
    static Optional<Estimate> of(Combined metric, List<Estimate> parts, double level) {
        Dual value = Dual.of(metric.value(), parts.size(), leaf -> {
            int part = metric.parts().indexOf(((Variable) leaf).path().toString());
            return Dual.input(parts.get(part).value(), part, parts.size());
        });
        if (Double.isNaN(value.value())) {
            return Optional.empty();
        }
        double variance = 0;
        for (int i = 0; i < parts.size(); i++) {
            double share = value.slope(i) * parts.get(i).standardError();
            variance += share * share;
        }
        double error = sqrt(variance);
        Interval interval = Double.isFinite(error)
                ? Interval.around(value.value(), Quantiles.criticalZ(level) * error, level)
                : Interval.unbounded(level);
        long n = parts.stream().mapToLong(Estimate::n).min().orElse(0);
        return Optional.of(new Estimate(value.value(), n, null, null, interval, error));
    }

    MetricAnswer.State state(Metric metric, Measuring rules) {
        if (n < metric.minimum() || !hasValue()) {
            return MetricAnswer.State.TOO_FEW;
        }
        double halfWidth = interval == null ? 0 : interval.halfWidth();
        double absolute = switch (metric.unit()) {
            case PERCENT -> rules.solidPoints() / 100;
            case POINTS -> rules.solidPoints();
            case COUNT, MONEY, HOURS, DAYS, MONTHS, YEARS, RATIO, PER_YEAR -> 0;
        };
        return halfWidth <= max(absolute, rules.solidPart() * abs(value))
                ? MetricAnswer.State.SOLID
                : MetricAnswer.State.THIN;
    }

    /** The change from an earlier, independent estimate, null when either has no bound. */
    MetricAnswer.@Nullable Change since(Estimate earlier, IntervalMethod method, double level) {
        if (!hasValue() || !earlier.hasValue()) {
            return null;
        }
        double change = value - earlier.value();
        if (interval == null) {
            return new MetricAnswer.Change(change, change, change, change != 0);
        }
        if (!Double.isFinite(standardError) || !Double.isFinite(earlier.standardError())) {
            return null;
        }
        Interval range = method == IntervalMethod.WILSON
                ? proportion().minus(earlier.proportion(), level)
                : Comparison.ofEstimates(value, standardError, earlier.value(), earlier.standardError())
                        .interval(level);
        boolean beyondNoise = range.low() > 0 || range.high() < 0;
        return new MetricAnswer.Change(change, range.low(), range.high(), beyondNoise);
    }

    /** The two-sided p-value of "nothing has changed"; null for full counts and where the data give no bound. */
    @Nullable Double pValueSince(Estimate earlier, IntervalMethod method) {
        if (interval == null || !Double.isFinite(standardError) || !Double.isFinite(earlier.standardError())) {
            return null;
        }
        Comparison comparison = method == IntervalMethod.WILSON
                ? proportion().pooledTest(earlier.proportion())
                : Comparison.ofEstimates(value, standardError, earlier.value(), earlier.standardError());
        return comparison.pValue();
    }

    private Proportion proportion() {
        if (numerator == null || denominator == null) {
            throw new IllegalStateException("not a share");
        }
        return new Proportion(round(numerator), round(denominator));
    }
}
