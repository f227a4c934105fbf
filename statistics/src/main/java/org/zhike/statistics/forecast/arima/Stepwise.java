package org.zhike.statistics.forecast.arima;

import static java.lang.Math.max;
import static java.lang.Math.min;

/**
 * The stepwise search of Hyndman and Khandakar (2008, section 3.2) for the order with the least corrected criterion of Akaike:
 * four first models, then the best one's neighbours, until none is better. Unlike the usual program it compares exact
 * likelihoods at any length, never approximations.
 */
final class Stepwise {

    private static final int MOST_TERMS = 5;
    private static final int MOST_SEASONAL_TERMS = 2;

    /** With longer seasons a seasonal term costs more time than it brings; the difference to the season before remains. */
    private static final int LONGEST_SEASON = 60;

    /** How many orders are looked at, at most. */
    private static final int MOST_MODELS = 94;

    /**
     * The moves, as changes of p, q, P, Q, in the order in which they are tried: seasonal terms first, then the others.
     */
    private static final int[][] MOVES = {
        {0, 0, -1, 0}, {0, 0, 0, -1}, {0, 0, 1, 0}, {0, 0, 0, 1},
        {0, 0, -1, -1}, {0, 0, -1, 1}, {0, 0, 1, -1}, {0, 0, 1, 1},
        {-1, 0, 0, 0}, {0, -1, 0, 0}, {1, 0, 0, 0}, {0, 1, 0, 0},
        {-1, -1, 0, 0}, {-1, 1, 0, 0}, {1, -1, 0, 0}, {1, 1, 0, 0},
    };

    private final ArimaSearch search;
    private final ArimaOrder bare;
    private final int maxP;
    private final int maxQ;
    private final int maxSeasonal;
    private final boolean mayHaveConstant;

    /**
     * A search among orders with these differences.
     *
     * @param bare the order without terms
     * @param length how many values the series has
     */
    Stepwise(ArimaSearch search, ArimaOrder bare, int length) {
        this.search = search;
        this.bare = bare;
        int period = bare.period();
        boolean seasonal = period > 1;
        maxSeasonal = seasonal && period <= LONGEST_SEASON ? min(MOST_SEASONAL_TERMS, length / 3 / period) : 0;
        int longest = min(MOST_TERMS, length / 3);
        // With seasonal terms the others stay within the season, or the lags would meet.
        maxP = maxSeasonal > 0 ? min(longest, period - 1) : longest;
        maxQ = maxP;
        mayHaveConstant = bare.d() + bare.seasonalD() <= 1;
    }

    Candidate best() {
        Candidate best = first();
        boolean moved = true;
        while (moved && search.fitted() < MOST_MODELS) {
            moved = false;
            for (int[] move : MOVES) {
                Candidate next = move(best, move);
                if (next.criterion() < best.criterion()) {
                    best = next;
                    moved = true;
                    break;
                }
            }
            if (!moved && mayHaveConstant) {
                ArimaOrder o = best.order;
                Candidate next = search.fit(o.with(o.p(), o.q(), o.seasonalP(), o.seasonalQ(), !o.constant()), best);
                if (next.criterion() < best.criterion()) {
                    best = next;
                    moved = true;
                }
            }
        }
        return best;
    }

    private Candidate first() {
        boolean constant = mayHaveConstant;
        int one = min(1, maxP);
        int seasonalOne = min(1, maxSeasonal);
        Candidate best = search.fit(bare.with(0, 0, 0, 0, constant), null);
        ArimaOrder[] others = {
            bare.with(one, 0, seasonalOne, 0, constant),
            bare.with(0, one, 0, seasonalOne, constant),
            bare.with(0, 0, 0, 0, false),
            bare.with(min(2, maxP), min(2, maxQ), seasonalOne, seasonalOne, constant),
        };
        for (ArimaOrder order : others) {
            Candidate next = search.fit(order, best);
            best = next.criterion() < best.criterion() ? next : best;
        }
        return best;
    }

    private Candidate move(Candidate from, int[] by) {
        ArimaOrder o = from.order;
        int p = o.p() + by[0];
        int q = o.q() + by[1];
        int seasonalP = o.seasonalP() + by[2];
        int seasonalQ = o.seasonalQ() + by[3];
        boolean allowed = min(min(p, q), min(seasonalP, seasonalQ)) >= 0
                && p <= maxP
                && q <= maxQ
                && max(seasonalP, seasonalQ) <= maxSeasonal;
        return allowed ? search.fit(o.with(p, q, seasonalP, seasonalQ, o.constant()), from) : from;
    }
}
