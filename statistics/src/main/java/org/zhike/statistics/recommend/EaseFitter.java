package org.zhike.statistics.recommend;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Require;
import org.zhike.statistics.numeric.Chunks;

/**
 * How {@link Ease} is fitted: B = −P / diag(P) with P = (XᵀX + λI)⁻¹. Cost items³ multiplications on all cores, memory at most
 * 8 · items² bytes meanwhile.
 *
 * @param lambda the ridge, in buyers: 100 to 1,000 for thousands of users
 * @param mostItems only so many of the most bought items get weights
 */
public record EaseFitter(double lambda, int mostItems) {

    /** Enough for most shops; 100 MB of weights. */
    public static final int MOST_ITEMS = 5_000;

    public EaseFitter {
        Require.positive(lambda, "lambda");
        Require.atLeast(2, mostItems, "mostItems");
    }

    public static EaseFitter of(double lambda) {
        return new EaseFitter(lambda, MOST_ITEMS);
    }

    /** Fits; too little data for fewer than two items or users. */
    public FitOutcome<Ease> fit(Purchases purchases) {
        if (purchases.items() < 2) {
            return FitOutcome.tooLittle("items", purchases.items(), 2);
        }
        if (purchases.users() < 2) {
            return FitOutcome.tooLittle("users", purchases.users(), 2);
        }
        int[] buyers = purchases.buyers();
        int[] modelled = IntStream.range(0, buyers.length)
                .boxed()
                .sorted(Comparator.comparingInt((Integer item) -> -buyers[item]).thenComparingInt(item -> item))
                .limit(mostItems)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
        double[][] gram = gram(purchases, modelled);
        for (int i = 0; i < gram.length; i++) {
            gram[i][i] += lambda;
        }
        if (!SymmetricInverse.invert(gram)) {
            throw new IllegalArgumentException(
                    "lambda " + lambda + " is too small for the digits of a double; try " + 1e6 * lambda);
        }
        return new FitOutcome.Converged<>(new Ease(modelled, weights(gram), lambda, Popularity.of(purchases)), 1);
    }

    /** XᵀX: how many users bought both; the lower triangle. */
    private static double[][] gram(Purchases purchases, int[] modelled) {
        int[] place = new int[purchases.items()];
        Arrays.fill(place, -1);
        for (int i = 0; i < modelled.length; i++) {
            place[modelled[i]] = i;
        }
        int[][] byUser = Arrays.stream(purchases.baskets())
                .map(basket -> Arrays.stream(basket)
                        .map(item -> place[item])
                        .filter(item -> item >= 0)
                        .toArray())
                .toArray(int[][]::new);
        int[][] byItem = ItemCosine.transposed(byUser, modelled.length);
        double[][] gram = new double[modelled.length][];
        Chunks.forEach(gram.length, 64, (chunk, from, to) -> {
            for (int i = from; i < to; i++) {
                double[] row = new double[i + 1];
                for (int user : byItem[i]) {
                    for (int j : byUser[user]) {
                        if (j > i) {
                            break;
                        }
                        row[j]++;
                    }
                }
                gram[i] = row;
            }
        });
        return gram;
    }

    private static float[][] weights(double[][] inverse) {
        int n = inverse.length;
        float[][] weights = new float[n][n];
        Chunks.forEach(n, 64, (chunk, from, to) -> {
            for (int i = from; i < to; i++) {
                for (int j = 0; j < n; j++) {
                    double p = j <= i ? inverse[i][j] : inverse[j][i];
                    weights[i][j] = i == j ? 0 : (float) (-p / inverse[j][j]);
                }
            }
        });
        return weights;
    }
}
