package org.zhike.statistics.forecast;

import static org.zhike.statistics.forecast.EtsForm.Kind.MULTIPLICATIVE;

import java.util.Arrays;
import org.zhike.statistics.numeric.SmoothFunction;

/**
 * The negative log-likelihood of an exponential smoothing model, without its constant (Hyndman et al. 2008, equation 5.3):
 * ½ n log Σ e² for additive errors, and Σ log |f| more for multiplicative ones, where e = (y − f)/f. With its gradient by one
 * pass backwards through the recursion, so that it costs some three evaluations for any number of parameters. For one thread.
 */
final class EtsLikelihood implements SmoothFunction {

    /** Keeps the logarithm finite when a series fits without error; of the order of squared rounding of scaled values. */
    private static final double FLOOR = 1e-22;

    /** A relative error has no meaning about a forecast of nothing. */
    private static final double LEAST_FORECAST = 1e-10;

    private final EtsForm form;
    private final double[] y;
    private final int n;
    private final int period;

    /** Before each value: level plus slope, slope, season; and the error y − f. */
    private final double[] base;

    private final double[] slopes;
    private final double[] seasonsUsed;
    private final double[] errors;
    private final double[] seasons;
    private final double[] seasonSlopes;
    private double lastLevel;
    private double lastSlope;
    private double squares;

    /**
     * The likelihood of a series.
     *
     * @param y of magnitude 1; kept
     */
    EtsLikelihood(EtsForm form, double[] y) {
        this.form = form;
        this.y = y;
        n = y.length;
        period = form.period();
        base = new double[n];
        slopes = new double[n];
        seasonsUsed = new double[n];
        errors = new double[n];
        seasons = new double[period];
        seasonSlopes = new double[period];
    }

    @Override
    public double at(double[] free, double[] gradient) {
        EtsParameters p = EtsParameters.ofFree(form, free);
        double value = value(p);
        if (Double.isFinite(value)) {
            backwards(p, free, gradient);
        }
        return value;
    }

    /** The value; infinite where the model cannot be: multiplicative seasons, or forecasts with relative errors,
     * not above 0. */
    double value(EtsParameters p) {
        double logs = run(p);
        if (!Double.isFinite(logs)) {
            return Double.POSITIVE_INFINITY;
        }
        double value = n * Math.log(squares + n * FLOOR) / 2 + logs;
        return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
    }

    /** Runs the recursion; returns Σ log f for multiplicative errors, else 0; infinite where the model cannot be. */
    private double run(EtsParameters p) {
        System.arraycopy(p.seasons, 0, seasons, 0, p.seasons.length);
        boolean relative = form.multiplicativeError();
        double level = p.level;
        double slope = p.slope;
        double sum = 0;
        double logs = 0;
        double factor = 1;
        int at = 0;
        for (int t = 0; t < n; t++) {
            slopes[t] = slope;
            double fading = p.phi * slope;
            double q = level + fading;
            double f;
            double error;
            switch (form.season()) {
                case NONE -> {
                    f = q;
                    error = y[t] - f;
                    level = q + p.alpha * error;
                    slope = fading + p.beta * error;
                }
                case ADDITIVE -> {
                    double s = seasons[at];
                    f = q + s;
                    error = y[t] - f;
                    seasonsUsed[t] = s;
                    level = q + p.alpha * error;
                    slope = fading + p.beta * error;
                    seasons[at] = s + p.gamma * error;
                }
                case MULTIPLICATIVE -> {
                    double s = seasons[at];
                    if (!(s > 0) || !(q > 0)) {
                        return Double.POSITIVE_INFINITY;
                    }
                    f = q * s;
                    error = y[t] - f;
                    double r = error / s;
                    seasonsUsed[t] = s;
                    level = q + p.alpha * r;
                    slope = fading + p.beta * r;
                    seasons[at] = s + p.gamma * error / q;
                }
                default -> throw new IllegalStateException();
            }
            if (++at == period) {
                at = 0;
            }
            base[t] = q;
            errors[t] = error;
            if (relative) {
                if (!(f > LEAST_FORECAST)) {
                    return Double.POSITIVE_INFINITY;
                }
                double e = error / f;
                sum += e * e;
                factor *= f;
                if (factor > 1e100 || factor < 1e-100) {
                    logs += Math.log(factor);
                    factor = 1;
                }
            } else {
                sum += error * error;
            }
        }
        lastLevel = level;
        lastSlope = slope;
        squares = sum;
        return logs + Math.log(factor);
    }

    /** The chain rule from the last value to the first. */
    private void backwards(EtsParameters p, double[] free, double[] gradient) {
        boolean relative = form.multiplicativeError();
        boolean seasonal = form.seasonal();
        boolean multiplied = form.season() == MULTIPLICATIVE;
        double weight = n / (squares + n * FLOOR);
        double ofLevel = 0;
        double ofSlope = 0;
        Arrays.fill(seasonSlopes, 0);
        double ofAlpha = 0;
        double ofBeta = 0;
        double ofGamma = 0;
        double ofPhi = 0;
        int at = (n - 1) % period;
        for (int t = n - 1; t >= 0; t--) {
            double error = errors[t];
            double q = base[t];
            double s = seasonsUsed[t];
            double ofForecast;
            if (relative) {
                double f = multiplied ? q * s : q + s;
                double e = error / f;
                ofForecast = (1 - weight * e * (1 + e)) / f;
            } else {
                ofForecast = -weight * error;
            }
            double ofBase;
            if (multiplied) {
                double ofSeason = seasonSlopes[at];
                double r = error / s;
                double u = error / q;
                ofAlpha += r * ofLevel;
                ofBeta += r * ofSlope;
                ofGamma += u * ofSeason;
                double ofR = p.alpha * ofLevel + p.beta * ofSlope;
                double ofU = p.gamma * ofSeason;
                ofForecast -= ofR / s + ofU / q;
                seasonSlopes[at] = ofSeason - ofR * r / s + ofForecast * q;
                ofBase = ofLevel - ofU * u / q + ofForecast * s;
            } else {
                double ofError = p.alpha * ofLevel + p.beta * ofSlope;
                ofAlpha += error * ofLevel;
                ofBeta += error * ofSlope;
                if (seasonal) {
                    double ofSeason = seasonSlopes[at];
                    ofError += p.gamma * ofSeason;
                    ofGamma += error * ofSeason;
                    ofForecast -= ofError;
                    seasonSlopes[at] = ofSeason + ofForecast;
                } else {
                    ofForecast -= ofError;
                }
                ofBase = ofLevel + ofForecast;
            }
            ofPhi += slopes[t] * (ofBase + ofSlope);
            ofSlope = p.phi * (ofBase + ofSlope);
            ofLevel = ofBase;
            if (--at < 0) {
                at = period - 1;
            }
        }
        toFree(free, gradient, p, new double[] {ofAlpha, ofBeta, ofGamma, ofPhi, ofLevel, ofSlope});
    }

    private void toFree(double[] free, double[] gradient, EtsParameters p, double[] of) {
        int at = 1;
        gradient[0] = of[0];
        if (form.hasTrend()) {
            gradient[0] += of[1] * free[at];
            gradient[at++] = of[1] * (p.alpha - EtsParameters.LOWEST);
        }
        if (form.seasonal()) {
            gradient[0] -= of[2] * free[at];
            gradient[at++] = of[2] * (1 - p.alpha - EtsParameters.LOWEST);
        }
        if (form.damped()) {
            gradient[at++] = of[3];
        }
        gradient[at++] = of[4];
        if (form.hasTrend()) {
            gradient[at++] = of[5];
        }
        if (form.seasonal()) {
            for (int i = 1; i < period; i++) {
                gradient[at++] = seasonSlopes[i] - seasonSlopes[0];
            }
        }
    }

    /** The sum of squared errors, relative ones for multiplicative errors, of the last evaluation. */
    double squares() {
        return squares;
    }

    /** The states after the last value of the last evaluation. */
    EtsParameters last(EtsParameters p) {
        double[] turned = new double[p.seasons.length];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = seasons[(n + i) % period];
        }
        return p.states(lastLevel, lastSlope, turned);
    }

    /** The errors y − f of the last evaluation. */
    double[] errors() {
        return errors.clone();
    }
}
