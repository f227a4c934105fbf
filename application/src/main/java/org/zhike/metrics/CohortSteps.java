package org.zhike.metrics;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.zhike.metrics.CohortsAnswer.Cohort;
import org.zhike.metrics.CohortsAnswer.PartOfAll;
import org.zhike.metrics.CohortsAnswer.Point;
import org.zhike.metrics.CohortsAnswer.Pooled;
import org.zhike.metrics.CohortsAnswer.Step;
import org.zhike.metrics.CohortsAnswer.Survival;
import org.zhike.metrics.CohortsQuery.Measure;
import org.zhike.statistics.Quantiles;
import org.zhike.statistics.interval.Interval;
import org.zhike.statistics.interval.Proportion;
import org.zhike.statistics.survival.KaplanMeier;

/** Makes triangle, pooled steps and survival of the sums the engine delivers. */
final class CohortSteps {

    /** The most points of a curve: more cannot be seen. */
    private static final int MOST_POINTS = 200;

    /** Members there, and of their amounts sum and sum of squares. */
    record Sums(long n, double x, double xx) {

        static final Sums NONE = new Sums(0, 0, 0);

        Sums plus(Sums other) {
            return new Sums(n + other.n, x + other.x, xx + other.xx);
        }
    }

    private record Value(
            @Nullable Double share,
            @Nullable Double value,
            @Nullable Double low,
            @Nullable Double high) {}

    private final CohortsQuery query;
    private final LocalDate today;
    private final double level;

    CohortSteps(CohortsQuery query, LocalDate today, double level) {
        this.query = query;
        this.today = today;
        this.level = level;
    }

    PartOfAll part(
            @Nullable Part part,
            SortedMap<LocalDate, Long> sizes,
            Map<LocalDate, Map<Integer, Sums>> sums,
            SortedMap<Long, long[]> lives) {
        List<Cohort> cohorts = new ArrayList<>();
        Sums[] pooled = new Sums[query.steps() + 1];
        long[] members = new long[query.steps() + 1];
        int[] counted = new int[query.steps() + 1];
        sizes.forEach((start, size) -> {
            List<Step> steps = new ArrayList<>();
            Sums sofar = Sums.NONE;
            for (int k = 0; k <= query.steps(); k++) {
                LocalDate from = query.grain().plus(start, k);
                if (from.isAfter(today)) {
                    break;
                }
                Sums here = sums.getOrDefault(start, Map.of()).getOrDefault(k, Sums.NONE);
                sofar = query.measure() == Measure.REPEAT ? sofar.plus(here) : here;
                boolean complete = !query.grain().plus(from, 1).isAfter(today);
                Value value = value(sofar, size);
                steps.add(new Step(
                        k, size, sofar.n(), value.share(), value.value(), value.low(), value.high(), complete));
                if (complete) {
                    pooled[k] = pooled[k] == null ? sofar : pooled[k].plus(sofar);
                    members[k] += size;
                    counted[k]++;
                }
            }
            cohorts.add(new Cohort(start, size, steps));
        });
        List<Pooled> overall = new ArrayList<>();
        for (int k = 0; k <= query.steps() && counted[k] > 0; k++) {
            Value value = value(pooled[k], members[k]);
            overall.add(new Pooled(
                    k, members[k], pooled[k].n(), value.share(), value.value(), value.low(), value.high(), counted[k]));
        }
        return new PartOfAll(part, cohorts, overall, survival(lives));
    }

    private Value value(Sums sums, long n) {
        if (n == 0) {
            return new Value(null, null, null, null);
        }
        if (query.measure() != Measure.REVENUE) {
            Proportion share = new Proportion(sums.n(), n);
            Interval interval = share.wilson(level);
            return new Value(share.share(), share.share(), interval.low(), interval.high());
        }
        double mean = sums.x() / n;
        if (n < 2) {
            return new Value(null, mean, null, null);
        }
        double variance = Math.max(0, (sums.xx() - n * mean * mean) / (n - 1));
        Interval interval =
                Interval.around(mean, Quantiles.criticalT(level, (double) n - 1) * Math.sqrt(variance / n), level);
        return new Value(null, mean, interval.low(), interval.high());
    }

    private Survival survival(SortedMap<Long, long[]> lives) {
        if (lives.isEmpty()) {
            return new Survival(0, 0, null, List.of());
        }
        double[] times = lives.keySet().stream().mapToDouble(Long::doubleValue).toArray();
        long[] ended = lives.values().stream().mapToLong(counts -> counts[0]).toArray();
        long[] censored = lives.values().stream().mapToLong(counts -> counts[1]).toArray();
        KaplanMeier curve = KaplanMeier.ofCounts(times, ended, censored);
        List<Point> points = new ArrayList<>();
        int every = Math.max(1, (curve.steps() + MOST_POINTS - 1) / MOST_POINTS);
        long members = 0;
        long left = 0;
        for (int i = 0; i < curve.steps(); i++) {
            members += ended[i] + censored[i];
            left += ended[i];
            if (i % every == 0 || i == curve.steps() - 1) {
                Interval interval = curve.interval(i, KaplanMeier.Scale.LOG_LOG, level);
                points.add(
                        new Point(curve.time(i), curve.survival(i), interval.low(), interval.high(), curve.atRisk(i)));
            }
        }
        double median = curve.timeUntilEnded(0.5);
        return new Survival(members, left, Double.isFinite(median) ? median : null, points);
    }
}
