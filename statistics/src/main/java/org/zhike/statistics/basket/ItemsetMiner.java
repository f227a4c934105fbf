package org.zhike.statistics.basket;

import java.util.List;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.FitOutcome.Shortage;
import org.zhike.statistics.Require;

/**
 * The search for the sets of items that are together in at least so many baskets.
 *
 * <p>Items are tried from the most to the least frequent, each in front of those more frequent than itself. The baskets of one
 * item are projected by occurrence deliver (Uno, Kiyomi and Arimura 2004, LCM ver. 2); where the projection is dense or small it
 * becomes bitsets, one per item, as in Eclat (Zaki 2000), squeezed to the baskets that are left at every step: sets as short as
 * the diffsets of Zaki and Gouda (2003), and counted by words. Closed sets by prefix-preserving closure extension (LCM): none
 * needs to be remembered, so memory is that of one path of the search however many sets there are.
 *
 * <p>Both cores work; the results and their order are the same with one.
 *
 * @param minCount the least number of baskets, at least one
 * @param kind which sets
 * @param largest the largest size of a set; only for all sets can it be less than {@link Integer#MAX_VALUE}
 * @param limit the search ends after so many sets, at least one
 */
public record ItemsetMiner(int minCount, Kind kind, int largest, long limit) {

    /** Which of the frequent sets are wanted. */
    public enum Kind {
        ALL,
        /** Those that no larger set occurs as often as: they tell the counts of all others. */
        CLOSED,
        /** Those that no larger set is frequent with: they tell which others are frequent. */
        MAXIMAL
    }

    /** Sets kept in memory unless more is said: about half a gigabyte when they have ten items each. */
    private static final long USUAL_LIMIT = 10_000_000;

    public ItemsetMiner {
        Require.atLeast(1, minCount, "the least count");
        Require.atLeast(1, largest, "the largest size");
        Require.atLeast(1, limit, "the limit");
        if (kind != Kind.ALL && largest < Integer.MAX_VALUE) {
            throw new IllegalArgumentException("only a search for all itemsets can be told their largest size");
        }
    }

    public static ItemsetMiner all(int minCount) {
        return new ItemsetMiner(minCount, Kind.ALL, Integer.MAX_VALUE, USUAL_LIMIT);
    }

    public static ItemsetMiner closed(int minCount) {
        return new ItemsetMiner(minCount, Kind.CLOSED, Integer.MAX_VALUE, USUAL_LIMIT);
    }

    public static ItemsetMiner maximal(int minCount) {
        return new ItemsetMiner(minCount, Kind.MAXIMAL, Integer.MAX_VALUE, USUAL_LIMIT);
    }

    public ItemsetMiner withLimit(long sets) {
        return new ItemsetMiner(minCount, kind, largest, sets);
    }

    public ItemsetMiner withLargest(int size) {
        return new ItemsetMiner(minCount, kind, size, limit);
    }

    /**
     * Shows every set to the visitor. {@code NotConverged} when the limit ended the search, {@code TooLittleData} when no
     * basket holds anything.
     */
    public FitOutcome<Mined> visit(Baskets baskets, ItemsetVisitor visitor) {
        if (baskets.entries() == 0) {
            return new FitOutcome.TooLittleData<>(List.of(new Shortage("baskets_with_items", 0, 1)));
        }
        Delivery delivery = new Delivery(visitor, limit);
        new Search(this, baskets, delivery).run();
        Mined mined = new Mined(delivery.delivered(), delivery.longest());
        return delivery.isCut()
                ? new FitOutcome.NotConverged<>(mined, steps(mined), cutWords())
                : new FitOutcome.Converged<>(mined, steps(mined));
    }

    /** Keeps every set; see {@link #visit} for how it may end. About 12 + 4 × size bytes a set. */
    public FitOutcome<Itemsets> collect(Baskets baskets) {
        Itemsets.Collector sets = new Itemsets.Collector(this, baskets);
        return switch (visit(baskets, sets)) {
            case FitOutcome.Converged<Mined> all -> new FitOutcome.Converged<>(sets.done(true), all.iterations());
            case FitOutcome.NotConverged<Mined> cut ->
                new FitOutcome.NotConverged<>(sets.done(false), cut.iterations(), cut.why());
            case FitOutcome.TooLittleData<Mined> little -> new FitOutcome.TooLittleData<>(little.shortages());
        };
    }

    private static int steps(Mined mined) {
        return (int) Math.min(Integer.MAX_VALUE, mined.itemsets());
    }

    private String cutWords() {
        return "There are more than " + limit + " itemsets in at least " + minCount
                + " baskets. Raise the least count, or ask for closed or maximal sets.";
    }
}
