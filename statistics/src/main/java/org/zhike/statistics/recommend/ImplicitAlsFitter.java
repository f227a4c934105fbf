package org.zhike.statistics.recommend;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Require;
import org.zhike.statistics.numeric.Chunks;

/**
 * How {@link ImplicitAls} is fitted: users and items in turn, each solved exactly, until the loss falls by less than a
 * thousandth. Cost of a round: purchases · f² + (users + items) · f³/6, on all cores. The same seed gives the same digits.
 *
 * @param factors f, the length of the vectors
 * @param alpha how much more a purchase is believed than none
 * @param lambda the ridge on all vectors
 * @param maxRounds the most rounds
 */
public record ImplicitAlsFitter(int factors, double alpha, double lambda, int maxRounds, long seed) {

    private static final double ENOUGH = 1e-3;

    public ImplicitAlsFitter {
        Require.atLeast(1, factors, "factors");
        Require.positive(alpha, "alpha");
        Require.positive(lambda, "lambda");
        Require.atLeast(1, maxRounds, "maxRounds");
    }

    /** 64 factors, α 1, λ 10, at most 30 rounds. */
    public static ImplicitAlsFitter of(long seed) {
        return new ImplicitAlsFitter(64, 1, 10, 30, seed);
    }

    public FitOutcome<ImplicitAls> fit(Purchases purchases) {
        if (purchases.items() < 2) {
            return FitOutcome.tooLittle("items", purchases.items(), 2);
        }
        if (purchases.users() < 2) {
            return FitOutcome.tooLittle("users", purchases.users(), 2);
        }
        Bought byUser = Bought.byUser(purchases);
        Bought byItem = byUser.transposed(purchases.items());
        double[][] items = start(purchases.items());
        double before = Double.POSITIVE_INFINITY;
        for (int round = 1; round <= maxRounds; round++) {
            double[][] users = solve(items, byUser);
            items = solve(users, byItem);
            double loss = loss(users, items, byUser);
            if (before - loss < ENOUGH * loss) {
                return new FitOutcome.Converged<>(model(items, purchases), round);
            }
            before = loss;
        }
        return new FitOutcome.NotConverged<>(
                model(items, purchases), maxRounds, "the loss still fell by more than a thousandth a round");
    }

    private ImplicitAls model(double[][] items, Purchases purchases) {
        return new ImplicitAls(items, alpha, lambda, Popularity.of(purchases));
    }

    private double[][] start(int items) {
        var random = new SplittableRandom(seed);
        double[][] start = new double[items][factors];
        for (double[] vector : start) {
            Arrays.setAll(vector, j -> random.nextGaussian() * 0.1);
        }
        return start;
    }

    private double[][] solve(double[][] fixed, Bought bought) {
        var equations = new NormalEquations(fixed, NormalEquations.gram(fixed), alpha, lambda);
        double[][] solved = new double[bought.ids.length][];
        Chunks.forEach(solved.length, 64, (chunk, from, to) -> {
            for (int i = from; i < to; i++) {
                solved[i] = equations.solve(bought.ids[i], bought.counts[i]);
            }
        });
        return solved;
    }

    /** Their equation 3, the pairs without a purchase through YᵀY. */
    double loss(double[][] users, double[][] items, Bought byUser) {
        double[][] gram = NormalEquations.gram(items);
        double loss = Chunks.sum(users.length, 256, (from, to) -> {
            double sum = 0;
            for (int u = from; u < to; u++) {
                sum += NormalEquations.quadratic(gram, users[u]) + lambda * NormalEquations.dot(users[u], users[u]);
                for (int i = 0; i < byUser.ids[u].length; i++) {
                    double s = NormalEquations.dot(users[u], items[byUser.ids[u][i]]);
                    sum += (1 + alpha * byUser.counts[u][i]) * (1 - s) * (1 - s) - s * s;
                }
            }
            return sum;
        });
        for (double[] item : items) {
            loss += lambda * NormalEquations.dot(item, item);
        }
        return loss;
    }

    /** Who bought what how often. */
    static final class Bought {

        private final int[][] ids;
        private final int[][] counts;

        private Bought(int[][] ids, int[][] counts) {
            this.ids = ids;
            this.counts = counts;
        }

        static Bought byUser(Purchases purchases) {
            int[][] ids = new int[purchases.users()][];
            int[][] counts = new int[purchases.users()][];
            for (int u = 0; u < ids.length; u++) {
                History history = purchases.history(u, 0);
                ids[u] = new int[history.size()];
                counts[u] = new int[history.size()];
                Arrays.setAll(ids[u], history::item);
                Arrays.setAll(counts[u], history::count);
            }
            return new Bought(ids, counts);
        }

        Bought transposed(int items) {
            int[][] users = ItemCosine.transposed(ids, items);
            int[][] times = new int[items][];
            for (int item = 0; item < items; item++) {
                times[item] = new int[users[item].length];
                for (int i = 0; i < users[item].length; i++) {
                    int user = users[item][i];
                    times[item][i] = counts[user][Arrays.binarySearch(ids[user], item)];
                }
            }
            return new Bought(users, times);
        }
    }
}
