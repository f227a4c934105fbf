package org.zhike.statistics.clv;

import static java.lang.Math.exp;
import static java.lang.Math.sqrt;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.zhike.statistics.Quantiles;
import org.zhike.statistics.interval.Interval;

/**
 * A model with how sure its parameters are: by the inverse curvature of the log-likelihood at its top, carried to anything that
 * is computed from the model by the delta method. Right for many customers; says nothing about whether the model itself is.
 *
 * @param <M> the model, immutable
 */
public final class Fitted<M> {

    /** How far to step, in standard errors, for a derivative. */
    private static final double STEP = 1e-3;

    private final Function<double[], M> models;
    private final double[] point;

    /** Columns whose sum of outer products is the covariance of the point; empty when there is none. */
    private final double[][] directions;

    private final double logLikelihood;
    private final int customers;
    private final M model;
    private final List<Parameter> parameters;

    Fitted(
            Function<double[], M> models,
            double[] point,
            double[][] directions,
            double logLikelihood,
            int customers,
            List<Named<M>> names) {
        this.models = models;
        this.point = point;
        this.directions = directions;
        this.logLikelihood = logLikelihood;
        this.customers = customers;
        this.model = models.apply(point);
        List<Parameter> list = new ArrayList<>();
        double z = Quantiles.criticalZ(0.95);
        for (Named<M> named : names) {
            double value = named.value().applyAsDouble(model);
            double error = standardError(named.value());
            list.add(new Parameter(named.name(), value, error, around(value, z * error, named.positive(), 0.95)));
        }
        parameters = List.copyOf(list);
    }

    /** What a parameter is called, where it is, and whether it must be positive. */
    record Named<M>(String name, ToDoubleFunction<M> value, boolean positive) {}

    public M model() {
        return model;
    }

    /** The natural logarithm of the likelihood of all customers. */
    public double logLikelihood() {
        return logLikelihood;
    }

    /** How many customers were used. */
    public int customers() {
        return customers;
    }

    /** The parameters in the order of the papers, with intervals of 95 %. */
    public List<Parameter> parameters() {
        return parameters;
    }

    public Parameter parameter(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no parameter " + name + "; there are "
                        + parameters.stream().map(Parameter::name).toList()));
    }

    /** Akaike's criterion, −2 ln L + 2k: of two models of the same data, the one with less. */
    public double aic() {
        return 2 * (point.length - logLikelihood);
    }

    /** Whether the data determine the parameters; if not, standard errors are infinite. */
    public boolean determined() {
        return directions.length > 0;
    }

    /** Returns the standard error of something computed from the model; infinite when the parameters are not determined. */
    public double standardError(ToDoubleFunction<M> quantity) {
        return standardErrors(m -> new double[] {quantity.applyAsDouble(m)})[0];
    }

    /**
     * Returns the standard errors of many things at once, for instance of each customer's purchases to come. They tell how sure
     * the expectation is, not how far a single customer strays from it. Computes the quantities twice for each parameter.
     */
    public double[] standardErrors(Function<M, double[]> quantities) {
        double[] errors = new double[0];
        for (double[] direction : directions) {
            double[] up = quantities.apply(models.apply(moved(direction, STEP)));
            double[] down = quantities.apply(models.apply(moved(direction, -STEP)));
            if (errors.length == 0) {
                errors = new double[up.length];
            }
            for (int i = 0; i < up.length; i++) {
                double slope = (up[i] - down[i]) / (2 * STEP);
                errors[i] += slope * slope;
            }
        }
        if (!determined()) {
            errors = new double[quantities.apply(model).length];
            java.util.Arrays.fill(errors, Double.POSITIVE_INFINITY);
            return errors;
        }
        for (int i = 0; i < errors.length; i++) {
            errors[i] = sqrt(errors[i]);
        }
        return errors;
    }

    /** Returns the interval of a positive quantity, symmetric in its logarithm. */
    public Interval interval(ToDoubleFunction<M> quantity, double level) {
        double margin = Quantiles.criticalZ(level) * standardError(quantity);
        return around(quantity.applyAsDouble(model), margin, true, level);
    }

    private double[] moved(double[] direction, double by) {
        double[] moved = point.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += by * direction[i];
        }
        return moved;
    }

    /** The interval of a value so far to both sides; of a positive value symmetric in its logarithm. */
    static Interval around(double value, double margin, boolean positive, double level) {
        if (!positive) {
            return Interval.around(value, margin, level);
        }
        if (Double.isInfinite(margin)) {
            return new Interval(0, Double.POSITIVE_INFINITY, level);
        }
        if (value == 0 || margin == 0) {
            return new Interval(value, value, level);
        }
        double factor = exp(margin / value);
        return new Interval(value / factor, value * factor, level);
    }
}
