package org.zhike.statistics.recommend;

import org.zhike.statistics.Require;

/**
 * What the customer buys again, what goes with it, and what is in season, in one score: (own · baskets with the item + EASE of
 * the recent history + a trace of popularity) · liftᵖᵒʷᵉʳ. Immutable.
 */
public final class Blend implements Recommender {

    /**
     * How the parts are mixed.
     *
     * @param own the weight of one own basket with the item; 0 to leave repeat purchases to EASE
     * @param ease the weight of EASE
     * @param halfLife after so many later baskets a purchase counts half in EASE
     * @param window how far back the season looks, in the unit of the purchases' times
     * @param power how much the season counts: 0 not at all, 1 fully
     */
    public record Mix(double own, double ease, double halfLife, long window, double power) {

        public Mix {
            Require.notNegative(own, "own");
            Require.notNegative(ease, "ease");
            Require.positive(halfLife, "halfLife");
            Require.atLeast(1, window, "window");
            Require.notNegative(power, "power");
        }
    }

    /** Orders what no other part speaks of. */
    private static final double TRACE = 1e-3;

    private final Ease model;
    private final Popularity popularity;
    private final Trend trend;
    private final Mix mix;

    public Blend(Ease model, Popularity popularity, Trend trend, Mix mix) {
        this.model = model;
        this.popularity = popularity;
        this.trend = trend;
        this.mix = mix;
    }

    public Mix mix() {
        return mix;
    }

    @Override
    public int items() {
        return model.items();
    }

    @Override
    public void score(History history, double[] scores) {
        boolean known = model.knows(history) && mix.ease > 0;
        if (known) {
            model.score(history, mix.halfLife, scores);
        }
        for (int item = 0; item < scores.length; item++) {
            double ease = known ? mix.ease * Math.max(0, scores[item]) : 0;
            scores[item] = ease + TRACE * popularity.share(item);
        }
        for (int i = 0; i < history.size(); i++) {
            scores[history.item(i)] += mix.own * history.count(i);
        }
        if (mix.power > 0) {
            double[] lifts = new double[scores.length];
            trend.lift(history.now(), mix.window, lifts);
            for (int item = 0; item < scores.length; item++) {
                scores[item] *= Math.pow(lifts[item], mix.power);
            }
        }
    }
}
