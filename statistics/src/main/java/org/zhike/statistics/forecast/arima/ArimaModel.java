package org.zhike.statistics.forecast.arima;

import static java.lang.Math.log;
import static java.lang.Math.max;
import static java.lang.Math.sqrt;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.zhike.statistics.Require;
import org.zhike.statistics.forecast.Forecast;
import org.zhike.statistics.forecast.ForecastModel;

/**
 * A fitted ARIMA model. Intervals hold the model and its coefficients for true and errors for normal, as is usual; they are
 * therefore somewhat narrow for short series. A series that its differences make constant has intervals without width and no
 * likelihood.
 */
public final class ArimaModel implements ForecastModel {

    private final ArimaOrder order;
    private final Map<String, Double> parameters;
    private final List<String> regressors;
    private final double[] regression;
    private final List<String> dropped;
    private final double variance;
    private final OptionalDouble logLikelihood;
    private final int parameterCount;
    private final int length;
    private final double[] residuals;
    private final Projection projection;

    private ArimaModel(
            ArimaOrder order,
            Map<String, Double> parameters,
            Differenced data,
            double[] regression,
            double variance,
            OptionalDouble logLikelihood,
            double[] residuals,
            Projection projection) {
        this.order = order;
        this.parameters = Collections.unmodifiableMap(parameters);
        this.regressors = data.kept();
        this.dropped = data.dropped();
        this.regression = regression;
        this.variance = variance;
        this.logLikelihood = logLikelihood;
        this.parameterCount = order.terms() + (order.constant() ? 1 : 0) + regression.length + 1;
        this.length = data.length();
        this.residuals = residuals;
        this.projection = projection;
    }

    /** Makes the model of a search's end. */
    static ArimaModel of(double[] y, Regressors known, Differenced data, ArmaLikelihood likelihood, Candidate best) {
        likelihood.set(best.raw);
        ArimaOrder order = best.order;
        int constants = order.constant() ? 1 : 0;
        double[] coefficients = new double[constants + data.regressors()];
        double squares = likelihood.solve(coefficients);
        double[] residuals = likelihood.residuals();
        double scale = data.scale();
        for (int i = 0; i < coefficients.length; i++) {
            coefficients[i] *= scale;
        }
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] *= scale;
        }
        double constant = order.constant() ? coefficients[0] : 0;
        double[] regression = Arrays.copyOfRange(coefficients, constants, coefficients.length);
        int n = data.length();
        double variance =
                data.isConstant() ? 0 : squares * scale * scale / max(1, n - order.terms() - coefficients.length);
        Map<String, Double> parameters = named(likelihood, order, constant, data.kept(), regression);
        parameters.put("sigma2", variance);
        double[] free = y.clone();
        double[] noise = data.columns(false)[0].clone();
        for (int t = 0; t < n; t++) {
            noise[t] = noise[t] * scale - constant * data.step();
        }
        for (int i = 0; i < regression.length; i++) {
            double[] column = known.column(data.kept().get(i));
            double[] differenced = data.columns(false)[i + 1];
            for (int t = 0; t < free.length; t++) {
                free[t] -= regression[i] * column[t];
            }
            for (int t = 0; t < n; t++) {
                noise[t] -= regression[i] * differenced[t];
            }
        }
        Projection projection =
                Projection.of(free, noise, constant * data.step(), likelihood.fullAr(), likelihood.fullMa(), order);
        OptionalDouble logLikelihood =
                Double.isFinite(best.logLikelihood) ? OptionalDouble.of(best.logLikelihood) : OptionalDouble.empty();
        return new ArimaModel(order, parameters, data, regression, variance, logLikelihood, residuals, projection);
    }

    private static Map<String, Double> named(
            ArmaLikelihood likelihood, ArimaOrder order, double constant, List<String> names, double[] regression) {
        Map<String, Double> parameters = new LinkedHashMap<>();
        double[] factors = likelihood.factors();
        int at = 0;
        String[] kinds = {"ar", "ma", "sar", "sma"};
        int[] counts = {order.p(), order.q(), order.seasonalP(), order.seasonalQ()};
        for (int kind = 0; kind < kinds.length; kind++) {
            for (int i = 1; i <= counts[kind]; i++) {
                parameters.put(kinds[kind] + i, factors[at++]);
            }
        }
        if (order.constant()) {
            parameters.put(order.lost() == 0 ? "mean" : "drift", constant);
        }
        for (int i = 0; i < regression.length; i++) {
            parameters.put(names.get(i), regression[i]);
        }
        return parameters;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException when the model has regressors: then their future values are needed
     */
    @Override
    public Forecast forecast(int horizon, double level) {
        return forecast(horizon, level, Regressors.none());
    }

    /**
     * Tells what comes after the last value, given the regressors of that time.
     *
     * @param ahead the regressors from the first period after the last value on, at least as many as the horizon; others than
     *     the model's are not used
     * @throws IllegalArgumentException naming regressors that are missing or too short
     */
    public Forecast forecast(int horizon, double level, Regressors ahead) {
        Require.atLeast(1, horizon, "horizon");
        if (!ahead.names().containsAll(regressors)) {
            throw new IllegalArgumentException(
                    "the forecast needs the future values of " + regressors + ", there are " + ahead.names());
        }
        if (!regressors.isEmpty() && ahead.length() < horizon) {
            throw new IllegalArgumentException(
                    "the regressors are known for %d periods ahead, not for %d".formatted(ahead.length(), horizon));
        }
        double[] point = projection.points(horizon);
        for (int i = 0; i < regression.length; i++) {
            double[] column = ahead.column(regressors.get(i));
            for (int h = 0; h < horizon; h++) {
                point[h] += regression[i] * column[h];
            }
        }
        double[] spread = projection.variances(horizon);
        double[] deviation = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            deviation[h] = sqrt(variance * spread[h]);
        }
        return Forecast.normal(point, deviation, level);
    }

    public ArimaOrder order() {
        return order;
    }

    @Override
    public String describe() {
        return regressors.isEmpty() ? order.toString() : "Regression with " + order + " errors";
    }

    /** The coefficients ar, ma, sar, sma by number, then mean or drift, the regressors, and the variance of errors. */
    @Override
    public Map<String, Double> parameters() {
        return parameters;
    }

    /** The variance of errors, with the degrees of freedom that the coefficients cost. */
    public double variance() {
        return variance;
    }

    @Override
    public double[] residuals() {
        return residuals.clone();
    }

    /** The logarithm of the likelihood of the differenced series; comparable between models of the same differences. */
    @Override
    public OptionalDouble logLikelihood() {
        return logLikelihood;
    }

    /** Akaike's criterion with the correction for few values; empty like the likelihood or when values are too few for it. */
    public OptionalDouble aicc() {
        if (logLikelihood.isEmpty() || length - parameterCount - 1 <= 0) {
            return OptionalDouble.empty();
        }
        double k = parameterCount;
        return OptionalDouble.of(-2 * logLikelihood.getAsDouble() + 2 * k * length / (length - k - 1));
    }

    /** Schwarz's criterion; empty like the likelihood. */
    public OptionalDouble bic() {
        return logLikelihood.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(-2 * logLikelihood.getAsDouble() + parameterCount * log(length));
    }

    /** Regressors that were left out because they were constant or followed from others. */
    public List<String> dropped() {
        return dropped;
    }
}
