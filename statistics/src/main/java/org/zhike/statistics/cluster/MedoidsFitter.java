package org.zhike.statistics.cluster;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Require;

/**
 * How medoids are searched: FasterPAM (Schubert and Rousseeuw 2021) on all pairs up to {@link #ALL_PAIRS} rows; beyond, on
 * random samples whose best medoids go on to the next sample (CLARA, Kaufman and Rousseeuw 1990), judged on all rows. Memory
 * at most 4 · 4,000² bytes on each core. The same seed gives the same groups.
 *
 * @param restarts how many starts, or samples
 */
public record MedoidsFitter(int k, int restarts, long seed) {

    /** Up to so many rows every pair is looked at. */
    public static final int ALL_PAIRS = 4_000;

    public MedoidsFitter {
        Require.atLeast(1, k, "k");
        Require.atLeast(1, restarts, "restarts");
    }

    /** Five starts. */
    public static MedoidsFitter of(int k, long seed) {
        return new MedoidsFitter(k, 5, seed);
    }

    /** Fits; too little data when there are fewer rows than groups, or fewer that differ. */
    public FitOutcome<Medoids> fit(Dissimilarity distance) {
        int n = distance.rows();
        if (n < k) {
            return FitOutcome.tooLittle("rows", n, k);
        }
        FitOutcome<Medoids> outcome = n <= ALL_PAIRS ? onAllPairs(distance) : onSamples(distance);
        if (outcome instanceof FitOutcome.Converged<Medoids>(Medoids model, int steps)) {
            int different = differentMedoids(distance, model);
            return different < k ? FitOutcome.tooLittle("different_rows", different, k) : outcome;
        }
        return outcome;
    }

    private FitOutcome<Medoids> onAllPairs(Dissimilarity distance) {
        FasterPam pam = FasterPam.of(distance);
        var random = new SplittableRandom(seed);
        FasterPam.Search best = IntStream.range(0, restarts).mapToObj(r -> random.split()).toList().parallelStream()
                .map(one -> pam.search(pam.start(k, one)))
                .reduce(FasterPam.Search::better)
                .orElseThrow();
        return outcome(Medoids.of(distance, best.medoids()), best);
    }

    private FitOutcome<Medoids> onSamples(Dissimilarity distance) {
        int n = distance.rows();
        int size = Math.min(ALL_PAIRS, Math.max(1000, 80 + 4 * k));
        var random = new SplittableRandom(seed);
        FitOutcome<Medoids> best = FitOutcome.tooLittle("rows", n, k);
        double least = Double.POSITIVE_INFINITY;
        int[] carried = new int[0];
        for (int r = 0; r < restarts; r++) {
            int[] chosen = IntStream.concat(
                            IntStream.of(carried), IntStream.of(Silhouette.Samples.without(n, size, random.nextLong())))
                    .distinct()
                    .toArray();
            FasterPam pam = FasterPam.of(Silhouette.Samples.of(distance, chosen));
            SplittableRandom own = random.split();
            FasterPam.Search fresh = pam.search(pam.start(k, own));
            FasterPam.Search found = carried.length == 0
                    ? fresh
                    : FasterPam.Search.better(
                            fresh, pam.search(IntStream.range(0, k).toArray()));
            int[] medoids = IntStream.of(found.medoids()).map(m -> chosen[m]).toArray();
            Medoids model = Medoids.of(distance, medoids);
            if (model.loss() < least) {
                least = model.loss();
                carried = medoids;
                best = outcome(model, found);
            }
        }
        return best;
    }

    private static FitOutcome<Medoids> outcome(Medoids model, FasterPam.Search search) {
        return search.settled()
                ? new FitOutcome.Converged<>(model, search.passes())
                : new FitOutcome.NotConverged<>(
                        model,
                        search.passes(),
                        "medoids were still being exchanged after " + search.passes() + " passes");
    }

    private static int differentMedoids(Dissimilarity distance, Medoids model) {
        int different = 0;
        for (int g = 0; g < model.k(); g++) {
            boolean seen = false;
            for (int h = 0; h < g; h++) {
                seen |= distance.between(model.medoid(g), model.medoid(h)) == 0;
            }
            different += seen ? 0 : 1;
        }
        return different;
    }
}
