package org.zhike.statistics.recommend;

import org.zhike.statistics.Require;

/**
 * In how many of the customer's own baskets each item was, ties and the rest by what sold lately: what people buy again, in
 * season. Immutable.
 */
public final class SeasonalFrequency implements Recommender {

    private final Trend trend;
    private final int items;
    private final long window;

    private SeasonalFrequency(Trend trend, int items, long window) {
        this.trend = trend;
        this.items = items;
        this.window = window;
    }

    /** @param window how far back the season looks, in the unit of the purchases' times */
    public static SeasonalFrequency of(Purchases purchases, long window) {
        return new SeasonalFrequency(Trend.of(purchases), purchases.items(), Require.atLeast(1, window, "window"));
    }

    @Override
    public int items() {
        return items;
    }

    @Override
    public void score(History history, double[] scores) {
        trend.recentShare(history.now(), window, scores);
        for (int item = 0; item < scores.length; item++) {
            // Shares reach 1 at most; halved they never outweigh one basket.
            scores[item] /= 2;
        }
        for (int i = 0; i < history.size(); i++) {
            scores[history.item(i)] += history.count(i);
        }
    }
}
