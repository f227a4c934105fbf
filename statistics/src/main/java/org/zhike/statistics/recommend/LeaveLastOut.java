package org.zhike.statistics.recommend;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Require;
import org.zhike.statistics.interval.Bootstrap;
import org.zhike.statistics.interval.Interval;
import org.zhike.statistics.interval.Proportion;

/**
 * Each user's last basket set aside, all else to learn from; users with one basket are learnt from whole. A model that is fitted
 * on {@link #training()} has not seen what it is judged by. Immutable.
 */
public final class LeaveLastOut {

    private final Purchases training;

    /** By user: the items of the last basket that others bought before; empty for who is not judged. */
    private final int[][] last;

    private final long[] when;

    private LeaveLastOut(Purchases training, int[][] last, long[] when) {
        this.training = training;
        this.last = last;
        this.when = when;
    }

    /** Splits; too little data when nobody has two baskets. */
    public static FitOutcome<LeaveLastOut> of(Purchases purchases) {
        int n = purchases.users();
        int[][] last = new int[n][0];
        long[] when = new long[n];
        int[] users = new int[purchases.size()];
        int[] items = new int[purchases.size()];
        long[] times = new long[purchases.size()];
        int kept = 0;
        int judged = 0;
        for (int u = 0; u < n; u++) {
            int from = purchases.start(u);
            int to = purchases.start(u + 1);
            int cut = to > from ? purchases.lastBasket(u) : to;
            if (cut > from && cut < to) {
                last[u] = IntStream.range(cut, to).map(purchases::item).toArray();
                when[u] = purchases.time(cut);
                judged++;
                to = cut;
            }
            for (int p = from; p < to; p++) {
                users[kept] = u;
                items[kept] = purchases.item(p);
                times[kept++] = purchases.time(p);
            }
        }
        if (judged == 0) {
            return FitOutcome.tooLittle("users_with_two_baskets", 0, 1);
        }
        Purchases training = Purchases.of(
                n,
                purchases.items(),
                Arrays.copyOf(users, kept),
                Arrays.copyOf(items, kept),
                Arrays.copyOf(times, kept));
        // What nobody had bought before, no model can know.
        int[] buyers = training.buyers();
        for (int u = 0; u < n; u++) {
            last[u] = Arrays.stream(last[u]).filter(item -> buyers[item] > 0).toArray();
        }
        return new FitOutcome.Converged<>(new LeaveLastOut(training, last, when), 0);
    }

    /** All purchases but the last baskets. */
    public Purchases training() {
        return training;
    }

    /**
     * Judges a model fitted on the training part.
     *
     * @param most how many items are offered
     * @param newOnly offer only what the user has not bought, and judge by new items only
     * @param seed of the interval's bootstrap over users
     */
    public Evaluation evaluate(Recommender model, int most, boolean newOnly, long seed) {
        Require.atLeast(1, most, "the number of offers");
        Outcome[] outcomes = IntStream.range(0, last.length)
                .filter(u -> last[u].length > 0)
                .parallel()
                .mapToObj(u -> judge(model, u, most, newOnly))
                .filter(outcome -> outcome.wanted > 0)
                .toArray(Outcome[]::new);
        return Evaluation.of(outcomes, most, training.items(), seed);
    }

    private Outcome judge(Recommender model, int user, int most, boolean newOnly) {
        History history = training.history(user, when[user]);
        int[] wanted = newOnly
                ? Arrays.stream(last[user]).filter(item -> !history.has(item)).toArray()
                : last[user];
        if (wanted.length == 0) {
            return new Outcome(0, 0, 0, 0, new int[0]);
        }
        int[] offered = Ranking.top(model, history, most, newOnly);
        int hits = 0;
        double gain = 0;
        double reciprocal = 0;
        for (int rank = 0; rank < offered.length; rank++) {
            if (Arrays.binarySearch(wanted, offered[rank]) >= 0) {
                hits++;
                gain += discount(rank);
                reciprocal = reciprocal == 0 ? 1.0 / (rank + 1) : reciprocal;
            }
        }
        double ideal = 0;
        for (int rank = 0; rank < Math.min(most, wanted.length); rank++) {
            ideal += discount(rank);
        }
        return new Outcome(wanted.length, hits, gain / ideal, reciprocal, offered);
    }

    private static double discount(int rank) {
        return Math.log(2) / Math.log(rank + 2.0);
    }

    /** How one user's offers went. */
    static final class Outcome {
        final int wanted;
        final int hits;
        final double gain;
        final double reciprocal;
        final int[] offered;

        Outcome(int wanted, int hits, double gain, double reciprocal, int[] offered) {
            this.wanted = wanted;
            this.hits = hits;
            this.gain = gain;
            this.reciprocal = reciprocal;
            this.offered = offered;
        }
    }

    /**
     * How good the offers were.
     *
     * @param users how many were judged
     * @param hitRate the share of users who bought at least one of the items offered
     * @param precision the mean share of offers that were bought
     * @param recall the mean share of the basket that was offered
     * @param ndcg the mean normalised discounted cumulative gain: hits count more the higher they stood
     * @param reciprocalRank the mean of 1 / rank of the first hit
     * @param coverage the share of all items that were offered to anybody
     * @param hitRateInterval 95 %, by bootstrap over users; Wilson's for more than 5,000 users and for rates of 0 and 1
     */
    public record Evaluation(
            int users,
            double hitRate,
            double precision,
            double recall,
            double ndcg,
            double reciprocalRank,
            double coverage,
            Interval hitRateInterval) {

        private static final int MOST_BOOTSTRAPPED = 5_000;

        static Evaluation of(Outcome[] all, int most, int items, long seed) {
            if (all.length == 0) {
                return new Evaluation(0, 0, 0, 0, 0, 0, 0, new Interval(0, 1, 0.95));
            }
            double[] hit =
                    Arrays.stream(all).mapToDouble(o -> o.hits > 0 ? 1 : 0).toArray();
            double rate = mean(hit);
            // At 0 and 1 a bootstrap sees no spread; for many users it only repeats Wilson's interval, at users² cost.
            Interval interval = rate == 0 || rate == 1 || all.length > MOST_BOOTSTRAPPED
                    ? new Proportion(Math.round(rate * all.length), all.length).wilson(0.95)
                    : new Bootstrap(1000, seed).bca(hit, Evaluation::mean, 0.95);
            long offered = Arrays.stream(all)
                    .flatMapToInt(o -> Arrays.stream(o.offered))
                    .distinct()
                    .count();
            return new Evaluation(
                    all.length,
                    rate,
                    mean(Arrays.stream(all)
                            .mapToDouble(o -> (double) o.hits / most)
                            .toArray()),
                    mean(Arrays.stream(all)
                            .mapToDouble(o -> (double) o.hits / o.wanted)
                            .toArray()),
                    mean(Arrays.stream(all).mapToDouble(o -> o.gain).toArray()),
                    mean(Arrays.stream(all).mapToDouble(o -> o.reciprocal).toArray()),
                    (double) offered / items,
                    interval);
        }

        private static double mean(double[] values) {
            double sum = 0;
            for (double value : values) {
                sum += value;
            }
            return sum / values.length;
        }
    }
}
