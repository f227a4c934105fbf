package org.zhike.statistics.forecast.arima;

import java.util.Optional;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Require;
import org.zhike.statistics.forecast.Forecaster;

/**
 * Autoregression and moving averages of a differenced series, with seasons and regressors: ARIMA(p,d,q)(P,D,Q)[m] with
 * ARIMA errors where there are regressors (Box and Jenkins 1970; Hyndman and Khandakar 2008, JSS 27(3)).
 *
 * <p>The order is given, or found: D by the strength of the season, d by the KPSS test, the rest stepwise by the corrected
 * criterion of Akaike. Coefficients maximise the exact Gaussian likelihood of the differenced series, which is that of the
 * series with a diffuse start; they are stationary and invertible by construction. A likelihood costs O(n · longest lag), a
 * search among orders some 20 to 40 fits.
 *
 * <p>Immutable; safe for several threads.
 */
public final class Arima implements Forecaster {

    /** Less says nothing about what comes next. */
    private static final int FEWEST_VALUES = 4;

    private final Optional<ArimaOrder> order;
    private final Regressors regressors;

    private Arima(Optional<ArimaOrder> order, Regressors regressors) {
        this.order = order;
        this.regressors = regressors;
    }

    /** The method that finds the order by itself. */
    public static Arima automatic() {
        return new Arima(Optional.empty(), Regressors.none());
    }

    /** The method of a given order; the period of the order counts. */
    public static Arima of(ArimaOrder order) {
        return new Arima(Optional.of(order), Regressors.none());
    }

    /**
     * The same with regressors, whose values must then also be known for the periods ahead. Regressors that are constant or a
     * combination of others after the differences are left out; see {@link ArimaModel#dropped()}.
     */
    public Arima with(Regressors known) {
        return new Arima(order, known);
    }

    @Override
    public FitOutcome<ArimaModel> fit(double[] values, int period) {
        Require.atLeast(1, period, "period");
        double[] y = values.clone();
        for (int i = 0; i < y.length; i++) {
            Require.finite(y[i], "value " + i);
        }
        if (regressors.count() > 0 && regressors.length() != y.length) {
            throw new IllegalArgumentException(
                    "the regressors have %d values, the series has %d".formatted(regressors.length(), y.length));
        }
        int lost = order.map(ArimaOrder::lost).orElse(0);
        int parameters = order.map(o -> o.terms() + (o.constant() ? 1 : 0)).orElse(0) + regressors.count();
        int need = Math.max(FEWEST_VALUES, lost + parameters + 2);
        if (y.length < need) {
            return FitOutcome.tooLittle("values", y.length, need);
        }
        return order.isPresent() ? fitGiven(y, order.get()) : fitBest(y, period);
    }

    private FitOutcome<ArimaModel> fitGiven(double[] y, ArimaOrder given) {
        Differenced data = Differenced.of(y, regressors, given);
        if (data.isConstant()) {
            return new FitOutcome.Converged<>(withoutTerms(y, data, given), 0);
        }
        ArimaSearch search = new ArimaSearch(data);
        return outcome(y, data, search, search.fit(given, null));
    }

    private FitOutcome<ArimaModel> fitBest(double[] y, int period) {
        ArimaOrder bare = differences(y, period);
        Differenced data = Differenced.of(y, regressors, bare);
        if (data.isConstant()) {
            return new FitOutcome.Converged<>(withoutTerms(y, data, bare), 0);
        }
        ArimaSearch search = new ArimaSearch(data);
        return outcome(y, data, search, new Stepwise(search, bare, y.length).best());
    }

    private FitOutcome<ArimaModel> outcome(double[] y, Differenced data, ArimaSearch search, Candidate found) {
        Candidate best = search.polish(found);
        ArimaModel model = ArimaModel.of(y, regressors, data, search.likelihood(best.order), best);
        if (best.converged) {
            return new FitOutcome.Converged<>(model, best.iterations);
        }
        return new FitOutcome.NotConverged<>(
                model,
                best.iterations,
                "the likelihood of " + best.order + " still rose after " + best.iterations + " steps");
    }

    /** What is left when nothing varies after the differences: the pattern goes on as it was. */
    private ArimaModel withoutTerms(double[] y, Differenced data, ArimaOrder given) {
        ArimaOrder bare = given.with(0, 0, 0, 0, given.d() + given.seasonalD() <= 1);
        Candidate none = new Candidate(bare, new double[0], Double.NaN, Double.NaN, true, true, 0);
        return ArimaModel.of(y, regressors, data, new ArmaLikelihood(data.columns(bare.constant()), bare), none);
    }

    /** The order without terms that differences as often as the tests advise. */
    private ArimaOrder differences(double[] y, int period) {
        double[] x = regressors.count() > 0 ? withoutRegressors(y) : y;
        int seasonalD = Differencing.seasonalDifferences(x, period);
        double[] seasonless = Polynomials.difference(x, 0, seasonalD, period);
        int d = Differencing.isConstant(seasonless, Differencing.size(x)) ? 0 : Differencing.differences(seasonless);
        // A few values must be left to learn from.
        while (d > 0 && y.length - d - seasonalD * period < FEWEST_VALUES + regressors.count()) {
            d--;
        }
        return new ArimaOrder(0, d, 0, 0, seasonalD, 0, period, false);
    }

    /** What a regression leaves of the series: the tests must not take a promotion for a trend. */
    private double[] withoutRegressors(double[] y) {
        Differenced level = Differenced.of(y, regressors, ArimaOrder.of(0, 0, 0, true));
        double[][] columns = level.columns(true);
        double[][] work = new double[columns.length][];
        for (int i = 0; i < columns.length; i++) {
            work[i] = columns[i].clone();
        }
        LeastSquares.solve(work, 0, null);
        double[] rest = work[0];
        for (int i = 0; i < rest.length; i++) {
            rest[i] *= level.scale();
        }
        return rest;
    }
}
