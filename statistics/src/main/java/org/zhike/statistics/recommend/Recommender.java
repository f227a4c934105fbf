package org.zhike.statistics.recommend;

/** A model that gives every item a score for a customer: the higher, the likelier the next purchase. Safe for several threads. */
public interface Recommender {

    /** How many items it knows. */
    int items();

    /**
     * Writes the scores: finite, comparable within one history only.
     *
     * @param scores one place for each item
     */
    void score(History history, double[] scores);

    /** Whether it has something to say about this customer; what it offers otherwise is popularity. */
    default boolean knows(History history) {
        return history.size() > 0;
    }
}
