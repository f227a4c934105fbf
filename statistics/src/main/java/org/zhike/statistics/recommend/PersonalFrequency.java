package org.zhike.statistics.recommend;

/** In how many of the customer's own baskets each item was, ties and the rest by popularity: what people buy again. Immutable. */
public final class PersonalFrequency implements Recommender {

    private final Popularity popularity;

    private PersonalFrequency(Popularity popularity) {
        this.popularity = popularity;
    }

    public static PersonalFrequency of(Purchases purchases) {
        return new PersonalFrequency(Popularity.of(purchases));
    }

    @Override
    public int items() {
        return popularity.items();
    }

    @Override
    public void score(History history, double[] scores) {
        popularity.score(history, scores);
        for (int item = 0; item < scores.length; item++) {
            // Shares reach 1 at most; halved they never outweigh one basket.
            scores[item] /= 2;
        }
        for (int i = 0; i < history.size(); i++) {
            scores[history.item(i)] += history.count(i);
        }
    }
}
