package org.zhike.statistics.survival;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.max;
import static java.lang.Math.pow;
import static java.lang.Math.sqrt;

import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.special.Gamma;
import org.zhike.statistics.Require;
import org.zhike.statistics.test.ChiSquareStatistic;

/**
 * Durations of Weibull's distribution (Weibull 1951): S(t | x) = exp(−(t / λ)^α), ln λ = β₀ + β·x. Both an accelerated failure
 * time model (one more of a covariate multiplies durations by exp(β)) and proportional hazards (it multiplies the hazard by
 * exp(−α·β)). Unlike Cox's it goes on beyond the data. Immutable; made by {@link WeibullRegression}.
 */
public final class WeibullModel {

    private final Standardized covariates;
    private final double shape;

    /** β₀, then β, then ln σ = −ln α: what R's survreg reports. */
    private final double[] parameters;

    private final RealMatrix covariance;
    private final double nullLogLikelihood;
    private final double logLikelihood;

    private WeibullModel(
            Standardized covariates,
            double shape,
            double[] parameters,
            RealMatrix covariance,
            double nullLogLikelihood,
            double logLikelihood) {
        this.covariates = covariates;
        this.shape = shape;
        this.parameters = parameters;
        this.covariance = covariance;
        this.nullLogLikelihood = nullLogLikelihood;
        this.logLikelihood = logLikelihood;
    }

    /** Turns (α, γ₀, γ) of standardised covariates and centred ln t into β₀, β and ln σ; covariance by the chain rule. */
    static WeibullModel of(
            Standardized covariates, Newton.Result result, RealMatrix covariance, double meanLog, double nullValue) {
        double[] point = result.coefficients();
        int p = covariates.size();
        double shape = point[0];
        double[] parameters = new double[p + 2];
        double[][] jacobian = new double[p + 2][p + 2];
        parameters[0] = meanLog + point[1] / shape;
        jacobian[0][0] = -point[1] / (shape * shape);
        jacobian[0][1] = 1 / shape;
        for (int j = 0; j < p; j++) {
            double scale = covariates.scale(j);
            double beta = point[j + 2] / shape / scale;
            parameters[j + 1] = beta;
            parameters[0] -= beta * covariates.mean(j);
            jacobian[j + 1][0] = -beta / shape;
            jacobian[j + 1][j + 2] = 1 / (shape * scale);
            jacobian[0][0] += beta / shape * covariates.mean(j);
            jacobian[0][j + 2] = -covariates.mean(j) / (shape * scale);
        }
        parameters[p + 1] = -log(shape);
        jacobian[p + 1][0] = -1 / shape;
        var transform = new Array2DRowRealMatrix(jacobian, false);
        RealMatrix transformed = transform.multiply(covariance).multiplyTransposed(transform);
        return new WeibullModel(covariates, shape, parameters, transformed, nullValue, result.value());
    }

    public List<String> names() {
        return covariates.names();
    }

    /** α: above 1 the hazard grows with time, below 1 it falls, at 1 it is constant. */
    public double shape() {
        return shape;
    }

    /** β₀: the logarithm of the scale λ where all covariates are 0. */
    public double intercept() {
        return parameters[0];
    }

    public double interceptStandardError() {
        return sqrt(covariance.getEntry(0, 0));
    }

    /** β: by how much one more of the covariate raises the logarithm of the duration. */
    public double coefficient(int covariate) {
        return parameters[covariate + 1];
    }

    public double standardError(int covariate) {
        return sqrt(covariance.getEntry(covariate + 1, covariate + 1));
    }

    /** Of ln σ = −ln α. */
    public double logScaleStandardError() {
        int last = parameters.length - 1;
        return sqrt(covariance.getEntry(last, last));
    }

    /** exp(−α·β): the factor by which one more of the covariate multiplies the hazard. */
    public double hazardRatio(int covariate) {
        return exp(-shape * coefficient(covariate));
    }

    public double logLikelihood() {
        return logLikelihood;
    }

    /** The same without any covariate. */
    public double nullLogLikelihood() {
        return nullLogLikelihood;
    }

    /** Tests "no covariate has to do with it" by twice the gain in log-likelihood. */
    public ChiSquareStatistic likelihoodRatioTest() {
        return new ChiSquareStatistic(max(0, 2 * (logLikelihood - nullLogLikelihood)), covariates.size());
    }

    /** λ: the time by which 63.2 % of such units have ended. */
    public double scale(double... x) {
        if (x.length != covariates.size()) {
            throw new IllegalArgumentException(
                    "there are " + covariates.size() + " covariates, but " + x.length + " values");
        }
        double sum = parameters[0];
        for (int j = 0; j < x.length; j++) {
            sum += parameters[j + 1] * Require.finite(x[j], covariates.name(j));
        }
        return exp(sum);
    }

    /** The chance that such a unit lasts beyond a time. */
    public double survival(double time, double... x) {
        double scale = scale(x);
        return Require.notNegative(time, "time") == 0 ? 1 : exp(-pow(time / scale, shape));
    }

    /** The time by which a share of such units has ended; the median for 0.5. */
    public double timeUntilEnded(double share, double... x) {
        return scale(x) * pow(-Math.log1p(-Require.level(share)), 1 / shape);
    }

    /** The mean duration of such units, λ·Γ(1 + 1/α). */
    public double mean(double... x) {
        return scale(x) * Gamma.gamma(1 + 1 / shape);
    }
}
