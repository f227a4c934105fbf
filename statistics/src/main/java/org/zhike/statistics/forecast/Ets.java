package org.zhike.statistics.forecast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhike.statistics.FitOutcome;

/**
 * Exponential smoothing in state space form (Hyndman, Koehler, Snyder and Grose 2002; Hyndman et al. 2008): of all forms that
 * the series allows, the one with the least AICc, each with its most likely parameters and initial states in the usual region
 * of R's ets (0.0001 ≤ β ≤ α, γ ≤ 1 − α, 0.8 ≤ φ ≤ 0.98) as far as it is admissible. Multiplicative forms need values above 0. Seasons need more values
 * than a season has, and at most {@value #LONGEST_PERIOD} values a season; a longer period is ignored. Cost: about 100 passes
 * over the series for each form, some milliseconds for ten years of months.
 */
public final class Ets implements Forecaster {

    /** Each value of a season is a parameter; with more of them a pattern is better taken out before. */
    public static final int LONGEST_PERIOD = 24;

    /** The fewest values for level, α and a variance. */
    static final int FEWEST = 5;

    private final @Nullable EtsForm form;

    private Ets(@Nullable EtsForm form) {
        this.form = form;
    }

    /** The form is chosen for each series. */
    public static Ets automatic() {
        return new Ets(null);
    }

    /** This form only; it tells the period, whatever {@link #fit} is given. */
    public static Ets of(EtsForm form) {
        return new Ets(form);
    }

    @Override
    public FitOutcome<EtsModel> fit(double[] values, int period) {
        double[] y = Series.checked(values, period);
        int need = form == null ? FEWEST : form.freeParameters() + 3;
        if (y.length < need) {
            return FitOutcome.tooLittle("values", y.length, need);
        }
        if (form != null && form.multiplicativeError() && !EtsFamily.isPositive(y)) {
            throw new IllegalArgumentException(form + " needs values above 0");
        }
        List<EtsFamily.Member> fitted = EtsFamily.fit(y, form == null ? EtsFamily.forms(y, period) : List.of(form));
        EtsFamily.Member best = fitted.getFirst();
        int iterations = fitted.stream().mapToInt(EtsFamily.Member::iterations).sum();
        return best.converged()
                ? new FitOutcome.Converged<>(best.model(), iterations)
                : new FitOutcome.NotConverged<>(
                        best.model(),
                        iterations,
                        "the likelihood of " + best.model().describe() + " was still rising");
    }
}
