package org.zhike.statistics.churn;

import java.util.List;
import java.util.Map;

/** A fitted model that gives each case its probability of being positive. Immutable; safe for several threads. */
public interface Classifier {

    /** The log of p / (1 − p) of each row; finite. */
    double[] logOdds(Features features);

    /** The probability of each row, strictly between 0 and 1 but for rounding. */
    default double[] probabilities(Features features) {
        return Logistic.probabilities(logOdds(features));
    }

    /** What each feature adds to each row's log-odds. */
    Contributions contributions(Features features);

    /** What a person should know about the fit, such as columns left out. */
    default List<String> warnings() {
        return List.of();
    }

    /** What was chosen while fitting, by name, such as the strength of the penalty. */
    default Map<String, Object> choices() {
        return Map.of();
    }
}
