package org.zhike.statistics.clv;

import static java.lang.Math.exp;
import static java.lang.Math.log;

import java.util.List;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.clv.Fitted.Named;

/**
 * Fits {@link BgNbd} by maximum likelihood, on the logarithms of the parameters with the analytic gradient. Costs by different
 * histories, not by customers, apart from one pass to find them.
 */
public final class BgNbdFitter {

    static final List<Named<BgNbd>> NAMES = List.of(
            new Named<>("r", BgNbd::r, true),
            new Named<>("alpha", BgNbd::alpha, true),
            new Named<>("a", BgNbd::a, true),
            new Named<>("b", BgNbd::b, true));

    private BgNbdFitter() {}

    /** Fits; too little data without {@value Enough#REPEAT_BUYERS} repeat buyers. */
    public static FitOutcome<Fitted<BgNbd>> fit(PurchaseHistories histories) {
        return fit(histories.distinct());
    }

    /** Fits what was counted before, which scoring can use again. */
    public static FitOutcome<Fitted<BgNbd>> fit(DistinctHistories histories) {
        return Enough.<Fitted<BgNbd>>check(histories)
                .orElseGet(() -> MaximumLikelihood.fit(
                        new HistoryLikelihood(histories, BgNbdDensity::at),
                        histories.customers(),
                        start(histories),
                        BgNbdFitter::model,
                        NAMES));
    }

    /**
     * Fits with covariates (Fader and Hardie 2007, "Incorporating time-invariant covariates into the Pareto/NBD and BG/NBD
     * models"). An effect γ on purchases multiplies the rate by exp(γ′z); effects on dropout multiply a and b.
     */
    public static FitOutcome<Fitted<WithCovariates<BgNbd>>> fit(
            PurchaseHistories histories, Covariates covariates, Covariates.Act on) {
        return CovariateFit.fit(histories, covariates, on, CovariateFit.BG_NBD, start(histories.distinct()));
    }

    static BgNbd model(double[] log) {
        return new BgNbd(exp(log[0]), exp(log[1]), exp(log[2]), exp(log[3]));
    }

    private static double[] start(DistinctHistories histories) {
        return new double[] {log(0.5), log(0.5 / Enough.rate(histories)), 0, log(2)};
    }
}
