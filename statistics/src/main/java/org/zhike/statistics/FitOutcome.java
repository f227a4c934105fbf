package org.zhike.statistics;

import java.util.List;
import java.util.Optional;

/**
 * What came of fitting a model. Too little data and a search that found no end are results that a person reads in words, not
 * exceptions.
 *
 * @param <M> the fitted model, immutable
 */
public sealed interface FitOutcome<M> {

    /** The fit found its best point. */
    record Converged<M>(M model, int iterations) implements FitOutcome<M> {}

    /**
     * The search ended before it was sure.
     *
     * @param last where it stood; may be far from right
     * @param why in English words, with the values
     */
    record NotConverged<M>(M last, int iterations, String why) implements FitOutcome<M> {}

    /** The data cannot carry the model: nothing was fitted. At least one shortage. */
    record TooLittleData<M>(List<Shortage> shortages) implements FitOutcome<M> {

        public TooLittleData {
            shortages = List.copyOf(shortages);
            Require.atLeast(1, shortages.size(), "the number of shortages");
        }
    }

    /**
     * Something there is too little of.
     *
     * @param what a stable word for programs, such as {@code repeat_buyers}
     * @param have how much there is
     * @param need the least that would do
     */
    record Shortage(String what, double have, double need) {}

    static <M> FitOutcome<M> tooLittle(String what, double have, double need) {
        return new TooLittleData<>(List.of(new Shortage(what, have, need)));
    }

    /** The model of a fit that converged; empty otherwise. */
    default Optional<M> converged() {
        return this instanceof Converged<M>(M model, int iterations) ? Optional.of(model) : Optional.empty();
    }
}
