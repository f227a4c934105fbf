package org.zhike.statistics.recommend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Require;

/**
 * The model that did best on last baskets set aside within the data given. Who judges the winner gives the training part of a
 * {@link LeaveLastOut} only: then nothing of the judged baskets took part in the choice.
 *
 * @param name of the winner, with its parameters
 * @param fitter fits the winner on purchases, those that it was chosen on or more
 * @param candidates everything tried, the best first; popularity is always among them
 */
public record RecommenderChoice(String name, Function<Purchases, Recommender> fitter, List<Candidate> candidates) {

    /** Fewer judged users than this decide nothing. */
    private static final int LEAST_USERS = 50;

    private static final double[] LAMBDAS = {200, 500};
    private static final double[] POWERS = {0, 0.25, 0.5, 0.75, 1};
    private static final double[] WINDOWS = {14, 28};
    private static final double[] EASE_WEIGHTS = {0, 0.5, 2};
    private static final double HALF_LIFE = 3;

    /** How many models a search tries. */
    public static int tries(boolean newOnly) {
        int mixes = 1 + WINDOWS.length * (POWERS.length - 1);
        int blends = newOnly ? mixes : mixes * EASE_WEIGHTS.length;
        int simple = newOnly ? 2 : 3 + WINDOWS.length;
        return simple + LAMBDAS.length * (1 + blends);
    }

    /** How a model did on the baskets set aside. */
    public record Candidate(String name, double hitRate, double ndcg) {}

    public RecommenderChoice {
        candidates = List.copyOf(candidates);
    }

    /**
     * Tries popularity, personal frequency with and without season (unless only new items count), item cosine, EASE and blends. Of these kinds the
     * simplest that comes within one standard error of the best hit rate wins (Breiman et al. 1984), and of its kind the best.
     * Costs two fits of EASE and some dozens of evaluations.
     *
     * @param day a day in the unit of the purchases' times
     * @param progress told what is tried next
     */
    public static FitOutcome<RecommenderChoice> search(
            Purchases purchases, int most, boolean newOnly, long day, long seed, Consumer<String> progress) {
        Require.atLeast(1, day, "day");
        return switch (LeaveLastOut.of(purchases)) {
            case FitOutcome.Converged<LeaveLastOut>(LeaveLastOut split, int steps) ->
                search(split, new Trials(split, most, newOnly, day, seed, progress));
            case FitOutcome.NotConverged<LeaveLastOut> never -> throw new AssertionError(never);
            case FitOutcome.TooLittleData<LeaveLastOut>(List<FitOutcome.Shortage> shortages) ->
                new FitOutcome.TooLittleData<>(shortages);
        };
    }

    private static FitOutcome<RecommenderChoice> search(LeaveLastOut split, Trials trials) {
        int judged = split.evaluate(Popularity.of(split.training()), 1, trials.newOnly, 0)
                .users();
        if (judged < LEAST_USERS) {
            return FitOutcome.tooLittle("judged_users", judged, LEAST_USERS);
        }
        trials.run();
        double most = trials.done.stream().max(Trial.BETTER).orElseThrow().candidate.hitRate;
        double within = most - Math.sqrt(most * (1 - most) / judged);
        int simplest = trials.done.stream()
                .filter(trial -> trial.candidate.hitRate >= within)
                .mapToInt(Trial::kind)
                .min()
                .orElseThrow();
        Trial best = trials.done.stream()
                .filter(trial -> trial.kind == simplest)
                .max(Trial.BETTER)
                .orElseThrow();
        List<Candidate> sorted = trials.done.stream()
                .sorted(Trial.BETTER.reversed())
                .map(Trial::candidate)
                .toList();
        return new FitOutcome.Converged<>(
                new RecommenderChoice(best.candidate.name, best.again, sorted), trials.done.size());
    }

    /**
     * Something tried, and how to fit it again.
     *
     * @param kind the simpler the lower
     */
    private record Trial(int kind, Candidate candidate, Function<Purchases, Recommender> again) {

        private static final Comparator<Trial> BETTER = Comparator.comparingDouble(
                        (Trial trial) -> trial.candidate.hitRate)
                .thenComparingDouble(trial -> trial.candidate.ndcg);
    }

    /** The tries on one split. */
    private static final class Trials {

        private final LeaveLastOut split;
        private final int most;
        private final boolean newOnly;
        private final long day;
        private final long seed;
        private final Consumer<String> progress;
        private final List<Trial> done = new ArrayList<>();

        Trials(LeaveLastOut split, int most, boolean newOnly, long day, long seed, Consumer<String> progress) {
            this.split = split;
            this.most = most;
            this.newOnly = newOnly;
            this.day = day;
            this.seed = seed;
            this.progress = progress;
        }

        void run() {
            Purchases training = split.training();
            attempt(0, "popularity", Popularity.of(training), Popularity::of);
            if (!newOnly) {
                attempt(1, "frequency", PersonalFrequency.of(training), PersonalFrequency::of);
                for (double days : WINDOWS) {
                    long window = Math.round(days * day);
                    attempt(
                            1,
                            "seasonal frequency(window=%s)".formatted(window),
                            SeasonalFrequency.of(training, window),
                            again -> SeasonalFrequency.of(again, window));
                }
            }
            attempt(2, "cosine", ItemCosine.of(training, 200), again -> ItemCosine.of(again, 200));
            for (double lambda : LAMBDAS) {
                EaseFitter fitter = EaseFitter.of(lambda);
                Ease ease = fitter.fit(training).converged().orElseThrow();
                attempt(3, "ease(lambda=%.0f)".formatted(lambda), ease, again -> refit(fitter, again));
                blends(fitter, ease);
            }
        }

        private void blends(EaseFitter fitter, Ease ease) {
            Popularity popularity = Popularity.of(split.training());
            Trend trend = Trend.of(split.training());
            for (Blend.Mix mix : mixes()) {
                String name = "blend(lambda=%.0f, own=%s, ease=%s, window=%s, power=%s)"
                        .formatted(fitter.lambda(), mix.own(), mix.ease(), mix.window(), mix.power());
                attempt(
                        4,
                        name,
                        new Blend(ease, popularity, trend, mix),
                        again -> new Blend(refit(fitter, again), Popularity.of(again), Trend.of(again), mix));
            }
        }

        private List<Blend.Mix> mixes() {
            List<Blend.Mix> mixes = new ArrayList<>();
            for (double window : WINDOWS) {
                for (double power : POWERS) {
                    if (power == 0 && window > WINDOWS[0]) {
                        continue;
                    }
                    long length = Math.round(window * day);
                    if (newOnly) {
                        mixes.add(new Blend.Mix(0, 1, HALF_LIFE, length, power));
                        continue;
                    }
                    for (double weight : EASE_WEIGHTS) {
                        mixes.add(new Blend.Mix(1, weight, HALF_LIFE, length, power));
                    }
                }
            }
            return mixes;
        }

        private static Ease refit(EaseFitter fitter, Purchases purchases) {
            return fitter.fit(purchases).converged().orElseThrow();
        }

        private void attempt(int kind, String name, Recommender model, Function<Purchases, Recommender> again) {
            progress.accept(name);
            LeaveLastOut.Evaluation judged = split.evaluate(model, most, newOnly, seed);
            done.add(new Trial(kind, new Candidate(name, judged.hitRate(), judged.ndcg()), again));
        }
    }
}
