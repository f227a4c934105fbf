package org.zhike.statistics.churn;

import org.zhike.statistics.FitOutcome;

/** A way to learn who is positive from features; everything it needs it learns from the rows it is given. Deterministic. */
public interface Learner {

    /** A short stable name, such as {@code logistic}. */
    String name();

    FitOutcome<Classifier> fit(Features training, boolean[] positive);
}
