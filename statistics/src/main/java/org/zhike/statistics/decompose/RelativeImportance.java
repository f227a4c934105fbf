package org.zhike.statistics.decompose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.FitOutcome.Shortage;
import org.zhike.statistics.Require;
import org.zhike.statistics.interval.Distribution;
import org.zhike.statistics.interval.Interval;

/**
 * How much of the variance of an outcome each regressor of a linear regression explains: its gain of R² averaged over all
 * orders in which the regressors may come in (LMG: Lindeman, Merenda and Gold 1980; Grömping 2006), which is the Shapley value
 * of R². The importances are not negative and add up to R². Regressors that are told by others share with them; one that is
 * constant has 0. Cost 2^p small eliminations, once and for each resample.
 */
public final class RelativeImportance {

    /** 2^15 sets of regressors for each resample. */
    public static final int MOST_REGRESSORS = 15;

    private final Shapley values;
    private final double explained;
    private final List<Interval> intervals;

    private RelativeImportance(Shapley values, double explained, List<Interval> intervals) {
        this.values = values;
        this.explained = explained;
        this.intervals = List.copyOf(intervals);
    }

    /**
     * Fits importances with percentile intervals of the bootstrap of whole rows. The same seed gives the same intervals, on any
     * number of cores.
     *
     * @param regressors column by column, 1 to 15 of the outcome's length
     * @param resamples at least 100; 1,000 for two stable digits
     * @return too little data with fewer than two rows more than coefficients or a constant outcome
     */
    public static FitOutcome<RelativeImportance> fit(
            double[][] regressors, double[] outcome, int resamples, double level, long seed) {
        int p = regressors.length;
        int n = outcome.length;
        Require.atLeast(1, p, "the number of regressors");
        if (p > MOST_REGRESSORS) {
            throw new IllegalArgumentException("at most " + MOST_REGRESSORS + " regressors, not " + p);
        }
        Require.atLeast(100, resamples, "resamples");
        Require.level(level);
        requireColumns(regressors, outcome);
        var shortages = new ArrayList<Shortage>();
        if (n < p + 3) {
            shortages.add(new Shortage("rows", n, p + 3));
        }
        long different = Arrays.stream(outcome).distinct().limit(2).count();
        if (different < 2) {
            shortages.add(new Shortage("different_outcomes", different, 2));
        }
        if (!shortages.isEmpty()) {
            return new FitOutcome.TooLittleData<>(shortages);
        }
        var all = Correlations.of(regressors, outcome, IntStream.range(0, n).toArray());
        var values = Shapley.exact(p, all::explained);
        var intervals = intervals(regressors, outcome, resamples, level, seed);
        return new FitOutcome.Converged<>(new RelativeImportance(values, all.explained((1L << p) - 1), intervals), 1);
    }

    public int regressors() {
        return values.players();
    }

    /** R² of the whole regression: what the importances add up to. */
    public double explained() {
        return explained;
    }

    /** The part of the outcome's variance that the regressor explains, 0 to R². */
    public double importance(int regressor) {
        return values.value(regressor);
    }

    /** The importance as a part of R², 0 to 1; 0 when nothing is explained. */
    public double share(int regressor) {
        return explained == 0 ? 0 : importance(regressor) / explained;
    }

    /** The interval of {@link #importance}. It never reaches below 0, so it does not tell whether there is any. */
    public Interval interval(int regressor) {
        return intervals.get(regressor);
    }

    double sumOfPieces() {
        return values.sumOfPieces();
    }

    private static List<Interval> intervals(
            double[][] regressors, double[] outcome, int resamples, double level, long seed) {
        int n = outcome.length;
        int p = regressors.length;
        long[] seeds = new SplittableRandom(seed).longs(resamples).toArray();
        double[][] drawn = Arrays.stream(seeds)
                .parallel()
                .mapToObj(one -> {
                    int[] rows = new SplittableRandom(one).ints(n, 0, n).toArray();
                    var values = Shapley.exact(p, Correlations.of(regressors, outcome, rows)::explained);
                    return IntStream.range(0, p).mapToDouble(values::value).toArray();
                })
                .toArray(double[][]::new);
        return IntStream.range(0, p)
                .mapToObj(j -> {
                    double[] column =
                            Arrays.stream(drawn).mapToDouble(row -> row[j]).toArray();
                    var seen = Distribution.of(column);
                    return new Interval(seen.quantile((1 - level) / 2), seen.quantile((1 + level) / 2), level);
                })
                .toList();
    }

    private static void requireColumns(double[][] regressors, double[] outcome) {
        for (double[] column : regressors) {
            if (column.length != outcome.length) {
                throw new IllegalArgumentException(
                        "a regressor has " + column.length + " values and the outcome " + outcome.length);
            }
            for (double value : column) {
                Require.finite(value, "a value of a regressor");
            }
        }
        for (double value : outcome) {
            Require.finite(value, "an outcome");
        }
    }
}
