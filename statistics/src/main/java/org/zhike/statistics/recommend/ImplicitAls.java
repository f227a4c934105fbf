package org.zhike.statistics.recommend;

import java.util.Arrays;

/**
 * Matrix factorisation of purchases as implicit feedback (Hu, Koren and Volinsky 2008): users and items as vectors whose product
 * is the taste; an item bought n times is believed 1 + α·n, all others 1. A customer's vector is solved anew from the history
 * (their equation 4), so customers unknown at fitting are served too. Immutable.
 */
public final class ImplicitAls implements Recommender {

    private final double[][] itemFactors;
    private final double[][] gram;
    private final double alpha;
    private final double lambda;
    private final Popularity popularity;

    ImplicitAls(double[][] itemFactors, double alpha, double lambda, Popularity popularity) {
        this.itemFactors = itemFactors;
        this.gram = NormalEquations.gram(itemFactors);
        this.alpha = alpha;
        this.lambda = lambda;
        this.popularity = popularity;
    }

    @Override
    public int items() {
        return itemFactors.length;
    }

    /** The customer's vector. */
    double[] taste(History history) {
        int[] items = new int[history.size()];
        int[] counts = new int[history.size()];
        Arrays.setAll(items, history::item);
        Arrays.setAll(counts, history::count);
        return new NormalEquations(itemFactors, gram, alpha, lambda).solve(items, counts);
    }

    @Override
    public void score(History history, double[] scores) {
        if (history.size() == 0) {
            popularity.score(history, scores);
            return;
        }
        double[] taste = taste(history);
        for (int item = 0; item < scores.length; item++) {
            scores[item] = NormalEquations.dot(taste, itemFactors[item]);
        }
    }
}
