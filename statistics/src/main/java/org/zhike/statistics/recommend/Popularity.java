package org.zhike.statistics.recommend;

import java.util.Arrays;

/** The share of users who bought each item: the same offers for all. The baseline that every other model must beat. Immutable. */
public final class Popularity implements Recommender {

    private final double[] share;

    private Popularity(double[] share) {
        this.share = share;
    }

    public static Popularity of(Purchases purchases) {
        return new Popularity(Arrays.stream(purchases.buyers())
                .mapToDouble(buyers -> (double) buyers / purchases.users())
                .toArray());
    }

    @Override
    public int items() {
        return share.length;
    }

    @Override
    public void score(History history, double[] scores) {
        System.arraycopy(share, 0, scores, 0, share.length);
    }

    @Override
    public boolean knows(History history) {
        return true;
    }

    double share(int item) {
        return share[item];
    }
}
