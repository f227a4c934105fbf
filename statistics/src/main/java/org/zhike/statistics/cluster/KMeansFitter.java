package org.zhike.statistics.cluster;

import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Require;

/**
 * How k-means is searched: k-means++ starts (Arthur and Vassilvitskii 2007, with the better of a few candidates at each step),
 * each followed by Lloyd's steps until no row changes its group; the best end wins. Hamerly's (2010) bounds skip distances
 * without changing any result. Cost per step at most rows · k · columns, on all cores; memory 20 bytes a row beside the data.
 * The same seed gives the same digits on every number of cores.
 *
 * @param k how many groups, at least 1
 * @param restarts how many starts; 10 as a rule
 * @param maxSteps the most steps of one start
 */
public record KMeansFitter(int k, int restarts, int maxSteps, long seed) {

    /** Fits larger than this run their restarts one after the other, each on all cores. */
    private static final int LARGE = 8 * KMeans.CHUNK;

    public KMeansFitter {
        Require.atLeast(1, k, "k");
        Require.atLeast(1, restarts, "restarts");
        Require.atLeast(1, maxSteps, "maxSteps");
    }

    /** Ten restarts of at most 1,000 steps. */
    public static KMeansFitter of(int k, long seed) {
        return new KMeansFitter(k, 10, 1000, seed);
    }

    public FitOutcome<KMeans> fit(Points points) {
        return fit(points, done -> {});
    }

    /**
     * Fits.
     *
     * @param progress called with the number of a restart that ended, maybe from several threads
     * @return too little data when there are fewer different rows than groups
     */
    public FitOutcome<KMeans> fit(Points points, IntConsumer progress) {
        if (points.rows() < k) {
            return FitOutcome.tooLittle("rows", points.rows(), k);
        }
        int different = Seeding.differentRows(points, k);
        if (different < k) {
            return FitOutcome.tooLittle("different_rows", different, k);
        }
        var random = new SplittableRandom(seed);
        SplittableRandom[] randoms = new SplittableRandom[restarts];
        for (int r = 0; r < restarts; r++) {
            randoms[r] = random.split();
        }
        IntStream runs = IntStream.range(0, restarts);
        if (points.rows() < LARGE) {
            runs = runs.parallel();
        }
        Run best = runs.mapToObj(r -> {
                    double[] start = Seeding.plusPlus(points, k, randoms[r]);
                    Hamerly search = new Hamerly(points, start);
                    boolean settled = search.run(maxSteps);
                    progress.accept(r);
                    return new Run(KMeans.of(points, search.centres(), search.groups()), search.steps(), settled, r);
                })
                .reduce(null, Run::better);
        return outcome(java.util.Objects.requireNonNull(best));
    }

    private FitOutcome<KMeans> outcome(Run best) {
        return best.settled
                ? new FitOutcome.Converged<>(best.model, best.steps)
                : new FitOutcome.NotConverged<>(
                        best.model, best.steps, "rows still changed their group after %d steps".formatted(maxSteps));
    }

    /** One start's end. */
    private record Run(KMeans model, int steps, boolean settled, int number) {

        static @Nullable Run better(@Nullable Run a, @Nullable Run b) {
            if (a == null || b == null) {
                return a == null ? b : a;
            }
            if (a.model.inertia() != b.model.inertia()) {
                return a.model.inertia() < b.model.inertia() ? a : b;
            }
            return a.number < b.number ? a : b;
        }
    }
}
