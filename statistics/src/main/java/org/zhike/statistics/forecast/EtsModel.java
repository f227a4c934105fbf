package org.zhike.statistics.forecast;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.zhike.statistics.Require;

/** A fitted model of exponential smoothing. */
public final class EtsModel implements ForecastModel {

    private final EtsParameters first;
    private final EtsParameters last;
    private final double logLikelihood;
    private final double sigma2;
    private final double[] residuals;

    private EtsModel(EtsParameters first, EtsParameters last, double logLikelihood, double sigma2, double[] residuals) {
        this.first = first;
        this.last = last;
        this.logLikelihood = logLikelihood;
        this.sigma2 = sigma2;
        this.residuals = residuals;
    }

    /** Runs the model through a series. */
    static EtsModel of(EtsParameters first, double[] y) {
        var likelihood = new EtsLikelihood(first.form, y);
        double value = likelihood.value(first);
        int degrees = Math.max(1, y.length - first.form.freeParameters());
        return new EtsModel(first, likelihood.last(first), -value, likelihood.squares() / degrees, likelihood.errors());
    }

    public EtsForm form() {
        return first.form;
    }

    /**
     * The log-likelihood at the best variance, without the constant −½ n (1 + log 2π/n), as R's ets tells it: comparable among
     * forms for one series.
     */
    @Override
    public OptionalDouble logLikelihood() {
        return OptionalDouble.of(logLikelihood);
    }

    /** Akaike's criterion for small samples, by which forms are chosen; infinite where parameters are as many as values. */
    public double aicc() {
        int n = residuals.length;
        int k = first.form.freeParameters() + 1;
        return n - k - 1 > 0 ? -2 * logLikelihood + 2.0 * k * n / (n - k - 1) : Double.POSITIVE_INFINITY;
    }

    /** The variance of the errors, relative ones for multiplicative errors, over the degrees of freedom. */
    public double sigma2() {
        return sigma2;
    }

    /** The future mean, and the interval of a normal distribution with the model's exact variance. */
    @Override
    public Forecast forecast(int horizon, double level) {
        Require.atLeast(1, horizon, "horizon");
        EtsMoments moments = EtsMoments.of(last, sigma2, horizon);
        double[] deviation = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            deviation[h] = Math.sqrt(Math.max(0, moments.variance[h]));
        }
        return Forecast.normal(moments.mean, deviation, level);
    }

    @Override
    public String describe() {
        return first.form.toString();
    }

    /** The smoothing parameters and initial states: {@code s1} is the season of the first value. */
    @Override
    public Map<String, Double> parameters() {
        Map<String, Double> named = new LinkedHashMap<>();
        named.put("alpha", first.alpha);
        if (first.form.hasTrend()) {
            named.put("beta", first.beta);
        }
        if (first.form.seasonal()) {
            named.put("gamma", first.gamma);
        }
        if (first.form.damped()) {
            named.put("phi", first.phi);
        }
        named.put("level", first.level);
        if (first.form.hasTrend()) {
            named.put("slope", first.slope);
        }
        for (int i = 0; i < first.seasons.length; i++) {
            named.put("s" + (i + 1), first.seasons[i]);
        }
        return Collections.unmodifiableMap(named);
    }

    @Override
    public double[] residuals() {
        return residuals.clone();
    }
}
