package org.zhike.statistics.churn;

/**
 * A named step that makes features of features, learned on training rows only. Steps are applied in a row; each keeps the columns
 * it is given, so that a model may use both.
 */
public interface Transformation {

    /** What it does, in a few words. */
    String name();

    /** Learns what it needs, such as quantiles, from training rows. */
    Learned learn(Features training);

    /** A learned step. */
    interface Learned {

        /** Returns the columns given and the new ones. */
        Features apply(Features features);
    }
}
