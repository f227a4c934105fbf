package org.zhike.statistics.churn;

import org.zhike.statistics.FitOutcome;

/** A way to learn who is positive from features; everything it needs it learns from the rows it is given. Deterministic. */
public interface Learner {

    /** A short stable name, such as {@code logistic}. */
    String name();

    /**
     * Returns this learner with what it would choose from these rows (a penalty, a depth) fixed, so that it need not be chosen again in
     * folds inside them; itself where there is nothing to choose or too little data to.
     */
    default Learner tuned(Features training, boolean[] positive) {
        return this;
    }

    FitOutcome<Classifier> fit(Features training, boolean[] positive);
}
