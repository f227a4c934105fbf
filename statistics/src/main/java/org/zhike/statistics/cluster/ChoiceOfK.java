package org.zhike.statistics.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Require;

/**
 * How many groups, with what speaks for each number. Among the numbers whose every group is stable the one with the best
 * silhouette is proposed; the gap statistic may object that there are no groups at all.
 *
 * @param qualities by rising k, those that could be fitted
 * @param bestK the proposal
 * @param gapK what the gap statistic proposes; 1 means that the data look like one cloud
 */
public record ChoiceOfK(List<Quality> qualities, int bestK, int gapK) {

    /** A group that comes again less than this should not be named (Hennig 2007). */
    public static final double STABLE = 0.6;

    /**
     * What speaks for a number of groups.
     *
     * @param gap of Tibshirani, Walther and Hastie; higher is better
     */
    public record Quality(
            int k,
            double inertia,
            double silhouette,
            double silhouetteError,
            double gap,
            double gapError,
            double adjustedRand,
            double leastJaccard) {}

    public ChoiceOfK {
        qualities = List.copyOf(qualities);
    }

    /**
     * Searches.
     *
     * @param from at least 2
     * @param progress called with each k that is done
     */
    public static FitOutcome<ChoiceOfK> search(Points points, int from, int to, long seed, IntConsumer progress) {
        Require.atLeast(2, from, "the least k");
        Require.atLeast(from, to, "the most k");
        int different = Seeding.differentRows(points, from + 1);
        if (different <= from) {
            return FitOutcome.tooLittle("different_rows", different, from + 1);
        }
        int most = Math.min(to, Seeding.differentRows(points, to + 1) - 1);
        GapStatistic gaps = GapStatistic.of(points, most, 20, seed);
        List<Quality> qualities = new ArrayList<>();
        for (int k = from; k <= most; k++) {
            switch (KMeansFitter.of(k, seed).fit(points)) {
                case FitOutcome.Converged<KMeans>(KMeans model, int steps) ->
                    qualities.add(quality(points, model, gaps.gaps().get(k - 1), seed));
                case FitOutcome.NotConverged<KMeans>(KMeans last, int steps, String why) ->
                    qualities.add(quality(points, last, gaps.gaps().get(k - 1), seed));
                case FitOutcome.TooLittleData<KMeans> little -> throw new AssertionError(little);
            }
            progress.accept(k);
        }
        int best = qualities.stream()
                .filter(quality -> quality.leastJaccard >= STABLE)
                .max(Comparator.comparingDouble(Quality::silhouette))
                .or(() -> qualities.stream().max(Comparator.comparingDouble(Quality::silhouette)))
                .orElseThrow()
                .k();
        return new FitOutcome.Converged<>(new ChoiceOfK(qualities, best, gaps.suggestedK()), qualities.size());
    }

    private static Quality quality(Points points, KMeans model, GapStatistic.Gap gap, long seed) {
        Silhouette silhouette = Silhouette.of(points, model.grouping(), seed);
        Stability stability = Stability.of(points, model, 20, seed);
        return new Quality(
                model.k(),
                model.inertia(),
                silhouette.mean(),
                silhouette.standardError(),
                gap.value(),
                gap.error(),
                stability.adjustedRand(),
                stability.leastJaccard());
    }
}
