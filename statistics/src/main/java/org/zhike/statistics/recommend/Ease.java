package org.zhike.statistics.recommend;

import java.util.Arrays;

/**
 * Embarrassingly shallow autoencoder (Steck 2019, WWW, equation 8): each item's purchases regressed on those of all other
 * items, with a ridge; the score is the sum of the weights of the items bought. Memory 4 · items² bytes. Immutable.
 */
public final class Ease implements Recommender {

    /** The items that have weights, rising; others are scored 0. */
    private final int[] modelled;

    private final int[] place;

    /** Row: the item bought; column: the item offered. */
    private final float[][] weights;

    private final double lambda;
    private final Popularity popularity;

    Ease(int[] modelled, float[][] weights, double lambda, Popularity popularity) {
        this.modelled = modelled;
        this.weights = weights;
        this.lambda = lambda;
        this.popularity = popularity;
        this.place = new int[popularity.items()];
        Arrays.fill(place, -1);
        for (int i = 0; i < modelled.length; i++) {
            place[modelled[i]] = i;
        }
    }

    @Override
    public int items() {
        return place.length;
    }

    /** How many items have weights; the others are too rare for the memory allowed. */
    public int modelledItems() {
        return modelled.length;
    }

    public double lambda() {
        return lambda;
    }

    /** How much having bought one item speaks for another; 0 for an item and itself. */
    public double weight(int bought, int offered) {
        return place[bought] < 0 || place[offered] < 0 ? 0 : weights[place[bought]][place[offered]];
    }

    @Override
    public boolean knows(History history) {
        for (int i = 0; i < history.size(); i++) {
            if (place[history.item(i)] >= 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void score(History history, double[] scores) {
        score(history, Double.POSITIVE_INFINITY, scores);
    }

    /** Scores with what was bought long ago counting less: half after so many baskets. */
    void score(History history, double halfLife, double[] scores) {
        if (!knows(history)) {
            popularity.score(history, scores);
            return;
        }
        double[] sums = new double[modelled.length];
        for (int i = 0; i < history.size(); i++) {
            int row = place[history.item(i)];
            if (row >= 0) {
                double weight = Math.pow(0.5, history.basketsAgo(i) / halfLife);
                float[] from = weights[row];
                for (int j = 0; j < sums.length; j++) {
                    sums[j] += weight * from[j];
                }
            }
        }
        Arrays.fill(scores, 0);
        for (int j = 0; j < sums.length; j++) {
            scores[modelled[j]] = sums[j];
        }
    }
}
