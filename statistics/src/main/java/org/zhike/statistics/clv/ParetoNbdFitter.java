package org.zhike.statistics.clv;

import static java.lang.Math.exp;
import static java.lang.Math.log;

import java.util.List;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.clv.Fitted.Named;

/**
 * Fits {@link ParetoNbd} by maximum likelihood, on the logarithms of the parameters with the analytic gradient. Costs by
 * different histories; each takes some thirty times as long as with {@link BgNbdFitter}.
 */
public final class ParetoNbdFitter {

    static final List<Named<ParetoNbd>> NAMES = List.of(
            new Named<>("r", ParetoNbd::r, true),
            new Named<>("alpha", ParetoNbd::alpha, true),
            new Named<>("s", ParetoNbd::s, true),
            new Named<>("beta", ParetoNbd::beta, true));

    private ParetoNbdFitter() {}

    /** Fits; too little data without {@value Enough#REPEAT_BUYERS} repeat buyers. */
    public static FitOutcome<Fitted<ParetoNbd>> fit(PurchaseHistories histories) {
        return fit(histories.distinct());
    }

    /** Fits what was counted before, which scoring can use again. */
    public static FitOutcome<Fitted<ParetoNbd>> fit(DistinctHistories histories) {
        return Enough.<Fitted<ParetoNbd>>check(histories)
                .orElseGet(() -> MaximumLikelihood.fit(
                        new HistoryLikelihood(histories, ParetoNbdDensity::at),
                        histories.customers(),
                        start(histories),
                        ParetoNbdFitter::model,
                        NAMES));
    }

    /**
     * Fits with covariates (Fader and Hardie 2007, "Incorporating time-invariant covariates into the Pareto/NBD and BG/NBD
     * models"). An effect γ multiplies the rate of purchases, or the rate of stopping, by exp(γ′z).
     */
    public static FitOutcome<Fitted<WithCovariates<ParetoNbd>>> fit(
            PurchaseHistories histories, Covariates covariates, Covariates.Act on) {
        return CovariateFit.fit(histories, covariates, on, CovariateFit.PARETO_NBD, start(histories.distinct()));
    }

    static ParetoNbd model(double[] log) {
        return new ParetoNbd(exp(log[0]), exp(log[1]), exp(log[2]), exp(log[3]));
    }

    private static double[] start(DistinctHistories histories) {
        double typicalAge = Math.max(Double.MIN_NORMAL, histories.histories().longestAge() / 2);
        return new double[] {log(0.5), log(0.5 / Enough.rate(histories)), log(0.5), log(typicalAge)};
    }
}
